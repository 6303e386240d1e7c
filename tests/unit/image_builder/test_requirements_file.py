"""Requirements name packages; everything else the format can do is refused."""

import pytest

from services.image_builder.requirements_file import refuse_requirements


@pytest.mark.parametrize(
    "line",
    [
        "",
        "# comment -r x",
        "six",
        "pandas[excel]>=2,<3 ; python_version >= '3.11'",
        "--extra-index-url https://download.example.org/whl/cpu",
        "--index-url=https://index.example.org/simple",
        "pkg @ https://example.org/pkg-1-py3-none-any.whl#sha256=abc",
        "six==1.16.0 --hash=sha256:abc",
        "six==1.16.0 \\\n    --hash=sha256:abc",
    ],
)
def test_packages_and_indexes_are_accepted(line: str) -> None:
    assert refuse_requirements(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "-r /etc/passwd",
        "-r/etc/passwd",
        "--requirement=/etc/passwd",
        "-c other.txt",
        "-e .",
        "--editable .",
        "-e git+https://example.org/x",
        ".",
        "./pkg",
        "../pkg",
        "a/../../pkg",
        "/root/pkg",
        "~/pkg",
        "file:///root/pkg",
        "pkg @ file:///root/pkg",
        "pkg @ /root/pkg",
        "pkg @ git+file:///root/pkg",
        "--find-links /root",
        "--find-links=.",
        "--trusted-host example.org",
        "--extra-index-url https://example.org/${UV_INDEX_URL}",
        "six \\\n-r /etc/passwd\n-r x",
    ],
)
def test_files_options_and_variables_are_refused(line: str) -> None:
    reason = refuse_requirements(f"six\n{line}\n")
    assert reason is not None
    assert reason.startswith("Line ")
