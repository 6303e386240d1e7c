"""Starts run_monitor: `python -m services.run_monitor`."""

import asyncio
import logging
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from services.run_monitor.airflow import Airflow
from services.run_monitor.airflow_api import AirflowApi
from services.run_monitor.handlers import Handlers
from services.run_monitor.lease import OnlyReplica
from services.run_monitor.log_tail import LogTails
from services.run_monitor.registrations import Registrations
from services.run_monitor.settings import Settings
from services.run_monitor.task_lookup import TaskLookup
from services.run_monitor.watch import Watch
from shared.messages.airflow import AirflowChanged
from shared.messages.message import Event
from shared.messages.runs import CancelRun, ObserveRun, RetryRun, StartRun, TailLog
from shared.messages.workflows import ConfirmRegistration, ForgetDag, PauseDag
from shared.messaging import Bus, Outgoing, Subscription, Worker, listen, on
from shared.runtime.health import HealthAddress
from shared.runtime.logging import configure_logging

NAME = "run_monitor"
WAITING_REGISTRATIONS = 500


async def main() -> None:
    settings = Settings()
    configure_logging(NAME)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    bus = Bus(NAME, settings.nats_url.get_secret_value())
    now = partial(datetime.now, UTC)
    async with AirflowApi(
        settings.airflow_url, settings.airflow_username, settings.airflow_password.get_secret_value()
    ) as api:
        airflow = Airflow(api)
        watch = Watch(
            airflow,
            partial(publish, bus),
            bus.announce,
            OnlyReplica(),
            now,
            active_seconds=settings.active_poll_seconds,
            idle_seconds=settings.idle_poll_seconds,
        )
        registrations = Registrations(airflow, now)
        tails = LogTails(settings.storage_root, bus.announce, TaskLookup(airflow, watch, now).find, time.monotonic)
        worker = Worker(
            bus,
            subscriptions(Handlers(airflow, watch, registrations, tails)),
            health=HealthAddress(settings.health_host, settings.health_port),
            checks={"airflow": airflow.check},
            background=[watch.poll, watch.tell_pushed],
        )
        async with worker:
            await worker.run_until_stopped()
        await tails.close()
        await registrations.close()


async def publish(bus: Bus, events: Sequence[Event]) -> None:
    await bus.publish_batch([Outgoing(event) for event in events])


def subscriptions(handlers: Handlers) -> list[Subscription]:
    return [
        on(ConfirmRegistration, handlers.confirm_registration, concurrency=WAITING_REGISTRATIONS),
        on(StartRun, handlers.start_run, concurrency=4),
        on(CancelRun, handlers.cancel_run, concurrency=2),
        on(RetryRun, handlers.retry_run, concurrency=2),
        on(ObserveRun, handlers.observe_run, concurrency=2),
        on(PauseDag, handlers.pause_dag),
        on(ForgetDag, handlers.forget_dag),
        listen(TailLog, handlers.tail_log, queue=NAME),
        listen(AirflowChanged, handlers.airflow_changed),
    ]


if __name__ == "__main__":
    asyncio.run(main())
