"""Makes the base image of operators from Debian packages, so that no image registry is needed: `make base-image`.

The image holds Debian with Python and pip, uv, this machine's certificate authorities, and a user without rights. Its files are
kept in a cache as one archive, by what went into them.
"""

import argparse
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import docker
from uv import find_uv_bin

TAG = "domino-base:1"
SUITE = "bookworm"  # its Python is 3.11
PACKAGES = ("ca-certificates", "python3", "python3-pip")
USER = 10001
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
CONFIGURATIONS = (Path("/etc/uv/uv.toml"), Path("/etc/pip.conf"))  # an index of the machine's own
LEFT_OUT = (
    "var/cache/apt",
    "var/lib/apt/lists",
    "usr/share/doc",
    "usr/share/man",
    "usr/share/locale",
    "usr/share/info",
)
MEANING = (
    "ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin",
    f"ENV SSL_CERT_FILE={CERTIFICATES}",
    "ENV LANG=C.UTF-8",
    "ENV HOME=/home/domino",
    "WORKDIR /home",
    f"USER {USER}",
)


class BaseImageError(Exception):
    """Says what is missing and what to do about it."""


def cache_folder() -> Path:
    """Where archives are kept, outside the checkout."""
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "domino"


def make_base_image(client: docker.DockerClient, tag: str, mirror: str | None = None) -> str:
    """The id of the image, which is now called `tag`; seconds when its archive is there, a minute or two otherwise."""
    archive = make_archive(cache_folder(), mirror)
    repository, _, label = tag.rpartition(":")
    client.api.import_image_from_file(str(archive), repository=repository, tag=label, changes=list(MEANING))
    return str(client.images.get(tag).id)


def make_archive(cache: Path, mirror: str | None = None) -> Path:
    """The file system of the image as a tar file."""
    archive = cache / f"base-image-{_digest()}.tar"
    if archive.exists():
        return archive
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="domino-base-", dir=cache) as folder:
        root = Path(folder) / "root"
        _bootstrap(root, mirror)
        _arrange(root)
        finished = Path(folder) / "root.tar"
        order = ("--sort=name", "--numeric-owner", "--one-file-system")
        _run(("tar", *order, "--directory", str(root), "--create", "--file", str(finished), "."))
        finished.rename(archive)
    return archive


def _bootstrap(root: Path, mirror: str | None) -> None:
    program = shutil.which("debootstrap", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        raise BaseImageError("debootstrap is missing: install Debian's package of that name.")
    if os.geteuid() != 0:
        raise BaseImageError("Making a file system of Debian packages needs root: use sudo.")
    _run(
        (
            program,
            "--variant=minbase",
            f"--include={','.join(PACKAGES)}",
            SUITE,
            str(root),
            *([mirror] if mirror else []),
        )
    )


def _arrange(root: Path) -> None:
    """What makes it a base for operators."""
    for name in LEFT_OUT:
        shutil.rmtree(root / name, ignore_errors=True)
        (root / name).mkdir()
    (root / "var/lib/apt/lists/partial").mkdir()
    (root / "var/cache/apt/archives/partial").mkdir(parents=True)
    for mark in root.glob("usr/lib/python3*/EXTERNALLY-MANAGED"):
        mark.unlink()  # the image's Python is ours to install into
    (root / "usr/local/bin/python").symlink_to("/usr/bin/python3")
    shutil.copyfile(find_uv_bin(), root / "usr/local/bin/uv")
    (root / "usr/local/bin/uv").chmod(0o755)
    if CERTIFICATES.exists():
        shutil.copyfile(CERTIFICATES, root / CERTIFICATES.relative_to("/"))
    for file in _configurations():
        place = root / file.relative_to("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
    with (root / "etc/passwd").open("a") as users:
        users.write(f"domino:x:{USER}:{USER}:Operators:/home/domino:/bin/sh\n")
    with (root / "etc/group").open("a") as groups:
        groups.write(f"domino:x:{USER}:\n")
    home = root / "home/domino"
    home.mkdir()
    home.chmod(0o1777)  # whoever the container runs as


def _configurations() -> list[Path]:
    found = [file for file in CONFIGURATIONS if file.is_file()]
    for file in found:
        if "@" in file.read_text():
            raise BaseImageError(
                f"{file} seems to hold a password, which every operator could read in the image: remove it."
            )
    return found


def _digest() -> str:
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for file in (Path(find_uv_bin()), CERTIFICATES, *_configurations()):
        with contextlib.suppress(FileNotFoundError):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        raise BaseImageError(f"{Path(command[0]).name} failed:\n{done.stdout[-2000:]}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="make base-image", description=__doc__.partition("\n")[0])
    parser.add_argument("--tag", default=TAG, help=f"the image's name (default {TAG})")
    parser.add_argument("--mirror", help="address of a Debian mirror, where debootstrap's own is out of reach")
    chosen = parser.parse_args()
    try:
        image = make_base_image(docker.from_env(), chosen.tag, chosen.mirror)
    except (BaseImageError, docker.errors.DockerException) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{chosen.tag} is {image}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
