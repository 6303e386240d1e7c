"""Reads config.toml, in its native form and in that of flowui."""

from __future__ import annotations

import re
import tomllib

from domino.repository.documents import Findings, read_text
from domino.repository.layouts import CONFIGURATION
from domino.repository.tree import Tree
from domino.repository.values import Configuration

# What an image tag may look like: https://github.com/opencontainers/distribution-spec
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")


def read_configuration(tree: Tree, paths: frozenset[str], findings: Findings) -> Configuration:
    """What config.toml says; missing or wrong values become errors and stay empty."""
    if CONFIGURATION not in paths:
        findings.error(CONFIGURATION, "The repository has no config.toml with REPOSITORY_NAME and VERSION.")
        return Configuration()
    text = read_text(tree, CONFIGURATION, findings)
    if text is None:
        return Configuration()
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        findings.error(CONFIGURATION, f"The file is not TOML: {error}.")
        return Configuration()
    section = document.get("repository")
    section = section if isinstance(section, dict) else {}
    docker = document.get("dockerhub")
    docker = docker if isinstance(docker, dict) else {}

    name = _text(section.get("REPOSITORY_NAME"))
    version = _text(section.get("VERSION"))
    if not name:
        findings.error(CONFIGURATION, "REPOSITORY_NAME is missing in [repository].")
    if not version:
        findings.error(CONFIGURATION, "VERSION is missing in [repository].")
    elif not _TAG.fullmatch(version):
        findings.error(CONFIGURATION, "VERSION may have letters, digits, '.', '_' and '-', at most 128 characters.")
    return Configuration(
        registry=_text(section.get("REGISTRY_NAME")) or _text(docker.get("REGISTRY_NAME")),
        name=name,
        label=_text(section.get("REPOSITORY_LABEL")) or name,
        version=version,
        description=_text(section.get("DESCRIPTION")),
    )


def _text(value: object) -> str:
    """TOML numbers are accepted, since VERSION = 1.0 is easily written."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()
