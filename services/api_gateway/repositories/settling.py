"""Whether a repository is ready follows from the images of its groups."""

from sqlalchemy import select

from services.api_gateway.database import Transaction
from services.api_gateway.repositories.views import images_by_name
from services.api_gateway.states import ImageStatus, RepositoryStatus
from services.api_gateway.tables import Catalogue, Repository

SETTLING = {RepositoryStatus.BUILDING, RepositoryStatus.READY, RepositoryStatus.FAILED}


async def settle_repositories(work: Transaction, image: str) -> list[Repository]:
    """Bring the repositories with a group of this image up to date; return them all, since a group has changed."""
    await work.session.flush()
    query = (
        select(Repository, Catalogue.images)
        .join(Catalogue, Catalogue.id == Repository.catalogue_id)
        .where(Catalogue.images.contains([image]), Repository.removed_at.is_(None))
        .order_by(Repository.id)
        .with_for_update(of=Repository, key_share=True)
    )
    found = []
    for repository, names in await work.session.execute(query):
        if repository.status not in SETTLING or any(p["severity"] == "error" for p in repository.problems):
            continue
        images = await images_by_name(work.session, set(names))
        status = status_of([ImageStatus(images[name].status) for name in names if name in images])
        if status is not repository.status:
            repository.status = status
            repository.updated_at = work.now
        found.append(repository)
    return found


def status_of(images: list[ImageStatus]) -> RepositoryStatus:
    if ImageStatus.FAILED in images:
        return RepositoryStatus.FAILED
    if all(image is ImageStatus.READY for image in images):
        return RepositoryStatus.READY
    return RepositoryStatus.BUILDING
