"""A repository that did not commit its schemas: its models are imported in its own environment, where they can do no harm."""

import asyncio
import time
from pathlib import Path

import psutil
import pytest

from services.image_builder.isolation import MIB, Limits
from services.image_builder.model_reading import RefusedReading
from shared.messages.repositories import RepositoryFetched, RepositoryRefused
from tests.fixtures.legacy import ERAS, committed
from tests.services.image_builder.conftest import Builder, MakeRepository
from tests.services.image_builder.repositories import OperatorRepository
from tests.services.image_builder.test_hostile_repositories import web_server

STRICT = Limits(seconds=6, memory=300 * MIB, output=1 * MIB)
GENERATED = {"flowui_era": ".flowui"}


@pytest.fixture(scope="module")
def environments(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shared, so that the packages of an environment are installed once."""
    return tmp_path_factory.mktemp("shared") / "environments"


@pytest.fixture
def builder(tmp_path: Path, environments: Path) -> Builder:
    return Builder(tmp_path / "builder", environments=environments)


@pytest.fixture
def strict(tmp_path: Path, environments: Path) -> Builder:
    return Builder(tmp_path / "builder", environments=environments, limits=STRICT)


@pytest.fixture
def repository(make_repository: MakeRepository) -> OperatorRepository:
    made = make_repository({"Echo": ""})
    (made.folder / ".flowui/compiled_metadata.json").unlink()
    made.save({})
    return made


def hostile(repository: OperatorRepository, payload: str) -> str:
    """The repository with code that runs when its models are imported."""
    models = (repository.folder / "operators/Echo/models.py").read_text()
    repository.save({"operators/Echo/models.py": f"{payload}\n{models}"})
    return repository.url


async def refusal(builder: Builder, repository: OperatorRepository, payload: str) -> str:
    event = await builder.install(hostile(repository, payload))
    assert isinstance(event, RepositoryRefused), event
    return event.problems[0].message


@pytest.mark.parametrize("era", ERAS)
async def test_the_models_of_every_era_give_the_schemas_that_were_committed(
    builder: Builder, tmp_path: Path, era: str
) -> None:
    listed = await builder.fetched(str(committed(era, tmp_path / "with")))
    without = committed(era, tmp_path / "without", without=(GENERATED.get(era, ".domino"),))
    read = await builder.fetched(str(without))
    assert [operator.name for operator in read.operators] == [operator.name for operator in listed.operators]
    for found, expected in zip(read.operators, listed.operators, strict=True):
        for kind in ("input_schema", "output_schema", "secrets_schema"):
            one, other = getattr(found, kind), getattr(expected, kind)
            assert (one is None) == (other is None)
            assert list((one or {}).get("properties", {})) == list((other or {}).get("properties", {}))
    assert read.groups == listed.groups  # what is built of it is the same


async def test_committed_schemas_are_never_compiled_anew(builder: Builder, make_repository: MakeRepository) -> None:
    repository = make_repository({"Echo": ""})
    assert isinstance(await builder.install(hostile(repository, "raise RuntimeError('imported')")), RepositoryFetched)


async def test_the_network_is_out_of_reach(strict: Builder, repository: OperatorRepository) -> None:
    async with web_server(b"HTTP/1.1 200 OK\r\n\r\n") as (port, requests):
        message = await refusal(
            strict, repository, f"import socket\nsocket.create_connection(('127.0.0.1', {port}), 2)"
        )
    assert "Network is unreachable" in message
    assert requests == []


async def test_files_and_variables_of_the_machine_are_out_of_reach(
    strict: Builder, repository: OperatorRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOMINO_SECRETS_KEY", "canary")
    secret, canary = tmp_path / "secret", tmp_path / "canary"
    secret.write_text("canary")
    payload = f"""
import os, pathlib
told = {{**os.environ, **{{p: "there" for p in ({str(secret)!r}, "/etc/passwd", "/etc/shadow", "/home") if os.access(p, os.R_OK)}}}}
for place in ({str(canary)!r}, "/usr/canary", "/canary", __file__, "/dev/sda"):
    try:
        with open(place, "a") as file:
            told[place] = "written"
    except OSError:
        pass
raise RuntimeError(sorted(told) + [os.getuid() == 0 and "root" or ""])
"""
    message = await refusal(strict, repository, payload)
    assert "DOMINO" not in message
    assert "'HOME', 'LC_ALL'" in message
    assert not any(word in message for word in ("canary", "/etc", "written", "/home", "/dev", "models.py", "root"))
    assert not canary.exists()


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ("import time\nwhile True: time.sleep(1)", "took longer than 6 seconds"),
        ("while True: pass", "took longer than 6 seconds"),
        ("kept = []\nwhile True: kept.append(bytearray(10_000_000))", "used more than 300 MiB of memory"),
        ("bytearray(10**11)", "MemoryError"),
        ("while True: print('x' * 100_000)", "wrote more than 1 MiB"),
        ("import os\nwhile True: os.write(1, b'x' * 100_000)", "wrote more than 1 MiB"),
        ("import os\nwhile True: os.write(3, b'x' * 100_000)", "wrote more than 1 MiB"),
        ("for n in range(99):\n    open(f'/tmp/{n}', 'wb').write(b'x' * 10**7)", "OSError: [Errno 28] No space left on device"),
        ("import os\nos._exit(7)", "ended with code 7"),
        ("import os\nos.kill(os.getpid(), 9)", "ended with code"),
        ("raise SystemExit(0)", "ended the process itself"),
        ("import sys\nsys.setrecursionlimit(10**9)\nf = lambda: f()\nf()", "importing them"),
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
    ],
)  # fmt: skip
async def test_what_will_not_end_is_stopped_and_said(
    strict: Builder, repository: OperatorRepository, payload: str, reason: str
) -> None:
    assert reason in await refusal(strict, repository, payload)


async def test_a_fork_bomb_goes_down_with_everything_it_started(
    strict: Builder, repository: OperatorRepository
) -> None:
    mark = f"mark-{time.time_ns()}"
    bomb = f"import os, sys, time\nwhile True:\n    try:\n        if os.fork() == 0: os.setsid(); os.execv(sys.executable, [sys.executable, '-c', 'import time; time.sleep(99)', '{mark}'])\n    except OSError: time.sleep(0.1)"
    message = await refusal(strict, repository, bomb)
    assert "and was stopped" in message
    assert [process for process in psutil.process_iter(["cmdline"]) if mark in (process.info["cmdline"] or ())] == []


async def test_schemas_that_are_none_are_refused_as_data(strict: Builder, repository: OperatorRepository) -> None:
    lie = """
import os
os.write(3, b'{"Echo": {"input_schema": {"$ref": "file:///etc/passwd"}, "output_schema": {}}}')
os._exit(0)
"""
    assert "outside of it" in await refusal(strict, repository, lie)


async def test_others_are_served_while_one_keeps_the_machine_busy(
    strict: Builder, repository: OperatorRepository, make_repository: MakeRepository
) -> None:
    other = make_repository({"Echo": ""}, name="other_operators")

    async def seconds() -> float:
        begun = time.perf_counter()
        await strict.fetched(other.url)
        strict.installation._sources._kept.clear()
        return time.perf_counter() - begun

    await strict.install(hostile(repository, ""))  # its environment is there
    alone = min([await seconds() for _ in range(3)])
    url = hostile(
        repository, "while True:\n    try: open('/tmp/full', 'ab').write(b'x' * 10**6)\n    except OSError: pass"
    )
    busy = asyncio.create_task(strict.install(url))
    meanwhile = min([await seconds() for _ in range(3)])
    assert not busy.done()
    busy.cancel()
    await asyncio.wait([busy])
    assert meanwhile < 3 * alone + 0.5


async def test_a_machine_that_cannot_isolate_says_what_to_do(builder: Builder, repository: OperatorRepository) -> None:
    builder.installation._models = RefusedReading("this machine cannot isolate the reading of models (no namespaces)")
    event = await builder.install(repository.url)
    assert isinstance(event, RepositoryRefused)
    message = next(problem.message for problem in event.problems if problem.severity == "error")
    assert message == (
        "Its schemas are not committed, and this machine cannot isolate the reading of models (no namespaces): "
        "run `domino organize` and commit what it writes."
    )
