"""Events on the path of a workflow version, written to its row."""

from sqlalchemy import select

from services.api_gateway.happenings import VersionReady
from services.api_gateway.pipeline import advance
from services.api_gateway.progress import ImageState, VersionState, WorkflowState
from services.api_gateway.projections.batch import Batch
from services.api_gateway.projections.runs import advance_run
from services.api_gateway.rows import (
    image_state,
    version_state,
    workflow_state,
    write_image,
    write_version,
    write_workflow,
)
from services.api_gateway.stages import status
from services.api_gateway.states import ImageStatus, WorkflowStatus
from services.api_gateway.tables import Image, Run, Version, Workflow
from shared.messages import Event
from shared.messages.runs import RunRefused
from shared.messages.workflows import WorkflowCompiled


async def apply_to_version(batch: Batch, event: Event, workflow_id: str, number: int) -> None:
    workflow = batch.workflows.get(workflow_id)
    row = batch.versions.get((workflow_id, number))
    if workflow is None or row is None:
        return
    was_ready = status(row) is WorkflowStatus.READY
    before = version_state(workflow, row)
    after, commands = advance(before, event)
    assert isinstance(after, VersionState)
    if after == before:
        return
    write_version(row, after, batch.work.now)
    await batch.work.send(*commands, correlation_id=workflow_id)
    if isinstance(event, WorkflowCompiled):
        await _ask_for_images(batch, event, is_newest=after.is_newest)
        settle_images(batch, row)
    if after.is_newest:
        batch.changed_workflow(workflow_id)
        if not was_ready:
            await start_waiting_runs(batch, workflow, row)


async def apply_to_workflow(batch: Batch, event: Event, workflow_id: str) -> None:
    row = batch.workflows.get(workflow_id)
    if row is None:
        return
    before = workflow_state(row)
    after, commands = advance(before, event)
    assert isinstance(after, WorkflowState)
    write_workflow(row, after, batch.work.now)
    await batch.work.send(*commands, correlation_id=workflow_id)
    if after != before:
        batch.changed_workflow(workflow_id)


async def image_changed(batch: Batch, image: Image) -> None:
    """Tell every version that waits for this image, and start the runs that waited for the version."""
    query = select(Version.workflow_id, Version.version).where(
        Version.images.contains([image.name]), Version.images_ready_at.is_(None)
    )
    numbers = {(workflow_id, number) for workflow_id, number in (await batch.work.session.execute(query))}
    numbers |= {
        key for key, row in batch.versions.items() if image.name in (row.images or ()) and not row.images_ready_at
    }
    missing = {workflow_id for workflow_id, _ in numbers} - batch.workflows.keys()
    workflows = select(Workflow).where(Workflow.id.in_(missing)).order_by(Workflow.id)
    if missing:
        for workflow in await batch.work.session.scalars(workflows.with_for_update(key_share=True)):
            batch.workflows[workflow.id] = workflow
    await batch.load_versions(numbers)
    for workflow_id, number in sorted(numbers):
        row, workflow = batch.versions[workflow_id, number], batch.workflows[workflow_id]
        await batch.load_images(set(row.images or ()))
        settle_images(batch, row)
        if number == workflow.version:
            batch.changed_workflow(workflow_id)
            await start_waiting_runs(batch, workflow, row)


def settle_images(batch: Batch, row: Version) -> None:
    """Note whether all images of a version are there, or why one of them is not coming."""
    if row.images is None or row.images_ready_at is not None:
        return
    images = [batch.images[name] for name in row.images if name in batch.images]
    failed = next((image for image in images if image.status == ImageStatus.FAILED), None)
    row.images_problem = f"The image of “{failed.group}” could not be built: {failed.reason}" if failed else None
    if len(images) == len(row.images) and all(image.status == ImageStatus.READY for image in images):
        row.images_ready_at = batch.work.now


async def start_waiting_runs(batch: Batch, workflow: Workflow, row: Version) -> None:
    """Runs that waited for a newer version to be registered now go to this one."""
    if status(row) is not WorkflowStatus.READY:
        return
    await batch.work.session.flush()
    query = select(Run).where(Run.workflow_id == workflow.id, Run.waiting).order_by(Run.id)
    for run in await batch.work.session.scalars(query.with_for_update(key_share=True)):
        batch.runs[run.dag_id, run.dag_run_id] = run
        await advance_run(batch, run, VersionReady(row.version, row.digest or ""))


async def redirect(batch: Batch, event: RunRefused) -> None:
    """A run was refused because Airflow has another version registered: aim it at the newest. When it was aimed there already,
    Airflow has lost that version, and the run waits until it has been handed over once more."""
    run = batch.run_by_id(event.run_id)
    if run is None or not run.waiting:
        return
    workflow = batch.workflows[run.workflow_id]
    newest = batch.versions[workflow.id, workflow.version]
    if newest.digest == run.digest:
        await apply_to_version(batch, event, workflow.id, newest.version)
    elif status(newest) is WorkflowStatus.READY and newest.digest:
        await advance_run(batch, run, VersionReady(newest.version, newest.digest))


async def _ask_for_images(batch: Batch, event: WorkflowCompiled, *, is_newest: bool) -> None:
    for name in event.images if is_newest else ():
        image = batch.images.get(name)
        if image is None:
            continue
        after, commands = advance(image_state(image), event)
        assert isinstance(after, ImageState)
        if commands:
            write_image(image, after, batch.work.now)
            await batch.work.send(*commands, correlation_id=event.workflow_id)
