"""What can be typed after ``domino``, with help that teaches by example."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    _Commands: TypeAlias = "argparse._SubParsersAction[_Parser]"  # noqa: SLF001 - argparse has no public name for it

BASE_IMAGE = "domino-base:1"

OVERVIEW = """\
Tools for authors of Domino operators.

From nothing to a published repository:

  domino repository new my-operators    a folder with everything a repository needs
  cd my-operators
  domino operator new CountWords        an operator with models, metadata and a passing test
  domino test                           plain pytest, each dependency group in its own environment
  domino run CountWords text='one two'  the operator once, as a task would run it
  domino organize                       check everything and write the two generated files
  git add . && git commit -m 'Count words'
  domino publish                        tag the commit with VERSION of config.toml and push the tag

Every command works from any folder inside a repository. Exit codes: 0 done, 1 something is wrong with the repository,
2 the command was called wrongly; `domino run` ends with the exit code of the runner.
"""

ORGANIZE = """\
Check config.toml, metadata, models and dependencies, compile the models' schemas, and write

  .flowui/compiled_metadata.json
  .flowui/dependencies_map.json

the same bytes on every machine. Commit them: whoever installs the repository then needs to run none of its code.
Models that import packages of their dependency group are read in an environment of that group; operators themselves are not run.
With --check nothing is written; the command fails when something is wrong or out of date, which suits continuous integration.
"""

NEW_REPOSITORY = """\
Make a folder with config.toml, dependencies/, operators/, a workflow for continuous integration, and an empty Git repository.

  domino repository new my-operators
  domino repository new my-operators --label 'My operators' --registry ghcr.io/me
"""

NEW_OPERATOR = """\
Make operators/<Name>/ with operator.py, models.py, metadata.json and a test that passes. Then write your own code into it.

  domino operator new CountWords
  domino operator new TrainModel --requirements requirements_models.txt

Operators with the same requirements form a dependency group and share one image. Packages of different groups may conflict.
"""

TEST = """\
Run the operators' own tests with plain pytest, each dependency group in an environment made from its requirements, so that groups
whose pins conflict are tested side by side. Environments are kept in the user's cache and made anew when requirements change.

  domino test                        all operators
  domino test CountWords             one
  domino test -- -x -k words         what follows -- goes to pytest
  domino test --here                 everything in this Python, for debugging
"""

RUN = """\
Run one operator once, on the path that a task takes: the inputs are validated, outputs are validated and written, files are kept.
Outputs go to standard output as JSON, the log to standard error.

  domino run CountWords text='one two'                 texts; pydantic makes numbers of "5" where a number is asked for
  domino run CountWords lines:='["one", "two"]'        := takes JSON
  domino run CountWords --input '{"text": "one two"}'
  domino run CountWords --input-file inputs.json       (- is standard input)

Secrets come from a file with lines NAME=value (or a JSON object), or from variables named DOMINO_SECRET_<NAME>. They are never
arguments, which every user of the machine could read.

Exit codes: 0 success, 10 wrong inputs or secrets, 20 the operator failed, 30 wrong outputs, 40 it could not be run.
"""

BUILD = """\
Build the image of each dependency group with the Docker Engine of this machine, as the platform builds it: packages in one layer, the
code in the last. An image whose files have not changed is not built again.

  domino build                    all groups
  domino build group0             one
  domino run CountWords --image text='one two'

The base image domino-base:1 is made from Debian packages by `make base-image` in a checkout of the platform; --base-image names another.
DOCKER_HOST chooses another engine.
"""

PUBLISH = """\
Check that everything is committed and organized, tag the commit with VERSION of config.toml, and push the tag. From then on anyone can
install the repository at that version. To publish again, raise VERSION. Images that `domino build` made of exactly these files are pushed
too when the repository has a REGISTRY_NAME; without them the platform builds its own.

  domino publish --dry-run           say what would be done
  domino publish --remote upstream
"""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Every command has ``module``, the one in this package that runs it; ``passed_on`` is what follows ``--``."""
    own, passed_on = _split(list(arguments))
    parser = _Parser(prog="domino", description=OVERVIEW, formatter_class=_Prose)
    commands = parser.add_subparsers(title="commands", metavar="<command>", required=True)
    _add_repository(commands)
    _add_operator(commands)
    _add_test(commands)
    _add_run(commands)
    _add_organize(commands)
    _add_build(commands)
    _add_publish(commands)
    chosen, left = parser.parse_known_args(own)
    # argparse takes what stands before an option for all there is: `domino run Add --environment a=1`.
    if left and ("more" not in chosen or any(argument.startswith("-") for argument in left)):
        unknown = [argument for argument in left if argument.startswith("-")] or left
        parser.error(f"{' '.join(unknown)} is not understood: `domino <command> --help` lists what is")
    if left:
        getattr(chosen, chosen.more).extend(left)
    if passed_on and chosen.module != "test":
        parser.error("only `domino test` passes arguments on after --")
    chosen.passed_on = passed_on
    return chosen


def _add_repository(commands: _Commands) -> None:
    actions = _with_actions(commands, "repository", "make a new operator repository")
    new = _command(actions, "new", "new_repository", "make a folder with everything a repository needs", NEW_REPOSITORY)
    new.add_argument("folder", help="the folder to make")
    new.add_argument("--name", help="name for addresses and images (default: made of the folder's name)")
    new.add_argument("--label", help="name that people see (default: made of the name)")
    new.add_argument("--description", default="", help="one sentence about what the operators are for")
    new.add_argument("--registry", default="", help="container registry for its images, such as ghcr.io/me")
    new.add_argument(
        "--sdk",
        metavar="REQUIREMENT",
        help="what continuous integration installs this tool by, such as 'domino[tools] @ git+https://…' "
        "(default: where this one came from, or else a copy of it in tools/)",
    )
    new.add_argument("--no-git", action="store_true", help="do not make a Git repository of it")


def _add_operator(commands: _Commands) -> None:
    actions = _with_actions(commands, "operator", "make a new operator")
    new = _command(actions, "new", "new_operator", "make an operator with a passing test", NEW_OPERATOR)
    new.add_argument("name", help="name of the folder and of the class, such as CountWords")
    new.add_argument("--label", help="name that people see (default: made of the name)")
    new.add_argument("--description", help="one sentence about what it does")
    new.add_argument("--tag", action="append", default=[], help="a word to find it by; may be given more than once")
    dependency = new.add_mutually_exclusive_group()
    dependency.add_argument(
        "--requirements", metavar="FILE", help="its file in dependencies/ (default: requirements.txt); made when new"
    )
    dependency.add_argument("--group", help="an existing dependency group to join, such as group0")
    _in_folder(new)


def _add_test(commands: _Commands) -> None:
    test = _command(commands, "test", "test", "run the operators' tests", TEST)
    test.add_argument("operators", nargs="*", metavar="Operator", help="operators to test (default: all)")
    test.add_argument("--here", action="store_true", help="use this Python, with what is installed in it")
    test.add_argument(
        "--with",
        dest="packages",
        action="append",
        default=[],
        metavar="PACKAGE",
        help="also install this for the tests; may be given more than once",
    )
    test.add_argument("--fresh", action="store_true", help="make the environments anew")
    test.set_defaults(more="operators")
    _in_folder(test)


def _add_run(commands: _Commands) -> None:
    run = _command(commands, "run", "run", "run one operator", RUN)
    run.add_argument("operator", metavar="Operator", help="the operator to run")
    run.add_argument("pairs", nargs="*", metavar="name=value", help="one input: name=text or name:=JSON")
    run.add_argument("--input", metavar="JSON", help="all inputs as one JSON object")
    run.add_argument("--input-file", metavar="FILE", help="a file with that object; - is standard input")
    run.add_argument("--secret-file", metavar="FILE", help="a file with lines NAME=value, or a JSON object")
    run.add_argument("--output-folder", metavar="FOLDER", help="keep results here (default: a new temporary folder)")
    place = run.add_mutually_exclusive_group()
    place.add_argument("--environment", action="store_true", help="in the environment of its dependency group")
    place.add_argument("--image", action="store_true", help="in the image that `domino build` made of its group")
    run.set_defaults(more="pairs")
    _in_folder(run)


def _add_organize(commands: _Commands) -> None:
    organize = _command(
        commands, "organize", "organize", "validate a repository and write its generated files", ORGANIZE
    )
    organize.add_argument("folder", nargs="?", default=".", help="a folder in the repository (default: here)")
    organize.add_argument(
        "--check", action="store_true", help="write nothing; fail when a generated file is out of date"
    )
    organize.add_argument("--source-url", help="address of the page that shows the folder of operators")


def _add_build(commands: _Commands) -> None:
    build = _command(commands, "build", "build", "build an image for each dependency group", BUILD)
    build.add_argument("groups", nargs="*", metavar="group", help="groups to build, such as group0 (default: all)")
    build.add_argument("--base-image", default=BASE_IMAGE, help=f"what images start from (default: {BASE_IMAGE})")
    build.set_defaults(more="groups")
    _in_folder(build)


def _add_publish(commands: _Commands) -> None:
    publish = _command(commands, "publish", "publish", "tag this version and push the tag", PUBLISH)
    publish.add_argument("--remote", default="origin", help="where to push (default: origin)")
    publish.add_argument("--dry-run", action="store_true", help="check everything, change nothing")
    publish.add_argument("--source-url", help="as it was given to `domino organize`")
    _in_folder(publish)


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    if "--" not in arguments:
        return arguments, []
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1 :]


def _command(commands: _Commands, name: str, module: str, summary: str, lesson: str) -> _Parser:
    parser = commands.add_parser(name, help=summary, description=lesson, formatter_class=_Prose)
    parser.set_defaults(module=module)
    return parser


def _with_actions(commands: _Commands, name: str, summary: str) -> _Commands:
    parser = commands.add_parser(name, help=summary, description=summary, formatter_class=_Prose)
    return parser.add_subparsers(title="commands", metavar="<command>", required=True)


def _in_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-C", "--folder", default=".", help="a folder in the repository (default: here)")


class _Prose(argparse.RawDescriptionHelpFormatter):
    """Descriptions stand as they are written."""


class _Parser(argparse.ArgumentParser):
    """An option has to be written out: a shortened one would change its meaning when another is added."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **{**kwargs, "allow_abbrev": False})  # type: ignore[arg-type]
