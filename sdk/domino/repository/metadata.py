"""Reads one entry of metadata: an author's metadata.json, or what compiled_metadata.json has of it."""

from __future__ import annotations

from domino.json_value import JsonObject, JsonValue
from domino.repository.documents import Findings
from domino.repository.resources import read_resources
from domino.repository.schemas import SchemaError, normalised
from domino.repository.values import Dependency, Operator, Schemas

NODE_TYPES = frozenset(("default", "source", "sink"))
SCHEMA_KEYS = ("input_schema", "output_schema", "secrets_schema")
KNOWN_KEYS = frozenset(
    ("name", "description", "tags", "dependency", "container_resources", "style", "source_url", *SCHEMA_KEYS)
)


def read_operator(name: str, folder: str, entry: JsonObject, path: str, findings: Findings) -> Operator | None:
    """The operator of an entry, or None after an error was noted; ``path`` is the file to blame."""
    given = entry.get("name")
    if given is not None and given != name:
        findings.error(
            path, f'The name in the metadata is {given!r}, but the folder is "{name}": both have to be the same.'
        )
        return None
    dependency = _dependency(name, entry.get("dependency"), path, findings)
    schemas = _schemas(name, entry)
    if isinstance(dependency, str) or isinstance(schemas, str):
        findings.error(path, dependency if isinstance(dependency, str) else str(schemas))
        return None
    resources, complaints = read_resources(entry.get("container_resources"))
    for complaint in complaints:
        findings.warning(path, f"{name}: {complaint}")
    unknown: JsonObject = {key: value for key, value in entry.items() if key not in KNOWN_KEYS}
    if unknown:
        findings.warning(path, f"{name}: unknown keys are kept and not used: {', '.join(unknown)}.")
    style = entry.get("style")
    style = style if isinstance(style, dict) else {}
    node_type = style.get("node_type", "default")
    if node_type not in NODE_TYPES:
        findings.warning(path, f"{name}: node_type {node_type!r} is none of default, source, sink.")
        style = {**style, "node_type": "default"}
    return Operator(
        name=name,
        folder=folder,
        label=_text(style.get("node_label")) or _text(style.get("label")) or name,
        description=_text(entry.get("description")),
        tags=_tags(name, entry.get("tags"), path, findings),
        style=style,
        dependency=dependency,
        resources=resources,
        schemas=schemas,
        source_url=_text(entry.get("source_url")) or None,
        unknown=unknown,
    )


def _dependency(name: str, value: JsonValue, path: str, findings: Findings) -> Dependency | str:
    """The dependency, or the sentence that refuses it."""
    if value is None:
        return Dependency()
    if not isinstance(value, dict):
        return f"{name}: dependency has to be an object."
    given = {key: text for key, text in value.items() if isinstance(text, str) and text.strip()}
    for key in value:
        if key not in ("requirements_file", "dockerfile", "docker_image"):
            findings.warning(path, f"{name}: dependency has an unknown key {key}.")
            given.pop(key, None)
    if len(given) > 1:
        return f"{name}: a dependency has at most one of requirements_file, dockerfile and docker_image."
    for key in ("requirements_file", "dockerfile"):
        file = given.get(key, "")
        if "\\" in file or file.startswith("/") or ".." in file.split("/"):
            return f"{name}: {key} has to be the name of a file in dependencies/."
    return Dependency(
        requirements_file=given.get("requirements_file"),
        dockerfile=given.get("dockerfile"),
        docker_image=given.get("docker_image"),
    )


def _schemas(name: str, entry: JsonObject) -> Schemas | str | None:
    """The schemas, None when there are none yet, or the sentence that refuses them."""
    if entry.get("input_schema") is None and entry.get("output_schema") is None:
        return None
    try:
        secrets = entry.get("secrets_schema")
        return Schemas(
            inputs=normalised(entry.get("input_schema") or {}),
            outputs=normalised(entry.get("output_schema") or {}),
            secrets=None if secrets is None else normalised(secrets),
        )
    except SchemaError as error:
        return f"{name}: {error}"


def _tags(name: str, value: JsonValue, path: str, findings: Findings) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        findings.warning(path, f"{name}: tags has to be a list of texts.")
        return ()
    return tuple(tag for tag in value if isinstance(tag, str))


def _text(value: JsonValue) -> str:
    return value.strip() if isinstance(value, str) else ""
