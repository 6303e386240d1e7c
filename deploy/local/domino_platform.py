"""A whole platform under one home: `make run` drives it, and so do the tests that need real parts or break them.

with Platform.start(home=tmp_path) as platform:
    platform.part("git_sync").kill()
    platform.part("git_sync").restart(environment={"DOMINO_FAIL_AT": "git_sync.after_commit"})
"""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from deploy.local.assembly import GATEWAY, Assembly
from deploy.local.errors import StoppedError
from deploy.local.home_lock import HomeLock
from deploy.local.keys import Keys
from deploy.local.layout import Home
from deploy.local.part import Part
from deploy.local.platform_file import PlatformFile
from deploy.local.ports import Ports
from deploy.local.process_record import ProcessRecord
from deploy.local.rest import Gateway
from deploy.local.revival import Revival
from deploy.local.supervisor import Supervisor
from deploy.local.timeline import Timeline
from deploy.local.workflows_repository import ensure_workflows_repository

OWNER = "owner@domino.internal"
OWNER_NAME = "Owner"
Environments = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class AirflowAccess:
    url: str
    username: str
    password: str = field(repr=False)


class Platform:
    """Built but not started; see `start`."""

    def __init__(self, home: Home, *, usual_ports: bool, restarts: bool, timeline: Timeline) -> None:
        """Raises AlreadyRunningError when another start holds the home."""
        home.create()
        self.home = home
        self.timeline = timeline
        self._lock = HomeLock(home.lock)
        self._lock.acquire()
        try:
            self._record = ProcessRecord(home.processes)
            left = self._record.end_leftovers(home.path)
            if left:
                timeline.say(f"ended what a killed start had left: {', '.join(left)}")
            self.keys = Keys.of(home.keys)
            self.assembly = Assembly.of(home, self.keys, Ports(usual_ones=usual_ports))
            self._file = PlatformFile(home.platform_file, self.description)
            self._file.remove()
            self._supervisor = Supervisor(
                self.assembly.programs,
                home.logs,
                self._record,
                on_ready=self._note_ready,
                on_change=self._file.refresh,
            )
        except BaseException:
            self._lock.release()
            raise
        self._revival = Revival(self.parts.values(), timeline.say) if restarts else None

    @classmethod
    def start(
        cls,
        home: Path,
        *,
        usual_ports: bool = False,
        restarts: bool = False,
        environment: Environments | None = None,
        timeline: Timeline | None = None,
    ) -> Self:
        """Start every part and return when all are ready and the owner's account exists.

        `restarts` brings back what dies; `environment` adds variables to a part, failpoints for instance. Without
        `usual_ports` every port is a free one.
        """
        platform = cls(
            Home(home.resolve()), usual_ports=usual_ports, restarts=restarts, timeline=timeline or Timeline(quiet=True)
        )
        try:
            platform.bring_up(environment or {})
        except BaseException:
            platform.stop()
            raise
        return platform

    def bring_up(self, environment: Environments, beside: Callable[[], None] = lambda: None) -> None:
        """Start every part; `beside` runs in a thread of its own as soon as the owner can sign in."""
        for name, variables in environment.items():
            self.part(name).environment = dict(variables)
        ensure_workflows_repository(self.home.workflows)
        self.assembly.airflow.write_settings()
        with ThreadPoolExecutor(1, thread_name_prefix="owner") as pool:
            errand = pool.submit(self._greet_owner, beside)
            try:
                self._supervisor.start()
            except StoppedError:
                errand.result()  # it may be the reason
                raise
            self.timeline.mark("runnable", "every part is ready")
            errand.result()
        if self._revival is not None:
            self._revival.start()
        self._file.publish()

    def stop(self) -> None:
        """End every process of every part and give the home back."""
        if self._revival is not None:
            self._revival.stop()
        self._file.remove()
        self._supervisor.stop()
        self._lock.release()

    @property
    def cancelled(self) -> threading.Event:
        """Once it is set, a start that is under way fails soon."""
        return self._supervisor.cancelled

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def parts(self) -> Mapping[str, Part]:
        return self._supervisor.parts

    def part(self, name: str) -> Part:
        """One of `nats`, `postgres`, `airflow_api_server`, `airflow_scheduler`, `airflow_dag_processor` and the services."""
        return self.parts[name]

    @property
    def url(self) -> str:
        return self.assembly.url

    @property
    def email(self) -> str:
        return OWNER

    @property
    def password(self) -> str:
        return self.keys.owner_password

    @property
    def airflow(self) -> AirflowAccess:
        airflow = self.assembly.airflow
        return AirflowAccess(airflow.url, airflow.user, airflow.password)

    @property
    def nats_url(self) -> str:
        return self.assembly.nats.url

    @property
    def database_url(self) -> str:
        return self.assembly.postgres.url("domino")

    @property
    def workflows_remote(self) -> Path:
        return self.home.workflows

    @property
    def storage_root(self) -> Path:
        return self.home.storage

    def gateway(self) -> Gateway:
        """The REST API, signed in as the owner."""
        gateway = Gateway(self.url)
        gateway.sign_in(self.email, self.password)
        return gateway

    def description(self) -> dict[str, object]:
        """What `platform.json` says."""
        airflow = self.airflow
        return {
            "url": self.url,
            "email": self.email,
            "password": self.password,
            "airflow": {"url": airflow.url, "username": airflow.username, "password": airflow.password},
            "nats_url": self.nats_url,
            "database_url": self.database_url,
            "workflows_remote": str(self.workflows_remote),
            "storage_root": str(self.storage_root),
            "pids": {name: part.pid for name, part in self.parts.items() if part.pid is not None},
            "home": str(self.home.path),
        }

    def wipe_nats(self) -> None:
        """Stop the bus, lose its store, and start it again."""
        bus = self.part("nats")
        bus.stop()
        self.assembly.nats.wipe()
        bus.start()
        bus.wait_ready()

    def _note_ready(self, name: str) -> None:
        self.timeline.mark(name, f"{name} is ready" if name != GATEWAY else f"page is usable at {self.url}")

    def _greet_owner(self, beside: Callable[[], None]) -> None:
        try:
            self._supervisor.await_ready(GATEWAY)
            Gateway(self.url).register(self.email, self.password, OWNER_NAME)
            beside()
        except BaseException:
            self.cancelled.set()
            raise
