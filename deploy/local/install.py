"""Installs what the platform needs into the checkout: uv, the services' environment, Airflow's environment, the page.

Runs on the system's Python with nothing but the standard library. Everything is pinned: Python packages by the two lock
files with their hashes, the page's by `package-lock.json`. What is up to date is recognised in milliseconds.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from deploy.local.errors import InstallError
from deploy.local.layout import AIRFLOW_ENVIRONMENT, CHECKOUT, PAGE, SERVICES_ENVIRONMENT, UV_ENVIRONMENT, python_of
from deploy.local.timeline import Timeline

SERVICES_LOCK = CHECKOUT / "requirements.lock"
AIRFLOW_LOCK = CHECKOUT / "deploy" / "airflow" / "requirements.lock"
OWN_DISTRIBUTIONS = (CHECKOUT / "sdk", CHECKOUT / "airflow_provider")
FRONTEND = CHECKOUT / "frontend"
NOT_PAGE_SOURCES = {"node_modules", "dist", "e2e", "test-results", "playwright-report"}
STAMP = ".installed-from"
UV_LOCK = threading.Lock()


def install(timeline: Timeline, *, with_airflow: bool = True, with_page: bool = True) -> None:
    """Bring everything up to date, independent parts at the same time."""
    steps = [_install_services]
    if with_airflow:
        steps.append(_install_airflow)
    if with_page and (FRONTEND / "package.json").exists():
        steps.append(_build_page)
    with ThreadPoolExecutor(len(steps)) as pool:
        for done in [pool.submit(step, timeline) for step in steps]:
            done.result()


def _install_services(timeline: Timeline) -> None:
    stamp = _digest(SERVICES_LOCK.read_bytes(), sys.version.encode(), str(CHECKOUT).encode())
    if _is_stamped(SERVICES_ENVIRONMENT, stamp):
        return
    _install_lock(SERVICES_LOCK, SERVICES_ENVIRONMENT)
    _let_import_checkout(SERVICES_ENVIRONMENT)
    _stamp(SERVICES_ENVIRONMENT, stamp)
    timeline.mark("services installed")


def _install_airflow(timeline: Timeline) -> None:
    projects = [(folder / "pyproject.toml").read_bytes() for folder in OWN_DISTRIBUTIONS]
    stamp = _digest(AIRFLOW_LOCK.read_bytes(), sys.version.encode(), str(CHECKOUT).encode(), *projects)
    if _is_stamped(AIRFLOW_ENVIRONMENT, stamp):
        return
    _install_lock(AIRFLOW_LOCK, AIRFLOW_ENVIRONMENT)
    # Their dependencies are in the lock; an editable install lets Airflow follow the tree.
    editable = [argument for folder in OWN_DISTRIBUTIONS for argument in ("--editable", str(folder))]
    python = str(python_of(AIRFLOW_ENVIRONMENT))
    _run(_uv(), "pip", "install", "--quiet", "--python", python, "--no-deps", "--no-build-isolation", *editable)
    _stamp(AIRFLOW_ENVIRONMENT, stamp)
    timeline.mark("Airflow installed")


def _build_page(timeline: Timeline) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise InstallError("npm is missing: install Node.js 20 or newer, https://nodejs.org")
    lock = _digest((FRONTEND / "package-lock.json").read_bytes())
    modules = FRONTEND / "node_modules"
    if not _is_stamped(modules, lock):
        _run(npm, "ci", "--no-audit", "--no-fund", "--loglevel=error", directory=FRONTEND)
        _stamp(modules, lock)
        timeline.mark("page's packages installed")
    sources = _digest(*_page_sources())
    if not _is_stamped(PAGE, sources):
        _run(npm, "run", "--silent", "build", directory=FRONTEND)
        _stamp(PAGE, sources)
        timeline.mark("page built")


def _page_sources() -> Iterable[bytes]:
    for folder, folders, files in os.walk(FRONTEND):
        folders[:] = sorted(set(folders) - NOT_PAGE_SOURCES)
        for name in sorted(files):
            path = Path(folder, name)
            yield str(path.relative_to(FRONTEND)).encode()
            yield path.read_bytes()


def _install_lock(lock: Path, environment: Path) -> None:
    """Make the environment hold exactly what the lock says."""
    python = python_of(environment)
    if not python.exists():
        _run(_uv(), "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(environment))
    exactly = ("--require-hashes", "--compile-bytecode")
    _run(_uv(), "pip", "sync", "--quiet", "--python", str(python), *exactly, str(lock))


def _let_import_checkout(environment: Path) -> None:
    """`services`, `shared` and `domino` are imported from the tree, whatever the working directory is."""
    (packages,) = environment.glob("lib/python3.*/site-packages")
    (packages / "domino_checkout.pth").write_text(f"{CHECKOUT}\n{CHECKOUT / 'sdk'}\n", encoding="utf-8")


def _uv() -> str:
    """The uv of the lock, in a small environment of its own, because it cannot install itself."""
    with UV_LOCK:  # both environments ask at the same time, and the first one installs it
        return _installed_uv()


def _installed_uv() -> str:
    program = UV_ENVIRONMENT / "bin" / "uv"
    pin = _pin_of("uv")
    if _is_stamped(UV_ENVIRONMENT, _digest(pin.encode())):
        return str(program)
    pinned = UV_ENVIRONMENT / "pinned.txt"
    made = subprocess.run(
        (sys.executable, "-m", "venv", "--clear", str(UV_ENVIRONMENT)), capture_output=True, check=False
    )
    if made.returncode != 0:
        raise InstallError("Python's venv module is incomplete; on Debian and Ubuntu: apt install python3-venv")
    pinned.write_text(pin, encoding="utf-8")
    pip = (str(python_of(UV_ENVIRONMENT)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    _run(*pip, "--no-deps", "--require-hashes", "--only-binary", ":all:", "--requirement", str(pinned))
    _stamp(UV_ENVIRONMENT, _digest(pin.encode()))
    return str(program)


def _pin_of(name: str) -> str:
    """The lines of the services' lock that pin `name`, with its hashes."""
    found = re.search(rf"^{name}==.*(?:\n    --hash=.*)+", SERVICES_LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise InstallError(f"{SERVICES_LOCK.name} does not pin {name}; run `make lock`")
    return found.group(0) + "\n"


def _run(*arguments: str, directory: Path = CHECKOUT) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    ended = subprocess.run(
        arguments,
        cwd=directory,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if ended.returncode != 0:
        command = " ".join((Path(arguments[0]).name, *arguments[1:3]))
        raise InstallError(f"`{command}` failed in {directory}:\n{ended.stdout.strip()[-4000:]}")


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _is_stamped(folder: Path, stamp: str) -> bool:
    try:
        return (folder / STAMP).read_text(encoding="utf-8") == stamp
    except FileNotFoundError:
        return False


def _stamp(folder: Path, stamp: str) -> None:
    (folder / STAMP).write_text(stamp, encoding="utf-8")


if __name__ == "__main__":
    install(Timeline.continued())
