"""`make run`, once everything is installed: start the platform, say where it is, stay until told to stop."""

import os
import signal
import sys
import threading
import webbrowser
from types import FrameType
from urllib.parse import quote

from deploy.local.domino_platform import Platform
from deploy.local.errors import ExamplesError, LaunchError, RefusedError, StoppedError
from deploy.local.examples import Examples
from deploy.local.home_lock import AlreadyRunningError
from deploy.local.layout import Home
from deploy.local.platform_file import running_url
from deploy.local.timeline import Timeline

STOPPED_BY_SIGNAL = 130


def main() -> int:
    """Return the exit status: 0 after a stop that was asked for, 1 when the platform could not start."""
    home = Home.from_environment()
    timeline = Timeline.continued()
    stopping = _until_signal()
    try:
        platform = Platform(home, usual_ports=True, restarts=True, timeline=timeline)
    except AlreadyRunningError as error:
        where = running_url(home.platform_file) or "it is still starting"
        timeline.say(f"Domino is already running in {home.path} (process {error}): {where}")
        return 0
    watcher = threading.Thread(target=_give_up_when, args=(stopping, platform), daemon=True)
    watcher.start()
    try:
        platform.bring_up({}, beside=lambda: _install_examples(platform))
        sign_in = _sign_in_link(platform)
        _print_address_block(platform, sign_in)
        _open_browser(sign_in)
        stopping.wait()
    except StoppedError:
        return STOPPED_BY_SIGNAL
    except LaunchError as error:
        sys.stderr.write(f"\nDomino could not start: {error}\n")
        return 1
    finally:
        timeline.say("stopping")
        platform.stop()
        timeline.say(f"every process has ended; the data stays in {home.path}")
    return 0


def _until_signal() -> threading.Event:
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    return stopping


def _give_up_when(stopping: threading.Event, platform: Platform) -> None:
    stopping.wait()
    platform.cancelled.set()


def _install_examples(platform: Platform) -> None:
    mark = platform.home.examples_mark
    if mark.exists():
        return
    examples = Examples(platform.home.examples, platform.gateway(), platform.timeline.say, platform.cancelled)
    try:
        examples.install()
    except (ExamplesError, RefusedError) as error:
        platform.timeline.say(f"no examples this time: {error}")
        return
    mark.touch()
    platform.timeline.mark("examples", "examples are ready to run")


def _sign_in_link(platform: Platform) -> str:
    ticket = platform.gateway().post("/auth/tickets", {})["ticket"]
    return f"{platform.url}/sign-in?ticket={quote(ticket)}"


def _print_address_block(platform: Platform, sign_in: str) -> None:
    airflow = platform.airflow
    lines = {
        "Page": platform.url,
        "Sign in, once": sign_in,
        "Account": f"{platform.email}   password {platform.password}",
        "Airflow": f"{airflow.url}   {airflow.username}   password {airflow.password}",
        "Data and logs": str(platform.home.path),
        "Stop": "Ctrl-C",
        "Time line": platform.timeline.summary(),
    }
    block = "\n".join(f"  {label:14} {value}" for label, value in lines.items())
    sys.stdout.write(f"\nDomino is running.\n\n{block}\n\n")
    sys.stdout.flush()


def _open_browser(address: str) -> None:
    is_headless = sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if not (is_headless or os.environ.get("CI") or not sys.stdout.isatty()):
        webbrowser.open(address)


if __name__ == "__main__":
    sys.exit(main())
