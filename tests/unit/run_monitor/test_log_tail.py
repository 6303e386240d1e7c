"""A followed log arrives complete, in order, in whole characters, and stops when nobody watches."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from domino.storage_layout import task_folder
from hypothesis import given
from hypothesis import strategies as st

from services.run_monitor.log_file import PIECE, LogFile, complete_length
from services.run_monitor.log_tail import LogTails
from shared.messages.message import Message
from shared.messages.runs import LogAppended, TailLog, TaskObservation
from tests.fixtures.servers import eventually

FOLDER = task_folder("words", "run__1", "fetch")


def observation(state: str, try_number: int = 1) -> TaskObservation:
    return TaskObservation(
        task_id="fetch",
        map_index=-1,
        try_number=try_number,
        state=state,
        started_at=None,
        ended_at=None,
        note=None,
        observed_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def tail(offset: int = 0, try_number: int | None = None, lease: float = 30) -> TailLog:
    return TailLog(
        run_id="1",
        dag_id="words",
        dag_run_id="run__1",
        task_id="fetch",
        map_index=-1,
        try_number=try_number,
        offset=offset,
        lease_seconds=lease,
    )


@dataclass
class Watcher:
    """What somebody who watches has received, put together by offsets."""

    root: Path
    got: list[LogAppended] = field(default_factory=list)
    task: TaskObservation | None = None
    clock: float = 0

    async def announce(self, message: Message) -> None:
        assert isinstance(message, LogAppended)
        self.got.append(message)

    async def find(self, _: TailLog) -> TaskObservation | None:
        return self.task

    def log(self, text: bytes, try_number: int = 1) -> None:
        path = self.root / FOLDER.log
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(text)
        (self.root / FOLDER.try_file).write_text(str(try_number))

    def text(self, start: int = 0) -> str:
        pieces = {piece.offset: piece for piece in self.got if piece.text}
        whole = ""
        while start in pieces:
            whole += pieces[start].text
            start = pieces[start].next_offset
        return whole

    def is_done(self) -> bool:
        return any(piece.done for piece in self.got)


@asynccontextmanager
async def following(watcher: Watcher) -> AsyncIterator[LogTails]:
    tails = LogTails(watcher.root, watcher.announce, watcher.find, lambda: watcher.clock)
    yield tails
    await tails.close()


async def test_lines_arrive_as_they_are_written(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    async with following(watcher) as tails:
        await tails.tail(tail())
        watcher.log(b"one\n")
        await eventually(lambda: watcher.text() == "one\n", 2)
        watcher.log("zwei é😀\n".encode())
        await eventually(lambda: watcher.text() == "one\nzwei é😀\n", 2)
        assert not watcher.is_done()


async def test_the_end_is_told_after_the_last_line(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    watcher.log(b"x" * (PIECE * 2 + 10))
    watcher.task = observation("success")
    async with following(watcher) as tails:
        await tails.tail(tail())
        await eventually(watcher.is_done, 5)
    assert len(watcher.text()) == PIECE * 2 + 10
    assert watcher.got[-1].done


async def test_a_second_watcher_gets_what_came_before_and_everything_is_followed_once(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    watcher.log(b"one\n")
    async with following(watcher) as tails:
        await tails.tail(tail())
        await eventually(lambda: watcher.text() == "one\n", 2)
        watcher.got.clear()
        await tails.tail(tail())
        await eventually(lambda: watcher.text() == "one\n", 2)
        watcher.log(b"two\n")
        await eventually(lambda: "two" in watcher.text(), 2)
        assert [piece.text for piece in watcher.got] == ["one\n", "two\n"]


async def test_a_watcher_that_was_there_before_goes_on_where_it_was(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    watcher.log(b"one\ntwo\n")
    async with following(watcher) as tails:
        await tails.tail(tail(offset=4))
        await eventually(lambda: watcher.text(4) == "two\n", 2)


async def test_an_older_try_is_read_from_where_it_was_moved(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    watcher.log(b"second\n", try_number=2)
    (tmp_path / FOLDER.older_log(1)).write_bytes(b"first\n")
    watcher.task = observation("running", 2)
    async with following(watcher) as tails:
        await tails.tail(tail(try_number=1))
        await eventually(watcher.is_done, 2)
    assert watcher.text() == "first\n"


async def test_a_try_that_has_not_begun_is_waited_for(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    watcher.log(b"first\n", try_number=1)
    watcher.task = observation("up_for_retry", 1)
    async with following(watcher) as tails:
        await tails.tail(tail(try_number=2))
        await asyncio.sleep(0.3)
        assert watcher.got == []
        (tmp_path / FOLDER.log).rename(tmp_path / FOLDER.older_log(1))
        watcher.log(b"second\n", try_number=2)
        await eventually(lambda: watcher.text() == "second\n", 2)


async def test_following_ends_when_nobody_renews(tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    watcher.log(b"one\n")
    async with following(watcher) as tails:
        await tails.tail(tail(lease=5))
        await eventually(lambda: watcher.text() == "one\n", 2)
        watcher.clock = 6
        await eventually(lambda: not tails._following, 2)
        watcher.log(b"two\n")
        assert watcher.text() == "one\n"


@given(st.text(max_size=30), st.integers(1, 12))
def test_pieces_of_any_length_put_together_are_the_text(text: str, length: int) -> None:
    raw, shown, offset = text.encode(), "", 0
    while offset < len(raw):
        piece = raw[offset : offset + max(length, 4)]
        piece = piece[: complete_length(piece)]
        shown += piece.decode()
        offset += len(piece)
    assert shown == text


def test_bytes_that_are_no_text_do_not_stop_the_log(tmp_path: Path) -> None:
    path = tmp_path / FOLDER.log
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xff\xfe\x80ok\n")
    piece = LogFile(tmp_path, FOLDER, None).read(0)
    assert piece is not None
    assert piece.text.endswith("ok\n")
    assert piece.next_offset == 6
