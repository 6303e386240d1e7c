"""The pure parts of the Docker engine: what BuildKit says, why a build failed, which images are kept, what is called what."""

import contextlib

import pytest
from domino.images.build_trace import BuildTrace, TraceError, fields
from domino.images.buildkit import Unsolved
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from services.image_builder.engines.image_reasons import reason_of_image
from services.image_builder.engines.image_store import RECENT, StoredImage, not_kept
from services.image_builder.engines.registry import Registry

NOW = 1_000_000.0
DOCKERFILE = "# a comment\nFROM a\n\nRUN  apt-get install \\\n  nothing\n"


def varint(number: int) -> bytes:
    out = b""
    while number > 0x7F:
        out += bytes((number & 0x7F | 0x80,))
        number >>= 7
    return out + bytes((number,))


def field(number: int, value: bytes | int) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def step(digest: str, name: str, *, started: bool = True, cached: bool = False, error: str = "") -> bytes:
    vertex = field(1, digest.encode()) + field(3, name.encode())
    vertex += field(4, 1) if cached else b""
    vertex += field(5, field(1, 1)) if started else b""
    vertex += field(7, error.encode()) if error else b""
    return field(1, vertex)


def output(digest: str, text: str) -> bytes:
    return field(3, field(1, digest.encode()) + field(3, 2) + field(4, text.encode()))


def test_steps_are_told_once_and_their_output_by_whole_lines() -> None:
    trace = BuildTrace()
    assert trace.read(step("a", "[1/2] FROM base", started=False)) == ""
    assert trace.read(step("a", "[1/2] FROM base", cached=True)) == "[1/2] FROM base (unchanged)\n"
    assert trace.read(step("a", "[1/2] FROM base", cached=True) + step("i", "[internal] load")) == ""
    assert trace.read(step("b", "[2/2] RUN sh /x/install_runner.sh")) == "[2/2] Installing the packages\n"
    assert trace.read(output("b", "one\ntw") + output("c", "other\n")) == "one\nother\n"
    assert trace.read(output("b", "o\n")) == "two\n"
    assert trace.read(output("b", "rest")) == ""
    assert trace.rest() == "rest\n"
    trace.read(step("b", "[2/2] RUN x", error="exit code: 1"))
    assert (trace.failed_step, trace.error) == ("[2/2] RUN x", "exit code: 1")
    assert trace.tail == "one\ntwother\no\nrest"


@given(st.binary(max_size=64))
def test_any_bytes_are_read_or_refused(message: bytes) -> None:
    with contextlib.suppress(TraceError):
        assert isinstance(BuildTrace().read(message), str)


@given(st.lists(st.tuples(st.integers(1, 30), st.one_of(st.integers(0, 2**63), st.binary(max_size=300)))))
def test_what_is_written_is_read(pairs: list[tuple[int, int | bytes]]) -> None:
    assert list(fields(b"".join(field(number, value) for number, value in pairs))) == pairs


@pytest.mark.parametrize(
    ("unsolved", "reason"),
    [
        (
            Unsolved(
                "[2/4] RUN apt-get install   nothing",
                "executor failed running [x]: exit code: 100",
                "E: no package\n\n",
            ),
            "Line 4 of the Dockerfile failed, RUN apt-get install nothing: E: no package (exit code 100).",
        ),
        (
            Unsolved("", "failed to solve with frontend dockerfile.v0: something new", ""),
            "The image could not be built: something new.",
        ),
        (
            Unsolved(
                "[3/4] RUN [sh, install_runner.sh]", "exit code: 1", "error: The image has no Python: it needs one.\n"
            ),
            "The packages cannot be installed: the image has no Python: it needs one.",
        ),
        (
            Unsolved("", "failed to solve: dockerfile parse error line 4: unknown instruction: INSTALL", ""),
            "A step of the Dockerfile cannot be read: unknown instruction: INSTALL.",
        ),
    ],
)
def test_a_failure_is_said_in_a_sentence(unsolved: Unsolved, reason: str) -> None:
    assert reason_of_image(unsolved, DOCKERFILE, "FROM a\n") == reason


def image(age: float, *, size: int = 10, used: bool = False, pushed: bool = True) -> StoredImage:
    return StoredImage((f"image:{age}",), int(NOW - age), size, used, pushed)


def test_the_oldest_go_first_until_it_fits() -> None:
    old, older, new = image(RECENT + 1), image(RECENT + 2), image(0)
    assert not_kept([new, old, older], 30, NOW) == ()
    assert not_kept([new, old, older], 29, NOW) == (older,)
    assert not_kept([new, old, older], 0, NOW) == (older, old)


def test_what_is_used_or_nowhere_else_stays() -> None:
    assert not_kept([image(RECENT * 9, used=True), image(RECENT * 9, pushed=False)], 0, NOW) == ()


def test_a_registry_knows_its_own_images_and_keeps_its_password() -> None:
    registry = Registry("127.0.0.1:5000/team/", "domino", SecretStr("hidden-42"))
    assert registry.name_of("text-group0:abc") == "127.0.0.1:5000/team/text-group0:abc"
    assert registry.holds("127.0.0.1:5000/other:1")
    assert not registry.holds("python:3.12")
    assert registry.credentials == {"username": "domino", "password": "hidden-42"}
    assert "hidden-42" not in repr(registry)
    assert Registry("127.0.0.1:5000").credentials == {}
