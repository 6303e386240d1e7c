"""Events of installing and building, written to repositories, catalogues, images and builds."""

from sqlalchemy.dialects.postgresql import insert

from services.api_gateway.ids import new_id
from services.api_gateway.pipeline import advance
from services.api_gateway.progress import ImageState, RepositoryState
from services.api_gateway.projections.batch import Batch
from services.api_gateway.projections.workflows import image_changed
from services.api_gateway.repositories.settling import settle_repositories
from services.api_gateway.rows import image_state, repository_state, write_image, write_repository
from services.api_gateway.states import BuildStatus, ImageStatus, RepositoryStatus
from services.api_gateway.tables import Build, Catalogue, Image, Repository
from shared.messages import Event
from shared.messages.repositories import (
    ImageBuildFailed,
    ImageBuildStarted,
    ImageBuilt,
    RepositoryFetched,
)


async def apply_to_repository(batch: Batch, event: Event, repository_id: str) -> None:
    row = batch.repositories.get(repository_id)
    if row is None or row.removed_at is not None:
        return
    before = repository_state(row)
    after, commands = advance(before, event)
    assert isinstance(after, RepositoryState)
    if after == before:
        return
    write_repository(row, after, batch.work.now)
    await batch.work.send(*commands, correlation_id=repository_id)
    if isinstance(event, RepositoryFetched):
        await _install(batch, row, event)
    batch.changed_repository(repository_id)


async def apply_to_build(batch: Batch, event: ImageBuildStarted | ImageBuilt | ImageBuildFailed) -> None:
    await _write_build(batch, event)
    image = batch.images.get(event.image)
    if image is None:
        return
    before = image_state(image)
    after, commands = advance(before, event)
    assert isinstance(after, ImageState)
    write_image(image, after, batch.work.now)
    await batch.work.send(*commands, correlation_id=event.repository_id)
    if after.status != before.status:
        await image_changed(batch, image)
    for repository in await settle_repositories(batch.work, event.image):
        batch.repositories[repository.id] = repository
        batch.changed_repository(repository.id)


async def _install(batch: Batch, row: Repository, event: RepositoryFetched) -> None:
    """Keep the catalogue, ask for every group's image, and make it what the workspace offers."""
    catalogue = {
        "id": new_id(),
        "repository_id": row.id,
        "ref": event.ref,
        "commit": event.commit,
        "name": event.name,
        "label": event.label,
        "version": event.version,
        "description": event.description,
        "operators": [operator.model_dump(mode="json") for operator in event.operators],
        "groups": [group.model_dump(mode="json") for group in event.groups],
        "images": sorted({group.image for group in event.groups}),
        "fetched_at": batch.work.now,
    }
    statement = insert(Catalogue).values(catalogue)
    known = statement.on_conflict_do_update(
        index_elements=["repository_id", "ref", "commit"], set_={"fetched_at": statement.excluded.fetched_at}
    )
    row.catalogue_id = await batch.work.session.scalar(known.returning(Catalogue.id))
    for group in event.groups:
        image = batch.images.get(group.image)
        if image is None:
            image = Image(
                name=group.image,
                repository_id=row.id,
                url=event.url,
                commit=event.commit,
                group=group.name,
                status=ImageStatus.MISSING,
                attempts=0,
                updated_at=batch.work.now,
            )
            batch.work.session.add(image)
            batch.images[group.image] = image
        after, commands = advance(image_state(image), event)
        assert isinstance(after, ImageState)
        write_image(image, after, batch.work.now)
        await batch.work.send(*commands, correlation_id=row.id)
    await batch.work.session.flush()
    if all(batch.images[group.image].status == ImageStatus.READY for group in event.groups):
        row.status = RepositoryStatus.READY


async def _write_build(batch: Batch, event: ImageBuildStarted | ImageBuilt | ImageBuildFailed) -> None:
    """The history of a build; an end is never overwritten by a late beginning."""
    build = await batch.work.session.get(Build, event.build_id)
    if build is None or build.ended_at is not None:
        return
    now = batch.work.now
    build.started_at = build.started_at or now
    match event:
        case ImageBuildStarted():
            build.status = BuildStatus.BUILDING
        case ImageBuilt():
            build.status, build.ended_at = BuildStatus.READY, now
            build.log, build.reused = event.log, event.reused
        case ImageBuildFailed():
            build.status, build.ended_at = BuildStatus.FAILED, now
            build.log, build.reason = event.log, event.reason
