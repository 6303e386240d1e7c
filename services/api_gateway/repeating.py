"""Asking once more for one thing that is owed: from its rows to the command that would bring it."""

from typing import assert_never

from services.api_gateway import commands
from services.api_gateway.database import Transaction
from services.api_gateway.debts import SEPARATOR
from services.api_gateway.happenings import InstallRequested, VersionSaved, WorkflowDeleted
from services.api_gateway.owed import Debt, Fact
from services.api_gateway.pipeline import advance
from services.api_gateway.progress import ImageState
from services.api_gateway.repositories.catalogues import Catalogues, used
from services.api_gateway.rows import (
    image_state,
    repository_state,
    run_state,
    version_state,
    workflow_state,
    write_image,
)
from services.api_gateway.tables import Account, Image, Repository, Run, Version, Workflow
from shared.messages import Command
from shared.messages.workflows import Author

SOMEBODY = Author(name="Domino", email="domino@localhost")


async def repeat(work: Transaction, catalogues: Catalogues, fact: Fact) -> None:
    """Send the command again under a new id; whoever handles it twice finds nothing left to do."""
    match fact.debt:
        case Debt.COMPILE | Debt.PUBLISH | Debt.CONFIRM:
            command = await _for_version(work, catalogues, fact)
        case Debt.BUILD | Debt.REBUILD:
            command = await _for_image(work, fact)
        case Debt.FETCH:
            row = await work.session.get_one(Repository, fact.subject)
            command = commands.install_repository(repository_state(row))
        case Debt.REMOVE | Debt.FORGET | Debt.PAUSE:
            command = await _for_workflow(work, fact)
        case Debt.START | Debt.CANCEL | Debt.OBSERVE:
            command = await _for_run(work, fact)
        case _:
            assert_never(fact.debt)
    await work.send(command, correlation_id=fact.subject.partition(SEPARATOR)[0])


async def _for_version(work: Transaction, catalogues: Catalogues, fact: Fact) -> Command:
    workflow_id, _, number = fact.subject.rpartition(SEPARATOR)
    workflow = await work.session.get_one(Workflow, workflow_id)
    row = await work.session.get_one(Version, (workflow_id, int(number)))
    state = version_state(workflow, row)
    if fact.debt is Debt.PUBLISH:
        return commands.publish_dag(state)
    if fact.debt is Debt.CONFIRM:
        return commands.confirm_registration(state)
    operators = await catalogues.of_version(work.session, workflow_id, row.version)
    saved = VersionSaved(row.description, row.definition, used(row.definition, operators))
    return commands.compile_workflow(state, saved)


async def _for_image(work: Transaction, fact: Fact) -> Command:
    row = await work.session.get_one(Image, fact.subject)
    state = image_state(row)
    if fact.debt is Debt.BUILD:
        return commands.build_image(state, row.build_id or state.next_build_id)
    after, [command] = advance(state, InstallRequested())
    assert isinstance(after, ImageState)
    write_image(row, after, work.now)
    return command


async def _for_workflow(work: Transaction, fact: Fact) -> Command:
    row = await work.session.get_one(Workflow, fact.subject)
    state = workflow_state(row)
    if fact.debt is Debt.FORGET:
        return commands.forget_dag(state)
    if fact.debt is Debt.PAUSE:
        return commands.pause_dag(state, row.paused)
    account = await work.session.get(Account, row.deleted_by) if row.deleted_by else None
    author = Author(name=account.name, email=account.email) if account else SOMEBODY
    return commands.remove_dag(state, WorkflowDeleted(author, row.deleted_at or work.now))


async def _for_run(work: Transaction, fact: Fact) -> Command:
    state = run_state(await work.session.get_one(Run, fact.subject))
    if fact.debt is Debt.START:
        return commands.start_run(state)
    if fact.debt is Debt.CANCEL:
        return commands.cancel_run(state)
    return commands.observe_run(state)
