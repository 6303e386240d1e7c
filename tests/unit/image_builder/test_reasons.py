"""The line that decided, as a sentence. The outputs were printed by uv 0.13 and Git 2.39."""

import pytest

from services.image_builder.build_reasons import reason_of_build
from services.image_builder.fetch_reasons import reason_of_fetch

UNKNOWN = """\
Using Python 3.11.7 environment at: v
error: No solution found when resolving dependencies
  cause: Because nope-xyz was not found in the package registry and you require nope-xyz==9, we can conclude that your requirements are unsatisfiable.
"""
CONFLICT = """\
error: No solution found when resolving dependencies
  cause: Because you require six==1.16.0 and six==1.15.0, we can conclude that your requirements are unsatisfiable.
"""
BACKEND = """\
Resolved 1 package in 4ms
   Building bad @ file:///x/bad
error: Failed to build `bad @ file:///x/bad`
  cause: The build backend returned an error
  cause: Call to `setuptools.build_meta.get_requires_for_build_wheel` failed (exit status: 1)

         [stderr]
         Traceback (most recent call last):
           File "<string>", line 1, in <module>
         RuntimeError: no compiler here

hint: Build failures usually indicate a problem with the package or the build environment
"""
SYNTAX = """\
error: Couldn't parse requirement in `r.txt` at position 0
  cause: expected version to start with a number, but no leading ASCII digits were found
         six === = 3
             ^^^^^^^
"""


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (
            UNKNOWN,
            "The packages cannot be installed: nope-xyz was not found in the package registry and you require nope-xyz==9.",
        ),
        (CONFLICT, "The packages cannot be installed: you require six==1.16.0 and six==1.15.0."),
        (BACKEND, "bad could not be built: RuntimeError: no compiler here."),
        (
            SYNTAX,
            "The packages cannot be installed: expected version to start with a number, but no leading ASCII digits were found.",
        ),
        ("Killed\n", "Installing the packages failed: Killed."),
        ("", "Installing the packages failed: no output at all."),
    ],
)
def test_uv(output: str, sentence: str) -> None:
    assert reason_of_build(output) == sentence


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (
            "fatal: unable to access 'https://h.example/x/': Could not resolve host: h.example",
            "The host is not known.",
        ),
        (
            "fatal: could not read Username for 'https://h.example': terminal prompts disabled",
            "There is no such repository, or it is private.",
        ),
        (
            "fatal: '/x' does not appear to be a git repository\nfatal: Could not read from remote repository.",
            "There is no Git repository at this address.",
        ),
        (
            "fatal: remote error: upload-pack: not our ref 0000",
            "The repository does not have this commit, or gives out only tags and branches.",
        ),
        ("fatal: something odd\n", "The repository could not be fetched: something odd."),
    ],
)
def test_git(output: str, sentence: str) -> None:
    assert reason_of_fetch(output, "https://h.example/x").message == sentence
