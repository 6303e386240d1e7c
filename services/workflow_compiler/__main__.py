"""Starts workflow_compiler: `python -m services.workflow_compiler`."""

import asyncio
from typing import Final

from services.workflow_compiler.handlers import compile_version
from services.workflow_compiler.settings import Settings
from shared.messages.workflows import CompileWorkflow
from shared.messaging import Bus, Worker, on
from shared.runtime.health import HealthAddress
from shared.runtime.logging import configure_logging

NAME: Final = "workflow_compiler"
CONCURRENCY: Final = 2
"""A small workflow does not have to wait behind a huge one; compiling is pure computation, so more would not help."""


async def main() -> None:
    settings = Settings()
    configure_logging(NAME)
    worker = Worker(
        Bus(NAME, settings.nats_url.get_secret_value()),
        [on(CompileWorkflow, compile_version, concurrency=CONCURRENCY)],
        health=HealthAddress(settings.health_host, settings.health_port),
    )
    async with worker:
        await worker.run_until_stopped()


if __name__ == "__main__":
    asyncio.run(main())
