"""What to put back after others wrote to the main branch. Pure.

Compared are the state we last agreed with the remote and the state found there now, whether it grew, was rewritten or
was made anew. Inside our files ours wins, except against a newer record: that was written by another git_sync.
"""

from collections.abc import Mapping

from services.git_sync.managed_files import Published


def restoration(agreed: Mapping[str, Published], found: Mapping[str, Published]) -> dict[str, Published]:
    """The DAGs that need to be written again, with the state they shall have."""
    return {
        dag_id: ours
        for dag_id, ours in agreed.items()
        if ours.record is not None and not _holds(ours, found.get(dag_id, Published()))
    }


def _holds(ours: Published, theirs: Published) -> bool:
    if theirs == ours:
        return True
    if theirs.record is None or theirs.record == ours.record:
        return False
    assert ours.record is not None
    is_whole = theirs.record.removed == (theirs.source is None)
    return is_whole and theirs.record.version >= ours.record.version
