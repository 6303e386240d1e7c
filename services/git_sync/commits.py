"""How a commit of ours reads, and its text for `git fast-import`. Pure: author and dates come from the requests, the
committer is fixed, so that the same requests on the same parent give the same commit id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.git_sync.managed_files import Change
from services.git_sync.plan import Request
from shared.messages.workflows import Author, PublishDag

COMMITTER = Author(name="Domino", email="git-sync@domino.invalid")
CANDIDATE = "refs/domino/candidate"

MAX_SUBJECT = 72


@dataclass(frozen=True, slots=True)
class Draft:
    author: Author
    date: datetime
    message: str
    changes: tuple[Change, ...]


def publication(requests: Sequence[Request], changes: tuple[Change, ...], restored: Sequence[str]) -> Draft:
    """One commit for all requests: written by who saved last, at that moment; the others are co-authors."""
    ordered = sorted(requests, key=lambda request: (_moment(request), request.dag_id))
    newest = ordered[-1]
    others = {a: None for a in (request.author for request in ordered) if a != newest.author}
    trailers = [_trailer(request) for request in ordered]
    trailers += [f"Domino-Restored: {dag_id}" for dag_id in sorted(restored)]
    trailers += [f"Co-authored-by: {_plain(author.name)} <{_plain(author.email)}>" for author in others]
    listing = [f"- {_sentence(request)}" for request in ordered] if len(ordered) > 1 else []
    paragraphs = [_subject(ordered), "\n".join(listing), "\n".join(trailers)]
    return Draft(newest.author, _moment(newest), "\n\n".join(filter(None, paragraphs)) + "\n", changes)


def upkeep(changes: tuple[Change, ...], restored: Sequence[str], now: datetime) -> Draft:
    """A commit of our own accord: the sentinel, and what others took from us."""
    if not restored:
        return Draft(COMMITTER, now, "Keep the sentinel DAG\n", changes)
    subject = f"Restore {len(restored)} workflow{'s' if len(restored) > 1 else ''} changed by others"
    trailers = "\n".join(f"Domino-Restored: {dag_id}" for dag_id in sorted(restored))
    return Draft(COMMITTER, now, f"{subject}\n\n{trailers}\n", changes)


def fast_import_stream(draft: Draft, parent: str | None) -> bytes:
    """The commit as `git fast-import` reads it; the last line makes it print the commit's id."""
    stamp = f"{int(draft.date.timestamp())} +0000"
    message = draft.message.encode()
    lines = [
        b"reset %s" % CANDIDATE.encode(),
        b"commit %s" % CANDIDATE.encode(),
        b"mark :1",
        f"author {_person(draft.author)} {stamp}".encode(),
        f"committer {_person(COMMITTER)} {stamp}".encode(),
        b"data %d\n%s" % (len(message), message),
    ]
    if parent is not None:
        lines.append(b"from %s" % parent.encode())
    for change in draft.changes:
        if change.content is None:
            lines.append(b"D %s" % change.path.encode())
        else:
            lines.append(b"M 100644 inline %s" % change.path.encode())
            lines.append(b"data %d\n%s" % (len(change.content), change.content))
    return b"\n".join([*lines, b"", b"get-mark :1", b"done", b""])


def _subject(ordered: Sequence[Request]) -> str:
    if len(ordered) == 1:
        return _sentence(ordered[0])
    published = sum(isinstance(request, PublishDag) for request in ordered)
    removed = len(ordered) - published
    if not removed:
        return f"Publish {published} workflows"
    if not published:
        return f"Remove {removed} workflows"
    return f"Publish {published} and remove {removed} workflows"


def _sentence(request: Request) -> str:
    name = _plain(request.name) or request.dag_id
    verb, ending = ("Publish", f", version {request.version}") if isinstance(request, PublishDag) else ("Remove", "")
    room = MAX_SUBJECT - len(verb) - 1 - len(ending)
    return f"{verb} {name if len(name) <= room else name[: room - 1] + '…'}{ending}"


def _trailer(request: Request) -> str:
    key = "Domino-Workflow" if isinstance(request, PublishDag) else "Domino-Workflow-Removed"
    return f"{key}: {_plain(request.workflow_id)} v{request.version}"


def _moment(request: Request) -> datetime:
    return request.saved_at if isinstance(request, PublishDag) else request.removed_at


def _person(author: Author) -> str:
    return f"{_plain(author.name) or 'unknown'} <{_plain(author.email)}>"


def _plain(text: str) -> str:
    """One line that can stand in a commit's header: no control characters, no angle brackets."""
    printable = "".join(c if c.isprintable() and c not in "<>" else " " for c in text)
    return " ".join(printable.split())
