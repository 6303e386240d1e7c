"""A text arrives in an operator, and in its outputs, byte for byte."""

from hashlib import sha256

import pytest

from tests.integration.sdk.environments import EXAMPLES, Environment

TEXTS = {
    "quotes": "'\"`\\ ''' \"\"\"",
    "line ends": "a\nb\r\nc\rd\n",
    "templates": "{{ 7 * 7 }} {% raw %} ${HOME} %(name)s {0} $(id)",
    "look-alike": '{"$from": {"task": "a", "output": "b"}} {"$param": "x"} {"$literal": 1}',
    "emoji": "🦆👩‍👩‍👧‍👦 é e\u0301 ﷽ \u202e",
    "code": "import os\nos.system('echo \"hi\"')\n# \\\n\tdef f(): return '''x'''\n",
    "controls": "".join(map(chr, range(32))) + "\x7f\u2028\u2029\ufeff",
    "long": "word " * 100_000,
    "empty": "",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_text_arrives_byte_for_byte(environment: Environment, text: str) -> None:
    ended = environment.run("EchoText", EXAMPLES, {"text": text})
    assert ended.outputs is not None, ended.log
    assert ended.outputs["text"] == text
    assert ended.outputs["sha256"] == sha256(text.encode()).hexdigest()
    assert (ended.results / "text.txt").read_bytes() == text.encode()
