"""From a dependency group to a Dockerfile and a build context."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from domino.images import (
    DOCKERFILE,
    DockerfileRefusedError,
    ImageContents,
    Wheel,
    build_context,
    images_of,
    installed_wheel,
    pack,
    render_dockerfile,
    source_wheel,
)
from domino.images.author_dockerfile import adapt_dockerfile, is_known_base, read_instructions

SDK = Path(__file__).parents[3] / "sdk"
BASE = "domino-base:1"
WHEEL = Wheel("domino-1-py3-none-any.whl", b"wheel")
PIECES = """\
FROM ghcr.io/tauffer-consulting/domino-base-piece:latest

# Need to copy pieces source code
COPY config.toml domino/pieces_repository/
COPY pieces domino/pieces_repository/pieces
RUN pip install --no-cache-dir \\
    # why this one
    -r domino/pieces_repository/dependencies/requirements_0.txt
"""


def froms(text: str) -> list[str]:
    return [instruction.text for instruction in read_instructions(text) if instruction.word == "FROM"]


def test_the_code_is_in_the_last_layer() -> None:
    text = render_dockerfile(ImageContents(requirements="tabulate\n"), BASE)
    layers = [i.word for i in read_instructions(text) if i.word in ("FROM", "RUN", "COPY", "ADD")]
    assert layers == ["FROM", "RUN", "COPY"]
    assert froms(text) == [f"FROM {BASE}"]


def test_an_image_of_the_author_becomes_the_base() -> None:
    assert froms(render_dockerfile(ImageContents(docker_image="python:3.12"), BASE)) == ["FROM python:3.12"]


def test_the_context_of_a_plain_group_holds_only_its_layout() -> None:
    contents = ImageContents(
        requirements="tabulate\n",
        code={"operators/Echo/operator.py": b"code"},
        documents={"config.toml": b"config"},
        dependencies={"dependencies/requirements_0.txt": b"tabulate"},
    )
    files = build_context(contents, BASE, WHEEL)
    code = {path.partition("operators_repository/")[2] for path in files if "operators_repository/" in path}
    assert code == {"config.toml", "operators/Echo/operator.py", "dependencies/requirements.txt"}
    assert all(path.startswith(".domino-build/") for path in files)
    assert files[DOCKERFILE].startswith(b"# Written by Domino")


def test_a_dockerfile_finds_the_repository_where_the_author_sees_it() -> None:
    contents = ImageContents(
        dockerfile=PIECES,
        code={"pieces/Echo/piece.py": b"code"},
        documents={"config.toml": b"config"},
        dependencies={"dependencies/requirements_0.txt": b"tabulate"},
    )
    files = build_context(contents, BASE, WHEEL)
    assert {"pieces/Echo/piece.py", "config.toml", "dependencies/requirements_0.txt"} <= set(files)
    assert ".domino-build/operators_repository/pieces/Echo/piece.py" in files


def test_equal_contents_are_packed_into_equal_bytes() -> None:
    assert pack({"b": b"2", "a": b"1"}) == pack({"a": b"1", "b": b"2"})
    with tarfile.open(fileobj=io.BytesIO(pack({"a/b": b"1"}))) as archive:
        assert [(member.name, member.mode, member.uid) for member in archive] == [("a/b", 0o644, 0)]


@pytest.mark.parametrize(
    "image",
    [
        "ghcr.io/tauffer-consulting/domino-base-piece:latest",
        "ghcr.io/tauffer-consulting/domino-base-piece:gpu",
        "domino-base-operator",
        "somebody/flowui-airflow-base:1.0.0",
        "registry.example.org:5000/x/domino-airflow-base-worker",
        BASE,
    ],
)
def test_base_images_of_the_earlier_releases_are_known(image: str) -> None:
    assert is_known_base(image)


@pytest.mark.parametrize(
    "image", ["python:3.11-slim", "ubuntu", "domino", "database:1", "my/domino-database", "scratch"]
)
def test_other_images_are_not(image: str) -> None:
    assert not is_known_base(image)


def test_a_known_base_is_replaced_and_the_rest_stays() -> None:
    adapted = adapt_dockerfile(PIECES, BASE)
    assert adapted.startswith(f"FROM {BASE}\nUSER root\nCOPY config.toml")
    assert adapted.endswith(PIECES[PIECES.index("RUN") :].rstrip())


def test_every_stage_is_looked_at() -> None:
    text = """\
ARG TAG=gpu
ARG FOREIGN=python:3.12
FROM --platform=linux/amd64 $FOREIGN AS build
RUN <<EOF
FROM nowhere
EOF
FROM domino-base-piece:${TAG} as domino-base
FROM domino-base
COPY --from=build /x /x
"""
    assert froms(adapt_dockerfile(text, BASE)) == [
        "FROM --platform=linux/amd64 $FOREIGN AS build",
        f"FROM {BASE} AS domino-base",
        "FROM domino-base",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("RUN echo", "The Dockerfile has no FROM line."),
        ("FROM a b c", "Line 1 of the Dockerfile is not a FROM line that can be read."),
        ("FROM a\n\nADD --chown=1 http://127.0.0.1/x /x", "Line 3 of the Dockerfile adds from an address"),
        ("FROM a\nARG U=http://x\nADD \\\n  $U /x", "Line 3 of the Dockerfile adds from an address"),
        ("FROM a\nADD git@host:x /x", "Line 2 of the Dockerfile adds from an address"),
        ("FROM a\nRUN --mount=type=cache,target=/x --network=host true", "Line 2 of the Dockerfile asks for rights"),
        ("FROM a\nRUN --security=insecure true", "Line 2 of the Dockerfile asks for rights"),
        ("FROM a\nONBUILD ADD http://x /x", "Line 2 of the Dockerfile uses ONBUILD"),
        ("# escape=`\nFROM a", "Line 1 of the Dockerfile changes the escape character"),
    ],
)
def test_what_is_not_accepted_is_said_with_its_line(text: str, message: str) -> None:
    with pytest.raises(DockerfileRefusedError) as refused:
        adapt_dockerfile(text, BASE)
    assert str(refused.value).startswith(message)


def test_the_images_it_needs_are_told() -> None:
    text = """\
ARG TAG=3.12
FROM python:${TAG} AS build
FROM scratch
FROM build AS final
COPY --from=build /a /a
COPY --from=0 /a /a
COPY --chmod=755 --from=tools:1 /b /b
RUN --mount=type=bind,from=domino-base:1,source=/x,target=/y true
"""
    assert images_of(text) == ("python:3.12", "tools:1", "domino-base:1")
    assert images_of(render_dockerfile(ImageContents(), BASE)) == (BASE,)


def test_another_frontend_cannot_be_chosen() -> None:
    text = render_dockerfile(ImageContents(dockerfile="# syntax=evil/frontend\nFROM a"), BASE)
    assert "syntax" not in text
    assert text.startswith("# Written")


def test_the_wheel_of_a_checkout_and_of_an_installation_are_the_same() -> None:
    wheel = source_wheel(SDK)
    assert wheel == source_wheel(SDK)
    with zipfile.ZipFile(io.BytesIO(wheel.content)) as archive:
        assert archive.testzip() is None
        assert "domino/runner/__main__.py" in archive.namelist()
        assert "domino/images/install_runner.sh" in archive.namelist()
        assert "Requires-Dist: pydantic" in archive.read("domino-1.0.0.dist-info/METADATA").decode()


def test_the_wheel_can_be_made_of_an_installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wheel = source_wheel(SDK)
    with zipfile.ZipFile(io.BytesIO(wheel.content)) as archive:
        archive.extractall(tmp_path)  # noqa: S202 - ours
    monkeypatch.syspath_prepend(str(tmp_path))
    assert installed_wheel() == wheel
