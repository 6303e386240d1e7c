"""What the tree promises to a reader, and what must never be in it."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc"}
# The hosts of package registries, written so that this file does not hold them either.
REGISTRIES = re.compile(
    "|".join((r"pypi\.o" + "rg", r"pythonho" + r"sted\.org", r"registry\.npm" + r"js", r"deb\.deb" + r"ian\.org"))
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:work|root|home/\w+)/(?:main|shared|\.)")
LEGACY_NAMES = {"sdk/domino/testing/utils.py"}  # the earlier releases' import name


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


def test_no_module_is_named_after_nothing() -> None:
    empty = [
        str(p.relative_to(ROOT))
        for p in tracked()
        if p.suffix in {".py", ".ts", ".tsx"} and p.stem.lower() in EMPTY_WORDS
    ]
    assert set(empty) <= LEGACY_NAMES


def test_every_python_module_says_why_it_exists() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix == ".py"
        and path.parts[len(ROOT.parts)] in {"services", "shared", "sdk", "airflow_provider", "deploy", "bench"}
        and path.read_text().strip()
        and not path.read_text().lstrip().startswith(('"""', "#", 'r"""'))
    ]
    assert silent == []


@pytest.mark.parametrize("pattern", [REGISTRIES, MACHINE_PATHS], ids=["registries", "machine paths"])
def test_the_tree_speaks_of_no_machine_and_no_registry(pattern: re.Pattern[str]) -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in pattern.finditer(text)]
    assert found == []
