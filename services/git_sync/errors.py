"""What can go wrong with the workflows repository.

RemoteTrouble (Transient)   the remote cannot be reached or does not take a push; its message may be shown
CloneDamaged                our private clone is broken; it is made again from the remote
"""

from shared.runtime.errors import DominoError, Transient


class RemoteTrouble(Transient):
    pass


class CloneDamaged(DominoError):  # noqa: N818 - as its relatives are named
    pass
