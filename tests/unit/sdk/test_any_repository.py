"""Whatever stands in the files of a repository: it is read, or refused with problems that have a path and a sentence."""

import json
from typing import Any

from domino.repository import MemoryTree, Repository, SchemaError, Severity, normalised, read_repository
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.unit.sdk.repositories import CONFIGURATION

LAYOUTS = (("operators", ".flowui", "operator.py"), ("pieces", ".domino", "piece.py"))
NAME = "CountPiece"
CODE = f"class {NAME}: ...\n".encode()
MODELS = b"class InputModel: ...\nclass OutputModel: ...\n"

WORDS = st.sampled_from(
    [
        "name",
        "description",
        "tags",
        "dependency",
        "requirements_file",
        "dockerfile",
        "docker_image",
        "container_resources",
        "requests",
        "limits",
        "cpu",
        "memory",
        "use_gpu",
        "style",
        "node_label",
        "node_type",
        "label",
        "source_url",
        "input_schema",
        "output_schema",
        "secrets_schema",
        "type",
        "properties",
        "required",
        "items",
        "anyOf",
        "oneOf",
        "allOf",
        "$ref",
        "$defs",
        "definitions",
        "enum",
        "const",
        "default",
        "title",
        "additionalProperties",
        "prefixItems",
        "pieces",
        "operators",
        "group0",
        "source_image",
        "CountPiece",
        "repository",
        "dockerhub",
        "VERSION",
        "REPOSITORY_NAME",
        "REGISTRY_NAME",
        "REPOSITORY_LABEL",
    ]
)
TEXTS = st.one_of(
    WORDS,
    st.text(max_size=12),
    st.sampled_from(["#/$defs/A", "#/definitions/A", "https://x/y", "100m", "128Mi", "default", "../x", "\ud800", "\0", "null"]),
)  # fmt: skip
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=True), TEXTS)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.one_of(WORDS, TEXTS), inner, max_size=5)),
    max_leaves=20,
)
DOCUMENTS = st.one_of(VALUES, st.dictionaries(WORDS, VALUES, max_size=6))
KEYWORDS = st.sampled_from(
    [
        "type",
        "properties",
        "items",
        "anyOf",
        "oneOf",
        "allOf",
        "$ref",
        "$defs",
        "definitions",
        "enum",
        "const",
        "default",
        "title",
        "additionalProperties",
        "required",
        "prefixItems",
        "patternProperties",
        "not",
        "contains",
    ]
)
SCHEMAS: st.SearchStrategy[Any] = st.recursive(
    st.one_of(SCALARS, st.sampled_from(["string", "null", ["string", "null"], [], {}, True])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(KEYWORDS, inner, max_size=4),
        st.fixed_dictionaries({"properties": st.dictionaries(st.sampled_from(["a", "my_field"]), inner, max_size=2)}),
        st.fixed_dictionaries({"anyOf": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"$defs": st.fixed_dictionaries({"A": inner}), "$ref": st.just("#/$defs/A")}),
    ),
    max_leaves=12,
)
BYTES = st.one_of(st.binary(max_size=60), DOCUMENTS.map(lambda value: json.dumps(value).encode()))
TOML = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(st.tuples(WORDS, TEXTS.filter(lambda text: text.isprintable())), max_size=6).map(
        lambda rows: ("[repository]\n" + "".join(f"{key} = {json.dumps(text)}\n" for key, text in rows)).encode()
    ),
    st.just(b"[repository]\nREPOSITORY_NAME = 0x" + b"f" * 5000 + b"\nVERSION = " + b"9" * 5000),
    st.just(b"a = " + b"[" * 5000),
)


def said(repository: Repository) -> Repository:
    """What was read can be passed on as JSON, and every problem says where and what."""
    for problem in repository.problems:
        assert problem.severity in Severity
        assert problem.path
        assert problem.message.endswith((".", "…")), problem.message
        problem.message.encode()
    for operator in repository.operators:
        parts: list[Any] = [operator.style, operator.unknown, operator.label, operator.description, operator.tags]
        if operator.schemas is not None:
            parts += [operator.schemas.inputs, operator.schemas.outputs, operator.schemas.secrets]
        json.dumps(parts, allow_nan=False, ensure_ascii=False).encode()
    assert repository.operators or repository.errors
    return repository


@settings(max_examples=150, deadline=None)
@given(layout=st.sampled_from(LAYOUTS), toml=TOML, metadata=BYTES, compiled=BYTES, mapped=BYTES)
@example(LAYOUTS[0], CONFIGURATION.encode(), b'{"style": {"node_type": []}}', b"{}", b'{"group0": {"operators": [[]]}}')
@example(LAYOUTS[0], CONFIGURATION.encode(), b"1" * 5000, b"[" * 100_000, b'{"a": 1e999}')
def test_no_file_makes_reading_raise(
    layout: tuple[str, str, str], toml: bytes, metadata: bytes, compiled: bytes, mapped: bytes
) -> None:
    operators, generated, code = layout
    files = {
        f"{operators}/{NAME}/{code}": CODE,
        f"{operators}/{NAME}/models.py": MODELS,
        f"{operators}/{NAME}/metadata.json": metadata,
        f"{generated}/compiled_metadata.json": compiled,
        f"{generated}/dependencies_map.json": mapped,
    }
    said(read_repository(MemoryTree({**files, "config.toml": CONFIGURATION.encode()})))
    said(read_repository(MemoryTree({**files, "config.toml": toml})))


@settings(max_examples=150, deadline=None)
@given(layout=st.sampled_from(LAYOUTS), entry=st.dictionaries(WORDS, VALUES, max_size=6))
def test_no_entry_of_the_metadata_makes_reading_raise(layout: tuple[str, str, str], entry: dict[str, Any]) -> None:
    operators, generated, code = layout
    document = json.dumps({NAME: entry}).encode()
    files = {
        f"{operators}/{NAME}/{code}": CODE,
        f"{operators}/{NAME}/models.py": MODELS,
        f"{generated}/compiled_metadata.json": document,
        f"{generated}/dependencies_map.json": document,
        "config.toml": CONFIGURATION.encode(),
    }
    said(read_repository(MemoryTree(files)))
    said(read_repository(MemoryTree({**files, f"{operators}/{NAME}/metadata.json": json.dumps(entry).encode()})))


@settings(max_examples=150, deadline=None)
@given(
    operator=st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")),
    models=st.binary(max_size=80),
)
@example(b"x = " + b"-" * 100_000 + b"1", b"(" * 100_000)
@example(b"x = 1" + b"+1" * 50_000, b"\0")
@example(rb"class CountPiece: x = '\d'", MODELS)
def test_no_code_makes_reading_raise(operator: bytes, models: bytes) -> None:
    files = {f"pieces/{NAME}/piece.py": operator, f"pieces/{NAME}/models.py": models}
    said(read_repository(MemoryTree({**files, "config.toml": CONFIGURATION.encode()})))


@settings(max_examples=300, deadline=None)
@given(SCHEMAS)
@example({"allOf": [{"allOf": [{"enum": [[], {}, 1, True, 1.0]}]}]})
@example({"anyOf": [{"enum": [1, True]}, {"const": 1.0}, {"const": []}]})
def test_a_schema_is_normalised_for_good_or_refused_with_a_sentence(schema: Any) -> None:
    try:
        once = normalised(schema)
    except SchemaError as refusal:
        reason = str(refusal)
    else:
        assert normalised(once) == once
        return
    assert reason.endswith(".")
