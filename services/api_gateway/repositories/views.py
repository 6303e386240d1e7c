"""From rows to what clients and sockets see of a repository; a pure translation after the rows are loaded."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.api_gateway.database import Transaction
from services.api_gateway.repositories.schemas import BuildView, GroupView, RepositoryView
from services.api_gateway.states import BuildStatus, ImageStatus, RepositoryStatus
from services.api_gateway.tables import Build, Catalogue, Image, Repository


async def repository_views(session: AsyncSession, repositories: Sequence[Repository]) -> list[RepositoryView]:
    """The views of several repositories, in two queries whatever their number."""
    wanted = {repository.catalogue_id for repository in repositories if repository.catalogue_id}
    columns = (
        Catalogue.id,
        Catalogue.commit,
        Catalogue.name,
        Catalogue.label,
        Catalogue.version,
        Catalogue.description,
        Catalogue.groups,
    )
    query = select(*columns).where(Catalogue.id.in_(wanted))
    catalogues = {row.id: row for row in (await session.execute(query)).all()} if wanted else {}
    names = {group["image"] for row in catalogues.values() for group in row.groups}
    images = await images_by_name(session, names)
    views = []
    for repository in repositories:
        installed = catalogues.get(repository.catalogue_id or "")
        views.append(
            RepositoryView(
                id=repository.id,
                workspace_id=repository.workspace_id,
                url=repository.url,
                ref=repository.ref,
                commit=installed.commit if installed else None,
                status=RepositoryStatus(repository.status),
                name=installed.name if installed else None,
                label=installed.label if installed else None,
                version=installed.version if installed else None,
                description=installed.description if installed else None,
                problems=repository.problems,
                groups=[_group(group, images) for group in installed.groups] if installed else [],
                created_at=repository.created_at,
                updated_at=repository.updated_at,
            )
        )
    return views


async def images_by_name(session: AsyncSession, names: set[str]) -> dict[str, Image]:
    if not names:
        return {}
    return {image.name: image for image in await session.scalars(select(Image).where(Image.name.in_(names)))}


async def show_repository(work: Transaction, repository: Repository) -> None:
    """Announce how a repository stands now."""
    await work.session.flush()
    [view] = await repository_views(work.session, [repository])
    topics = (f"repository:{repository.id}", f"workspace:{repository.workspace_id}")
    work.show(topics, "repository.status_changed", view.model_dump(mode="json"))


def build_view(build: Build) -> BuildView:
    ended = build.ended_at
    seconds = max(0.0, (ended - build.started_at).total_seconds()) if ended and build.started_at else None
    return BuildView(
        id=build.id,
        group=build.group,
        image=build.image,
        commit=build.commit,
        status=BuildStatus(build.status),
        reason=build.reason,
        reused=build.reused,
        created_at=build.created_at,
        started_at=build.started_at,
        ended_at=build.ended_at,
        seconds=seconds,
    )


def _group(group: Mapping[str, object], images: Mapping[str, Image]) -> GroupView:
    image = images.get(str(group["image"]))
    return GroupView(
        name=str(group["name"]),
        image=str(group["image"]),
        status=ImageStatus(image.status) if image else ImageStatus.MISSING,
        operators=list(group["operators"]),  # type: ignore[call-overload] # written by us from a Group
        reason=image.reason if image else None,
    )
