"""Runs one component of Airflow; started with the Python of Airflow's environment: `component.py <schema> <component> …`.

`schema` says what to do about Airflow's tables first: `migrate` them, `await` their migration, or nothing (`ready`).
Doing that in the same process saves importing Airflow twice, which takes longer than everything else here.
"""

import gc
import os
import sys

# The start makes hundreds of thousands of objects that all stay; looking for garbage among them costs a sixth of it.
ALLOCATIONS_BEFORE_COLLECTION = 50_000
SCHEMA_PATIENCE = "180"
BEFORE = {
    "migrate": ("db", "migrate"),
    "await": ("db", "check-migrations", "--migration-wait-timeout", SCHEMA_PATIENCE),
    "ready": (),
}


def main(schema: str, *component: str) -> None:
    gc.set_threshold(ALLOCATIONS_BEFORE_COLLECTION, 20, 50)
    keep_no_bytecode()
    for arguments in (BEFORE[schema], component):
        if arguments:
            run(arguments)


def keep_no_bytecode() -> None:
    """Python trusts bytecode of a source with the same size and the same second. Two versions of a DAG that are fetched within one
    second would leave the older one's, and the newer would never be run. Packages were compiled when they were installed."""
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"  # for the processes that Airflow starts


def run(arguments: tuple[str, ...]) -> None:
    """As the command line `airflow <arguments>` would."""
    # Airflow's first import reads its settings and takes seconds: only now, in the process that needs it.
    from airflow.__main__ import main as airflow  # noqa: PLC0415

    sys.argv = ["airflow", *arguments]
    airflow()


if __name__ == "__main__":
    main(*sys.argv[1:])
