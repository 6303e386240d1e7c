"""Every command and event of the system; reading this folder is reading the system."""

from shared.messages import airflow, frames, repositories, runs, workflows
from shared.messages.message import Command, Document, Event, Message

ALL: tuple[type[Message], ...] = tuple(
    value
    for module in (workflows, repositories, runs, airflow, frames)
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, Message) and hasattr(value, "subject")
)

__all__ = ["ALL", "Command", "Document", "Event", "Message"]
