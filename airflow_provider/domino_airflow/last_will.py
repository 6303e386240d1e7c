"""Something that is done when we are killed: a process killed by SIGKILL cannot tidy up, so another one has to be waiting."""

from __future__ import annotations

import os
import subprocess

# Waits for the end of the pipe that only we hold open.
WAITING = "read -r _; "


class LastWill:
    """Runs `script`, in /bin/sh with `arguments` as $0, $1 …, when this process ends without having withdrawn it."""

    def __init__(self, script: str, *arguments: str) -> None:
        theirs, self._life = os.pipe()
        try:
            self._executor = subprocess.Popen(
                ["/bin/sh", "-c", WAITING + script, *arguments],
                env={"PATH": os.defpath},
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        finally:
            os.close(theirs)

    def withdraw(self) -> None:
        self._executor.kill()
        self._executor.wait()
        os.close(self._life)
