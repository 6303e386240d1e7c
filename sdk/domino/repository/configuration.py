"""Reads config.toml, in its native form and in that of flowui."""

from __future__ import annotations

import re
import tomllib

from domino.repository.documents import Findings, read_text
from domino.repository.layouts import CONFIGURATION
from domino.repository.tree import Tree
from domino.repository.values import Configuration

# What an image tag may look like: https://github.com/opencontainers/distribution-spec
LONGEST = 1000
LARGEST_NUMBER = 10**18

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
        # VERSION = 1.10 is not 1.1.
        document = tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        findings.error(CONFIGURATION, f"The file is not TOML: {error}.")
        return Configuration()
    except (RecursionError, ValueError):
        findings.error(CONFIGURATION, "The file is not TOML that can be read.")
        return Configuration()
    section = document.get("repository")
    section = section if isinstance(section, dict) else {}
    docker = document.get("dockerhub")
    is_earlier = isinstance(docker, dict)
    docker = docker if isinstance(docker, dict) else {}

    texts = {
        key: _text(key, part.get(key), findings)
        for part, key in (
            *((section, key) for key in ("REPOSITORY_NAME", "VERSION", "REPOSITORY_LABEL", "DESCRIPTION")),
            (section if "REGISTRY_NAME" in section else docker, "REGISTRY_NAME"),
        )
    }
    name, version = texts["REPOSITORY_NAME"], texts["VERSION"]
    if not name:
        findings.error(CONFIGURATION, "REPOSITORY_NAME is missing in [repository].")
    if not version:
        findings.error(CONFIGURATION, "VERSION is missing in [repository].")
    elif not _TAG.fullmatch(version):
        findings.error(CONFIGURATION, "VERSION may have letters, digits, '.', '_' and '-', at most 128 characters.")
    return Configuration(
        registry=texts["REGISTRY_NAME"],
        name=name,
        label=texts["REPOSITORY_LABEL"] or name,
        version=version,
        description=texts["DESCRIPTION"],
        is_earlier=is_earlier,
    )


def _text(key: str, value: object, findings: Findings) -> str:
    """Numbers are accepted, since VERSION = 1.0 is easily written."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST_NUMBER:
        return str(value)
    if not isinstance(value, str):
        findings.warning(CONFIGURATION, f"{key} has to be a text.")
        return ""
    text = value.strip()
    if len(text) > LONGEST or any(character < " " and character not in "\n\t" for character in text):
        findings.error(CONFIGURATION, f"{key} is longer than {LONGEST} characters or has control characters in it.")
        return ""
    return text
