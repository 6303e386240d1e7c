"""The errors that services raise on purpose; the class decides what happens to the message that caused them.

DominoError            safe to show; treated as Transient
├── Transient          the outside world is at fault and may recover: tried again with growing delays
└── Rejected           trying again cannot help: the message is set aside at once
"""


class DominoError(Exception):
    """An error whose message says what, where and what to do, and holds no secret."""


class Transient(DominoError):  # noqa: N818 - the name says what it is for
    pass


class Rejected(DominoError):  # noqa: N818
    pass
