"""The files of one commit that matter to us, within limits. Pure: decides by the listing, before anything is read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.image_builder.git_fetch import Entry
from shared.workflow.problems import Problem

MIB = 1024 * 1024
MAX_FILE = 10 * MIB
MAX_TOTAL = 64 * MIB
MAX_FILES = 20_000
MAX_PATH = 400
MAX_PROBLEMS = 50

_LINK, _SUBMODULE = "120000", "160000"
_FOLDERS = ("operators/", "pieces/", "dependencies/", ".flowui/", ".domino/")
_FILES = ("config.toml",)
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files at a commit, by path."""

    commit: str
    files: Mapping[str, bytes]

    @property
    def size(self) -> int:
        return sum(map(len, self.files.values()))


def relevant(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """What operators are made of. Other files of a repository are never read."""
    return tuple(entry for entry in entries if entry.path in _FILES or entry.path.startswith(_FOLDERS))


def problems_of_listing(entries: tuple[Entry, ...]) -> tuple[Problem, ...]:
    """Why these entries are not read; empty when they may be."""
    if len(entries) > MAX_FILES:
        return (_problem("", "too_many_files", f"The repository has more than {MAX_FILES} files of operators."),)
    if sum(entry.size for entry in entries) > MAX_TOTAL:
        return (_problem("", "too_large", f"The operators' files are larger than {MAX_TOTAL // MIB} MiB together."),)
    found = [problem for entry in entries if (problem := _problem_of(entry))]
    return tuple(found[:MAX_PROBLEMS])


def problems_of_files(files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Warnings about files whose content is not there."""
    return tuple(
        _problem(path, "lfs_pointer", "The file is kept in Git LFS, which is not read: commit it directly.", "warning")
        for path, content in files.items()
        if content.startswith(_LFS_POINTER)
    )[:MAX_PROBLEMS]


def _problem_of(entry: Entry) -> Problem | None:
    path = _shown(entry.path)
    parts = entry.path.split("/")
    if not _is_plain(entry.path) or any(part in ("", ".", "..") for part in parts) or len(entry.path) > MAX_PATH:
        return _problem(path, "bad_name", "The file has a name that cannot be used: rename it with plain characters.")
    if entry.mode == _LINK:
        return _problem(path, "symbolic_link", "The file is a symbolic link; links are not followed: commit the file.")
    if entry.mode == _SUBMODULE:
        return _problem(path, "submodule", "The folder is a submodule; submodules are not fetched: commit its files.")
    if entry.size > MAX_FILE:
        return _problem(path, "file_too_large", f"The file is larger than {MAX_FILE // MIB} MiB.")
    return None


def _is_plain(path: str) -> bool:
    return path.isprintable() and "\\" not in path


def _shown(path: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in path)[:MAX_PATH]


def _problem(path: str, code: str, message: str, severity: str = "error") -> Problem:
    return Problem.model_validate(
        {"path": path, "code": f"repository.{code}", "severity": severity, "message": message}
    )
