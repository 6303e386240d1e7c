"""Operator repositories in the native layout, written file by file and committed with real Git."""

import json
import os
import subprocess
from pathlib import Path

CODE = """\
from domino import BaseOperator

from .models import InputModel, OutputModel


class {name}(BaseOperator):
    def piece_function(self, input_data: InputModel) -> OutputModel:
        return OutputModel(text=input_data.text)
"""
MODELS = """\
from pydantic import BaseModel


class InputModel(BaseModel):
    text: str = ""


class OutputModel(BaseModel):
    text: str
"""
SCHEMA = {"type": "object", "properties": {"text": {"type": "string"}}}


def git(folder: Path, *arguments: str) -> str:
    person = {"NAME": "Ada", "EMAIL": "ada@example.org"}
    environment = os.environ | {f"GIT_{role}_{key}": v for role in ("AUTHOR", "COMMITTER") for key, v in person.items()}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


class OperatorRepository:
    """`requirements` maps operators to what their group installs."""

    def __init__(self, folder: Path, requirements: dict[str, str], name: str = "text_operators") -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        git(folder, "init", "--quiet", "--initial-branch=main", ".")
        files = {
            "config.toml": f'[repository]\nREPOSITORY_NAME = "{name}"\nREPOSITORY_LABEL = "Text"\nVERSION = "1.0.0"\n',
        }
        compiled = {}
        for operator, text in requirements.items():
            file = f"requirements_{operator.lower()}.txt"
            metadata = {"name": operator, "description": "Echoes.", "dependency": {"requirements_file": file}}
            files |= {
                f"operators/{operator}/operator.py": CODE.format(name=operator),
                f"operators/{operator}/models.py": MODELS,
                f"operators/{operator}/metadata.json": json.dumps(metadata),
                f"dependencies/{file}": text,
            }
            compiled[operator] = {**metadata, "input_schema": SCHEMA, "output_schema": SCHEMA, "secrets_schema": None}
        files[".flowui/compiled_metadata.json"] = json.dumps(compiled)
        self.commit = self.save(files)

    @property
    def url(self) -> str:
        return str(self.folder)

    def write(self, files: dict[str, str]) -> None:
        for path, content in files.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_text(content)

    def save(self, files: dict[str, str]) -> str:
        """Write and commit; the id of the commit."""
        self.write(files)
        git(self.folder, "add", "--all", ".")
        return self.commit_index()

    def commit_index(self) -> str:
        git(self.folder, "commit", "--quiet", "--message", "Change")
        self.commit = git(self.folder, "rev-parse", "HEAD")
        return self.commit
