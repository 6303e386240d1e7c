"""Environments for tests: the runner and pydantic, borrowed from the environment that the tests run in."""

import json
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

SDK = Path(__file__).parents[3] / "sdk"

MODELS = """
from pydantic import BaseModel
class InputModel(BaseModel):
    text: str = ""
class OutputModel(BaseModel):
    text: str
class SecretsModel(BaseModel):
    KEY: str | None = None
"""


def make_environment(root: Path, digest: str, operators: Mapping[str, str]) -> None:
    """Lay out `<root>/<digest>` as the environment engine does; `operators` maps names to bodies of piece_function."""
    made = root / "venvs" / digest
    venv.create(made, with_pip=False, symlinks=True)
    packages = next((made / "lib").glob("python*/site-packages"))
    ours = next(path for path in sys.path if path.endswith("site-packages"))
    (packages / "borrowed.pth").write_text(f"{SDK}\n{ours}\n")
    repository = root / digest / "home" / "operators_repository"
    for name, body in operators.items():
        folder = repository / "operators" / name
        folder.mkdir(parents=True)
        (folder / "models.py").write_text(MODELS)
        (folder / "operator.py").write_text(
            "from domino import BaseOperator\nfrom .models import InputModel, OutputModel\n\n\n"
            f"class {name}(BaseOperator):\n    def piece_function(self, input_data: InputModel):\n        {body}\n"
        )
    document = {
        "image": f"x:{digest}",
        "python": str(made / "bin" / "python"),
        "repository_root": str(repository),
        "operators": list(operators),
    }
    (root / digest / "environment.json").write_text(json.dumps(document))
