"""Which names repositories and operators may have, and names made of other names. Pure."""

from __future__ import annotations

import keyword
import re

# A part of an image's name: https://github.com/opencontainers/distribution-spec
_REPOSITORY = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
_REGISTRY = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*(:[0-9]{1,5})?(/[a-z0-9]+([._-][a-z0-9]+)*)*")
_OPERATOR = re.compile(r"[A-Z][A-Za-z0-9]*")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_REQUIREMENTS = re.compile(r"requirements([._-][A-Za-z0-9._-]*)?\.txt")
# Names that the generated code imports or defines itself.
_TAKEN = frozenset(("BaseOperator", "BasePiece", "InputModel", "OutputModel", "SecretsModel", "None", "True", "False"))
LONGEST = 100


def refuse_repository_name(name: str) -> str | None:
    """Why this cannot be REPOSITORY_NAME; None when it can."""
    if _REPOSITORY.fullmatch(name) and len(name) <= LONGEST:
        return None
    hint = suggestion(repository_name(name))
    return f'"{name}" cannot name a repository: it becomes the name of images, so use small letters, digits, ".", "_" and "-"{hint}.'


def refuse_registry(registry: str) -> str | None:
    if not registry or _REGISTRY.fullmatch(registry):
        return None
    return f'"{registry}" cannot be a registry: write its host and path without https://, such as ghcr.io/me.'


def refuse_operator_name(name: str) -> str | None:
    """Why this cannot be the name of an operator's folder and class; None when it can."""
    if name in _TAKEN or keyword.iskeyword(name):
        return f'"{name}" cannot name an operator: that name has a meaning already. Choose another.'
    if _OPERATOR.fullmatch(name) and len(name) <= LONGEST:
        return None
    hint = suggestion(operator_name(name))
    return f'"{name}" cannot name an operator: it is the name of a Python class, so begin with a capital letter and use letters and digits{hint}.'


def refuse_requirements_name(name: str) -> str | None:
    if _REQUIREMENTS.fullmatch(name):
        return None
    return f'"{name}" cannot be a requirements file: call it requirements.txt or requirements_<group>.txt; it lies in dependencies/.'


def refuse_text(what: str, text: str) -> str | None:
    """Texts stand in TOML, JSON and Markdown, in one line each."""
    if text.isprintable() and len(text) <= 1000:
        return None
    return f"The {what} has to be one line of at most 1000 printable characters."


def repository_name(text: str) -> str:
    """The name that a folder's name suggests; empty when it suggests none."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:LONGEST].rstrip("-")


def operator_name(text: str) -> str:
    words = re.findall(r"[A-Za-z0-9]+", text)
    return "".join(word[0].upper() + word[1:] for word in words).lstrip("0123456789")[:LONGEST]


def label_of(name: str) -> str:
    """``CountWords`` and ``count-words`` are read "Count words"."""
    text = " ".join(words_of(name))
    return text[:1].upper() + text[1:]


def words_of(name: str) -> list[str]:
    """``TrainHTTPModel2`` consists of train, HTTP, model, 2."""
    return [
        word if word.isupper() and len(word) > 1 else word.lower() for word in _WORDS.findall(name.replace("_", " "))
    ]


def suggestion(name: str) -> str:
    return f", for instance {name}" if name else ""
