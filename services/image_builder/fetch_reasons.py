"""Turns what Git printed while fetching into one sentence that helps, without addresses inside ours or secrets. Pure."""

import re
from dataclasses import dataclass

MAX_REASON = 300

_NOISE = re.compile(r"^(hint:|remote:\s*$|\s*$|warning: redirecting)")


@dataclass(frozen=True, slots=True)
class FetchReason:
    """`is_passing`: trying again later may help."""

    message: str
    is_passing: bool = False


_KNOWN = (
    ("could not resolve host", FetchReason("The host is not known.", is_passing=True)),
    ("connection refused", FetchReason("The host refuses the connection.", is_passing=True)),
    ("timed out", FetchReason("The host does not answer in time.", is_passing=True)),
    ("could not read username", FetchReason("There is no such repository, or it is private.")),
    ("authentication failed", FetchReason("There is no such repository, or it is private.")),
    ("does not appear to be a git repository", FetchReason("There is no Git repository at this address.")),
    ("not found", FetchReason("There is no Git repository at this address.")),
    ("unable to update url base from redirection", FetchReason("The repository has moved: give its new address.")),
    ("returned error: 30", FetchReason("The repository has moved: give its new address.")),
    ("not our ref", FetchReason("The repository does not have this commit, or gives out only tags and branches.")),
    ("unadvertised object", FetchReason("The repository gives out only tags and branches: give one of them.")),
    ("file size limit", FetchReason("The repository is larger than the limit for a fetch.")),
    ("file too large", FetchReason("The repository is larger than the limit for a fetch.")),
    ("out of memory", FetchReason("The repository needs more memory to fetch than is allowed.")),
    ("fsck error", FetchReason("The repository holds objects that Git considers broken or harmful.")),
    ("invalid path", FetchReason("The repository holds objects that Git considers broken or harmful.")),
    # Git says no more when the limit on file sizes stopped it.
    ("invalid index-pack output", FetchReason("The repository is larger than the limit for a fetch, or is broken.")),
    ("couldn't find remote ref", FetchReason("The repository has no such tag or branch.")),
)


def reason_of_fetch(output: str, url: str) -> FetchReason:
    text = output.replace(url, "the repository")
    lowered = text.lower()
    for sign, reason in _KNOWN:
        if sign in lowered:
            return reason
    lines = [line.removeprefix("remote:").strip() for line in text.splitlines() if not _NOISE.match(line)]
    words = " ".join(re.sub(r"^(fatal|error): ", "", line) for line in lines[:2])
    words = "".join(c if c.isprintable() else " " for c in words)[:MAX_REASON]
    return FetchReason(f"The repository could not be fetched: {words or 'Git gave no reason'}.", is_passing=True)
