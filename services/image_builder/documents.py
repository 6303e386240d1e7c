"""The Markdown that authors put beside their operators, for the operators' pages. Pure."""

from collections.abc import Mapping

KIB = 1024
MAX_DOCUMENT = 64 * KIB  # bytes; a page, not a book
MAX_DOCUMENTS = 1024 * KIB  # of one repository: they travel in one message
WHOLE_REPOSITORY = ""
_NAMES = ("README.md", "readme.md", "Readme.md")
_CUT = "\n\n*The rest is left out: the page is too long.*\n"


def documents_of(files: Mapping[str, bytes], folders: Mapping[str, str]) -> dict[str, str]:
    """The page of each operator that has one, by name; that of the repository under the empty name."""
    places = {WHOLE_REPOSITORY: "", **{name: f"{folder}/" for name, folder in sorted(folders.items())}}
    found: dict[str, str] = {}
    room = MAX_DOCUMENTS
    for name, place in places.items():
        content = next((files[place + one] for one in _NAMES if place + one in files), None)
        if content is None:
            continue
        text = _text(content)
        room -= len(text.encode())
        if room < 0:
            break
        found[name] = text
    return found


def _text(content: bytes) -> str:
    text = content[:MAX_DOCUMENT].decode("utf-8-sig", "replace").replace("\0", "")
    return text + _CUT if len(content) > MAX_DOCUMENT else text
