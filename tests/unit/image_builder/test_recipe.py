"""An image is named by its content and by nothing else."""

from dataclasses import replace
from typing import Any

import pytest

from services.image_builder.recipe import Recipe, normal_requirements

RECIPE = Recipe(
    repository="Text Operators",
    group="group0",
    operators=("Echo",),
    requirements="six==1.16.0\ntabulate==0.9.0\n",
    dockerfile=None,
    docker_image=None,
    code={"operators/Echo/operator.py": b"pass", "operators/Echo/models.py": b""},
    sdk_digest="0" * 32,
)


def test_the_name_says_repository_group_and_digest() -> None:
    assert RECIPE.image == f"text-operators-group0:{RECIPE.digest}"
    assert len(RECIPE.digest) == 32


@pytest.mark.parametrize(
    "change",
    [
        {"requirements": "six==1.15.0\n"},
        {"dockerfile": "FROM x"},
        {"docker_image": "x:1"},
        {"code": {"operators/Echo/operator.py": b"pas", "operators/Echo/models.py": b"s"}},
        {"operators": ("Echo", "Other")},
        {"sdk_digest": "1" * 32},
    ],
)
def test_any_change_of_content_changes_the_digest(change: dict[str, Any]) -> None:
    assert replace(RECIPE, **change).digest != RECIPE.digest


@pytest.mark.parametrize(
    "change",
    [
        {"repository": "other"},
        {"group": "group7"},
        {"requirements": "# pins\ntabulate==0.9.0  # tables\n\nsix==1.16.0"},
        {"code": dict(reversed(list(RECIPE.code.items())))},
    ],
)
def test_what_makes_no_difference_to_an_installer_does_not(change: dict[str, Any]) -> None:
    assert replace(RECIPE, **change).digest == RECIPE.digest


def test_a_hash_in_an_address_is_no_comment() -> None:
    line = "pkg @ https://example.org/p.whl#sha256=abc"
    assert normal_requirements(line) == line
