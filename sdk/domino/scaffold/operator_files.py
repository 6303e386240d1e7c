"""The files of a new operator: code that works, models with descriptions, a test that passes. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from string import Template

from domino.json_value import JsonObject
from domino.scaffold.names import words_of

_CODE = '''\
from domino import BaseOperator

from .models import InputModel, OutputModel


class $name(BaseOperator):
    """$description"""

    def piece_function(self, input_data: InputModel) -> OutputModel:
        self.logger.info("received %d characters", len(input_data.text))
        # A file in results_path can be read by the tasks after this one; display_result shows it on the page.
        file = self.results_path / "text.txt"
        file.write_text(input_data.text, encoding="utf-8")
        self.display_result = {"file_type": "txt", "file_path": file}
        return OutputModel(text=input_data.text, words=len(input_data.text.split()))
'''

_MODELS = '''\
"""What the operator takes and gives. Forms on the page are made of these models: every description is read there."""

from pydantic import BaseModel, Field


class InputModel(BaseModel):
    text: str = Field(default="Hello", description="Any text.", json_schema_extra={"widget": "textarea"})


class OutputModel(BaseModel):
    text: str = Field(description="The same text.")
    words: int = Field(description="The number of words in it.")


# Secrets arrive as the second argument: def piece_function(self, input_data, secrets_data)
# class SecretsModel(BaseModel):
#     API_KEY: str = Field(description="Where to get it.")
'''

_TEST = """\
from pathlib import Path

from domino.testing import operator_dry_run


def test_$function_counts_the_words_of_a_text(tmp_path: Path) -> None:
    output = operator_dry_run("$name", {"text": "one two three"}, output_folder=tmp_path)
    assert output.text == "one two three"
    assert output.words == 3


def test_$function_has_inputs_to_start_with(tmp_path: Path) -> None:
    assert operator_dry_run("$name", {}, output_folder=tmp_path).words == 1
"""


def operator_files(
    name: str, label: str, description: str, tags: list[str], dependency: Mapping[str, str], code_file: str
) -> dict[str, str]:
    """Texts by path inside the operator's folder; ``dependency`` is as in metadata.json, empty when it needs nothing."""
    function = "_".join(words_of(name)).lower()
    words = {"name": name, "function": function, "description": _in_docstring(description)}
    metadata: JsonObject = {
        "name": name,
        "description": description,
        "tags": [*tags],
        "dependency": {**dependency},
        "container_resources": {
            "requests": {"cpu": "100m", "memory": "128Mi"},
            "limits": {"cpu": "1000m", "memory": "512Mi"},
        },
        "style": {"node_label": label, "node_type": "default", "icon_class_name": "fa-solid:cube"},
    }
    return {
        code_file: Template(_CODE).substitute(words),
        "models.py": _MODELS,
        "metadata.json": json.dumps(metadata, indent=2, ensure_ascii=False) + "\n",
        f"test_{function}.py": _with_names(_TEST, words),
    }


def _with_names(text: str, words: Mapping[str, str]) -> str:
    # "$function_counts" would be read as one name.
    return text.replace("$function", words["function"]).replace("$name", words["name"])


def _in_docstring(text: str) -> str:
    # A quote that another follows, or the end, could close the docstring.
    return re.sub(r'"(?="|$)', r'\\"', text.replace("\\", "\\\\"))
