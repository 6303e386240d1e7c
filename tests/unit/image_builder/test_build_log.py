"""A build log is passed on as it grows and kept within a limit."""

from services.image_builder.build_log import KEPT_HEAD, KEPT_TAIL, BuildLog


async def collect(log: BuildLog) -> list[tuple[int, str]]:
    heard: list[tuple[int, str]] = []

    async def listener(offset: int, text: str) -> None:
        heard.append((offset, text))

    await log.listen(listener)
    return heard


async def test_a_late_listener_hears_the_beginning_too() -> None:
    log = BuildLog()
    await log.line("one")
    heard = await collect(log)
    await log.line("two")
    assert heard == [(0, "one\n"), (4, "two\n")]


async def test_the_middle_of_a_long_log_is_cut() -> None:
    log = BuildLog()
    await log.write("a" * KEPT_HEAD)
    await log.write("b" * 10 * KEPT_TAIL)
    await log.write("the end")
    assert log.text.startswith("a" * KEPT_HEAD + "\n… ")
    assert log.text.endswith("bthe end")
    assert len(log.text) < KEPT_HEAD + KEPT_TAIL + 100


async def test_credentials_in_addresses_are_not_logged() -> None:
    log = BuildLog()
    await log.line("Looking in https://me:s3cret@index.example.org/simple")
    assert log.text == "Looking in https://index.example.org/simple\n"
