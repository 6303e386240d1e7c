"""Ids: opaque, never reused, and derived where the outside world names a thing first."""

import re
import unicodedata
from uuid import UUID, uuid4, uuid5

RUNS = UUID("0d9f1c1e-4ec5-5b0c-8c0e-5a3ad0c5b7d2")
RUN_PREFIX = "run__"
LONGEST_SLUG = 40


def new_id() -> str:
    return str(uuid4())


def new_dag_id(name: str) -> str:
    """`<slug of the first name>_<8 hex>`: readable in Airflow, unique, and the same after every rename."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "_", ascii_name).strip("_")[:LONGEST_SLUG].rstrip("_")
    return f"{slug or 'workflow'}_{uuid4().hex[:8]}"


def dag_run_id(run_id: str) -> str:
    return RUN_PREFIX + run_id


def run_id_of(dag_id: str, dag_run_id: str) -> str:
    """Our id for a run that Airflow tells us of: the one we chose, or one derived from Airflow's."""
    if dag_run_id.startswith(RUN_PREFIX):
        try:
            return str(UUID(dag_run_id.removeprefix(RUN_PREFIX)))
        except ValueError:
            pass
    return str(uuid5(RUNS, f"{dag_id}/{dag_run_id}"))
