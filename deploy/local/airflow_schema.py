"""Whether Airflow's tables are up to date, without the seconds that asking Airflow takes."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from deploy.local.airflow_server import LOCK
from deploy.local.private_file import read_json, write_private_json

REVISION_QUERY = "SELECT version_num FROM alembic_version"


@dataclass(frozen=True, slots=True)
class AirflowSchema:
    """Keeps in `path` which revision the packages of now have left in the database; `query` asks the database itself."""

    path: Path
    query: Callable[[str], str | None]

    def is_known(self) -> bool:
        return read_json(self.path) == self._now()

    def remember(self) -> None:
        """Call this when Airflow has migrated its tables."""
        now = self._now()
        if read_json(self.path) != now:
            write_private_json(self.path, now)

    def _now(self) -> dict[str, object]:
        packages = hashlib.sha256(LOCK.read_bytes()).hexdigest()
        return {"packages": packages, "revision": self.query(REVISION_QUERY)}
