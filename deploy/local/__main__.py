"""`python3 -m deploy.local`: install what is missing with the system's Python, then become the launcher in our own."""

import os
import sys

OLDEST_PYTHON = (3, 11)

if sys.version_info < OLDEST_PYTHON:
    sys.exit("Domino needs Python 3.11 or newer; this is " + sys.version.split()[0])

# Only now: an older Python would stop at their syntax instead of at the sentence above.
from deploy.local.errors import InstallError  # noqa: E402
from deploy.local.install import install  # noqa: E402
from deploy.local.layout import CHECKOUT, SERVICES_ENVIRONMENT, python_of  # noqa: E402
from deploy.local.timeline import BEGAN, Timeline  # noqa: E402


def main() -> None:
    timeline = Timeline()
    try:
        install(timeline)
    except InstallError as error:
        sys.exit(f"\nThe installation failed: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
    timeline.say("installed")
    python = str(python_of(SERVICES_ENVIRONMENT))
    os.chdir(CHECKOUT)
    os.execve(python, [python, "-m", "deploy.local.run"], {**os.environ, BEGAN: str(timeline.began)})  # noqa: S606


if __name__ == "__main__":
    main()
