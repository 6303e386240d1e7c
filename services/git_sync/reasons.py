"""Turns what Git printed into one sentence that may be shown: no credentials, no address of the repository. Pure."""

import re

MAX_REASON = 300
MAX_OUTPUT = 16_384  # characters; the decisive lines come last

_USERINFO = re.compile(r"\b([a-z][a-z0-9+.-]{0,20}://)[^/\s@]*@", re.IGNORECASE)
_SECRET = re.compile(r"(?i)\b(token|password|authorization|bearer|secret)(\s*[=:]\s*|\s+)\S+")
_NOISE = re.compile(r"^(To |From |Done$|hint:|\s*$|!?\s*\[?up to date|Everything up-to-date)")
_REMOTE_REJECTED = re.compile(r"\[remote rejected\].*?\((?P<why>[^)]*)\)")

_KNOWN = (
    ("could not resolve host", "The workflows repository cannot be reached: its host name is unknown."),
    ("connection refused", "The workflows repository cannot be reached: the connection was refused."),
    ("did not complete in", "The workflows repository did not answer in time."),
    ("connection timed out", "The workflows repository did not answer in time."),
    ("authentication failed", "The workflows repository does not accept our credentials."),
    ("could not read username", "The workflows repository asks for credentials and none are configured."),
    ("permission denied", "The workflows repository does not accept our credentials."),
    ("does not appear to be a git repository", "The workflows repository is not there."),
    ("repository not found", "The workflows repository is not there."),
    ("no space left", "There is no space left on the disk."),
)


def safe_reason(output: str, remote: str) -> str:
    """One sentence for people. What a hook of the remote says is kept: it was written to be read."""
    text = output[-MAX_OUTPUT:]
    text = text.replace(remote, "the workflows repository") if remote else text
    text = _SECRET.sub(r"\1 ***", _USERINFO.sub(r"\1", text))
    said = [line.removeprefix("remote:").strip() for line in text.splitlines() if line.startswith("remote:")]
    said = [line for line in said if line]
    if rejected := _REMOTE_REJECTED.search(text):
        words = " ".join(said) or rejected["why"]
        return _limited(f"The workflows repository refused the push: {words}")
    lowered = text.lower()
    for sign, sentence in _KNOWN:
        if sign in lowered:
            return sentence
    rest = [line.strip() for line in text.splitlines() if not _NOISE.match(line)]
    return _limited(f"The workflows repository cannot be used: {' '.join(said or rest[-2:]) or 'Git gave no reason.'}")


def _limited(text: str) -> str:
    text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return text if len(text) <= MAX_REASON else text[: MAX_REASON - 1] + "…"
