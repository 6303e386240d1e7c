"""Opens the engine that the settings name."""

from domino.images import source_wheel
from domino.images.buildkit import ENGINE_ERRORS

from services.image_builder.engine import Engine
from services.image_builder.engines.docker import DockerEngine, Limits
from services.image_builder.engines.environment import EnvironmentEngine
from services.image_builder.engines.registry import Registry
from services.image_builder.recipe import digest_of
from services.image_builder.sdk_package import digest_of_sdk
from services.image_builder.settings import Settings

MIB = 1024 * 1024


def open_engine(settings: Settings) -> tuple[Engine, str]:
    """The engine, ready to build, and the digest of what it puts into every image beside a group's own content."""
    sdk_digest = digest_of_sdk(settings.sdk_root)
    if settings.engine == "environment":
        environments = EnvironmentEngine(settings.environments_root.resolve(), settings.sdk_root, sdk_digest)
        environments.prepare()
        return environments, sdk_digest
    try:
        images = _docker_engine(settings)
        images.prepare()
    except ENGINE_ERRORS as error:
        raise SystemExit(
            f"No Docker Engine answers at {settings.docker_url}: start it or set DOMINO_DOCKER_URL."
        ) from error
    return images, digest_for_docker(sdk_digest, settings.base_image)


def _docker_engine(settings: Settings) -> DockerEngine:
    registry = Registry(settings.registry, settings.registry_username, settings.registry_password)
    return DockerEngine(
        settings.docker_url,
        settings.base_image,
        source_wheel(settings.sdk_root),
        registry if settings.registry else None,
        Limits(
            image_bytes=settings.image_limit_mib * MIB,
            free_bytes=settings.smallest_free_mib * MIB,
            store_bytes=settings.image_store_mib * MIB,
            network=settings.build_network,
        ),
    )


def digest_for_docker(sdk_digest: str, base_image: str) -> str:
    """Another base image makes other images."""
    return digest_of((sdk_digest.encode(), base_image.encode()))
