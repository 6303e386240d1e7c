"""What is typed becomes inputs; secrets are read from where no other user can read them."""

from pathlib import Path

import pytest
from domino.local_run.inputs import read_inputs, read_secrets
from domino.refusal import RefusalError


def test_pairs_are_texts_or_json() -> None:
    assert read_inputs(None, None, ["text=a=b", "empty=", "count:=3", 'rows:=[{"a": null}]', "five=5"]) == {
        "text": "a=b",
        "empty": "",
        "count": 3,
        "rows": [{"a": None}],
        "five": "5",
    }


def test_what_is_typed_later_replaces_what_was_said_before(tmp_path: Path) -> None:
    file = tmp_path / "inputs.json"
    file.write_text('{"a": 1, "b": 1, "c": 1}')
    assert read_inputs('{"b": 2, "c": 2}', str(file), ["c:=3"]) == {"a": 1, "b": 2, "c": 3}


@pytest.mark.parametrize(
    ("document", "pairs", "reason"),
    [
        ("{", [], "--input:1: The inputs are not JSON"),
        ("[1]", [], "one JSON object"),
        (None, ["text"], '"text" is no input'),
        (None, ["=text"], "is no input"),
        (None, ["count:=three"], "count:= is followed by something that is not JSON"),
    ],
)
def test_what_is_no_input_is_refused(document: str | None, pairs: list[str], reason: str) -> None:
    with pytest.raises(RefusalError, match=reason):
        read_inputs(document, None, pairs)


@pytest.mark.parametrize(
    "text", ["# keys\n\nKEY=a=b c\nexport OTHER='quoted'\n", '{"KEY": "a=b c", "OTHER": "quoted"}']
)
def test_secrets_come_from_a_file_of_either_form(text: str, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(text)
    assert read_secrets(str(file), {}) == {"KEY": "a=b c", "OTHER": "quoted"}


def test_a_variable_wins_over_the_file_and_others_are_no_secrets(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("KEY=file\n")
    assert read_secrets(str(file), {"DOMINO_SECRET_KEY": "variable", "KEY": "no", "HOME": "/"}) == {"KEY": "variable"}


@pytest.mark.parametrize("text", ["KEY=good\nhunter2\n", '{"KEY": hunter2}', '{"KEY": ["hunter2"]}'])
def test_what_is_said_about_a_wrong_secret_file_does_not_repeat_it(text: str, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(text)
    with pytest.raises(RefusalError) as refused:
        read_secrets(str(file), {})
    assert str(file) in str(refused.value)
    assert "hunter2" not in str(refused.value)
