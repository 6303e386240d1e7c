"""What can keep a platform from starting. The messages are shown to the person who started it.

LaunchError
├── InstallError        a package, or the page, could not be installed
├── NoStandInError      root may not run Postgres here
├── PostgresError       a tool of Postgres failed
├── MigrationError      the tables of a service could not be brought up to date
├── NotReadyError       a part ended or did not become ready in time
├── RefusedError        the gateway refused a request of the launcher
├── ExamplesError       the examples could not be installed
└── StoppedError        somebody stopped the start
"""


class LaunchError(Exception):
    pass


class InstallError(LaunchError):
    pass


class NoStandInError(LaunchError):
    pass


class PostgresError(LaunchError):
    pass


class MigrationError(LaunchError):
    pass


class NotReadyError(LaunchError):
    pass


class ExamplesError(LaunchError):
    pass


class StoppedError(LaunchError):
    pass


class RefusedError(LaunchError):
    """`status` is that of the answer."""

    def __init__(self, status: int, problem: str) -> None:
        super().__init__(f"the gateway answered {status}: {problem}")
        self.status = status
