"""`remove.py <engine> <container>`: end and remove a container, also one that the Engine is still making or ending.

Run alone, by the Python of Airflow's environment, when the task that had the container is no more.
"""

import contextlib
import sys
import time

import docker
import requests

PATIENCE = 60.0  # seconds
PAUSE = 0.5  # seconds
ANSWER = 30  # seconds


def main(url: str, name: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        # Whatever the trouble is, an Engine under load, a removal under way or no container yet, it may be over in a moment.
        with contextlib.suppress(docker.errors.DockerException, requests.RequestException):
            docker.APIClient(base_url=url, version="auto", timeout=ANSWER).remove_container(name, v=True, force=True)
            return
        time.sleep(PAUSE)


if __name__ == "__main__":
    main(*sys.argv[1:])
