"""A secret reaches the operator and nothing else."""

from pathlib import Path

from domino.outcome import Status

from tests.integration.sdk.environments import MODELS, Environment, write_operator

CANARY = "canary-5e3f-value"
MODELS_WITH_SECRET = MODELS + "\nclass SecretsModel(BaseModel):\n    KEY: str\n"


def run(environment: Environment, repository: Path, body: str, models: str = MODELS_WITH_SECRET, value: str = CANARY):  # type: ignore[no-untyped-def]
    code = (
        "from pathlib import Path\nfrom domino import BaseOperator\nclass Task(BaseOperator):\n"
        f"    def piece_function(self, input_data, secrets_data):\n        {body}\n"
    )
    return environment.run("Task", write_operator(repository, "Task", code, models), {}, secrets={"KEY": value})


def test_a_secret_is_neither_in_arguments_nor_in_environment_variables(
    environment: Environment, repository: Path
) -> None:
    body = (
        "seen = Path('/proc/self/cmdline').read_text() + Path('/proc/self/environ').read_text(); "
        "return {'text': str(secrets_data.KEY in seen)}"
    )
    assert run(environment, repository, body).outputs == {"text": "False"}


def test_a_secret_in_an_error_is_masked(environment: Environment, repository: Path) -> None:
    ended = run(environment, repository, "raise ValueError(f'refused {secrets_data.KEY}')")
    assert ended.outcome.message == "ValueError: refused <KEY>"
    assert CANARY not in ended.log
    everything = [path.read_text() for path in ended.storage_root.rglob("*") if path.is_file()]
    assert everything
    assert CANARY not in "".join(everything)


def test_a_secret_that_is_missing_is_named(environment: Environment, repository: Path) -> None:
    models = MODELS_WITH_SECRET.replace("KEY: str", "OTHER: str")
    ended = run(environment, repository, "return {'text': ''}", models)
    assert (ended.outcome.status, ended.outcome.message) == (Status.INPUT_ERROR, "Secret OTHER is not set.")


def test_a_secret_that_is_refused_is_not_repeated(environment: Environment, repository: Path) -> None:
    check = "    @field_validator('KEY')\n    def check(cls, value): raise ValueError(f'bad {value}')\n"
    models = MODELS_WITH_SECRET.replace("import BaseModel", "import BaseModel, field_validator") + check
    ended = run(environment, repository, "return {'text': ''}", models)
    assert ended.outcome.message == "Secret KEY is not valid."
    assert CANARY not in ended.log
