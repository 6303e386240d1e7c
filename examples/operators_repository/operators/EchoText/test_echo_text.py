import pytest
from domino.testing import operator_dry_run


@pytest.mark.parametrize(
    "text", ["", "a\r\nb\n", "'\"\\", "{{ 7 * 7 }}", '{"$from": {"task": "a"}}', "🦆 e\u0301", "\x00\u2028"]
)
def test_a_text_stays_as_it_is(text, tmp_path):
    echoed = operator_dry_run("EchoText", {"text": text}, output_folder=tmp_path)
    assert echoed.text == text
    assert echoed.file.read_bytes() == text.encode()
