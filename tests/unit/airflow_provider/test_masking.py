"""A secret never shows in a log, wherever the stream is cut."""

import json
from itertools import pairwise
from urllib.parse import quote

from domino_airflow.masking import MASK, SHORTEST, Masker
from hypothesis import given
from hypothesis import strategies as st

SECRET = st.text(alphabet=st.sampled_from("abxy\n\"'ä€ "), min_size=SHORTEST, max_size=10)


def masked(secrets: list[str], chunks: list[bytes]) -> bytes:
    masker = Masker(secrets)
    return b"".join([masker.feed(chunk) for chunk in chunks] + [masker.flush()])


@given(st.lists(SECRET, min_size=1, max_size=3), st.data())
def test_no_cut_lets_a_secret_through(secrets: list[str], data: st.DataObject) -> None:
    parts = st.lists(st.one_of(st.sampled_from(secrets), st.text(alphabet="abxy \n", max_size=6)), max_size=8)
    text = "".join(data.draw(parts)).encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    edges = [0, *cuts, len(text)]
    chunks = [text[start:end] for start, end in pairwise(edges)]
    shown = masked(secrets, chunks)
    assert shown == masked(secrets, [text])
    for secret in secrets:
        assert not any(secret.encode() in part for part in shown.split(MASK))


def test_text_without_secrets_passes_at_once() -> None:
    masker = Masker(["hunter22"])
    assert masker.feed(b"a line\n") == b"a line\n"


def test_only_a_possible_beginning_is_held_back() -> None:
    masker = Masker(["hunter22"])
    assert masker.feed(b"password: hunt") == b"password: "
    assert masker.feed(b"ing\n") == b"hunting\n"


def test_a_secret_that_another_one_begins_with_is_masked_whole() -> None:
    assert masked(["token", "token-and-more"], [b"token", b"-and-more token"]) == b"*** ***"


def test_usual_spellings_of_a_secret_are_masked_too() -> None:
    secret = 'p"ä\n/word'
    text = f"{secret} {json.dumps(secret)} {secret!r} {quote(secret, safe='')}"
    shown = masked([secret], [text.encode()]).decode()
    assert "word" not in shown


def test_a_key_of_several_lines_is_masked_when_its_lines_come_alone() -> None:
    key = "-----BEGIN KEY-----\nMIIEvQIBADANBg\n-----END KEY-----"
    assert b"MIIEvQ" not in masked([key], [b"2026 INFO MIIEvQIBADANBg\n"])


def test_values_too_short_to_hide_do_not_eat_the_log() -> None:
    assert masked(["1"], [b"101"]) == b"101"
