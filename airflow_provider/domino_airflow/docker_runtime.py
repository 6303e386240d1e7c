"""Runs operators in containers of a Docker Engine, each from the image of its dependency group."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import docker
from docker.errors import APIError
from domino.outcome import Outcome, Status

from domino_airflow.closing import leave_outcome, outcome_of
from domino_airflow.containers.claim import claimed_name
from domino_airflow.containers.container import Container, Ending, sentence_of
from domino_airflow.containers.engine import EngineError, explanation, fetch, open_engine
from domino_airflow.containers.folders import folders_above, prepare_folder
from domino_airflow.containers.orphans import removal_when_we_die, sweep
from domino_airflow.containers.settings import NO_NETWORK, ContainerSettings
from domino_airflow.containers.specification import MIB, REPOSITORY, container_of, host_of, memory_of
from domino_airflow.runtime import CONTAINER_STORAGE, CannotRunError, Log, Work

NO_RUNNER = (126, 127)  # a shell's codes for a program that it cannot start
NETWORK_HINT = (
    b"This task ran without network. If its operator needs one, whoever runs this installation allows it with "
    b"AIRFLOW__DOMINO__DOCKER_NETWORK.\n"
)


class CancelledError(Exception):
    """The task was cancelled before its container ran."""


@dataclass
class DockerRuntime:
    """One container per task, removed whatever happens; see ADR 12 for what it may do."""

    settings: ContainerSettings
    storage_root: Path
    output_limit_bytes: int
    _container: Container | None = None
    _killed: bool = False

    def run(self, work: Work, log: Log) -> Outcome:
        engine = open_engine(self.settings.url)
        try:
            sweep(engine, self.storage_root, self.settings)
            ending = self._run(engine, work, log)
        except CancelledError:
            ending = None
        except EngineError as error:
            if not self._killed:
                raise CannotRunError(f"The Docker Engine stopped answering: {explanation(error)}.") from error
            ending = None
        finally:
            engine.close()
        if ending is None or self._killed:
            return self._left(work, Outcome(Status.PLATFORM_ERROR, "The task was cancelled."))
        return self._outcome(work, ending, log)

    def kill(self) -> None:
        self._killed = True
        if self._container is not None:
            self._container.ask_to_end()

    def _run(self, engine: docker.APIClient, work: Work, log: Log) -> Ending:
        def say(text: str) -> None:
            if self._killed:
                raise CancelledError
            if text:
                log.write(f"{text}\n".encode())

        image = fetch(engine, work.image, self.settings, say)
        prepare_folder(self.storage_root, work.folder, self.settings.user)
        request = work.request(REPOSITORY, CONTAINER_STORAGE, self.output_limit_bytes)
        above = folders_above(self.storage_root, work)
        with claimed_name(self.storage_root) as name:
            will = removal_when_we_die(self.settings.url, name)
            container = self._container = Container(engine, name)
            try:
                if self._killed:
                    raise CancelledError
                try:
                    container.make(container_of(work, image, self.settings), host_of(work, above, self.settings))
                    return container.follow(json.dumps(request).encode(), log)
                except APIError as error:
                    raise sentence_of(error, work.image) from error
            finally:
                self._container = None
                container.remove()
                will.withdraw()

    def _outcome(self, work: Work, ending: Ending, log: Log) -> Outcome:
        if ending.out_of_memory and ending.code != 0:
            memory = memory_of(work.resources)
            limit = f"its {memory // MIB} MiB of memory" if memory else "the memory there is"
            message = f"The operator needed more than {limit}: give the task more, or less to do at once."
            return self._left(work, Outcome(Status.OPERATOR_ERROR, message))
        if ending.code in NO_RUNNER:
            raise CannotRunError(f"The image {work.image} has no runner: build its operator repository again.")
        outcome = outcome_of(self.storage_root, work.folder, ending.code)
        if outcome.status is Status.OPERATOR_ERROR and self.settings.network == NO_NETWORK:
            log.write(NETWORK_HINT)
        return outcome

    def _left(self, work: Work, outcome: Outcome) -> Outcome:
        leave_outcome(self.storage_root, work.folder, outcome)
        return outcome
