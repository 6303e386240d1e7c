"""Topics that a socket may subscribe to, and who may: `workspace:<id>`, `workflow:<id>`, `run:<id>`, `repository:<id>`,
`log:<run>/<task>[/<try>]`."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.api_gateway.tables import Member, Repository, Run, Workflow, Workspace

LONGEST = 300


@dataclass(frozen=True, slots=True)
class LogTopic:
    run_id: str
    task: str
    try_number: int | None


def log_topic(topic: str) -> LogTopic | None:
    """The parts of a log topic, or None when it is none."""
    kind, _, rest = topic.partition(":")
    parts = rest.split("/")
    match (kind, parts):
        case ("log", [run_id, task]) if run_id and task:
            return LogTopic(run_id, task, None)
        case ("log", [run_id, task, number]) if run_id and task and number.isascii() and number.isdigit():
            return LogTopic(run_id, task, int(number[:6]))
        case _:
            return None


async def may_hear(session: AsyncSession, account_id: str, topic: str) -> bool:
    """Whether the account is a member of the workspace that owns what the topic is about."""
    if len(topic) > LONGEST or "\0" in topic:
        return False
    kind, _, identity = topic.partition(":")
    owner = select(Workspace.id).where(Workspace.deleted_at.is_(None))
    match kind:
        case "workspace":
            owner = owner.where(Workspace.id == identity)
        case "workflow":
            owner = owner.join(Workflow, Workflow.workspace_id == Workspace.id).where(Workflow.id == identity)
        case "run":
            owner = owner.join(Run, Run.workspace_id == Workspace.id).where(Run.id == identity)
        case "repository":
            owner = owner.join(Repository, Repository.workspace_id == Workspace.id).where(Repository.id == identity)
        case "log" if (log := log_topic(topic)) is not None:
            owner = owner.join(Run, Run.workspace_id == Workspace.id).where(Run.id == log.run_id)
        case _:
            return False
    owner = owner.join(Member, Member.workspace_id == Workspace.id).where(Member.account_id == account_id)
    return await session.scalar(owner) is not None
