"""`python -m services.api_gateway`: serve until told to stop."""

import sys

import uvicorn

from services.api_gateway.app import create_app
from services.api_gateway.settings import GatewaySettings
from shared.runtime.logging import configure_logging

GRACE = 8  # seconds that requests in hand may take after the stop signal; open sockets are closed then
LARGEST_FRAME = 64 * 1024


def main() -> int:
    configure_logging("api_gateway")
    settings = GatewaySettings()
    failed = False

    def stop() -> None:
        nonlocal failed
        failed = True
        server.should_exit = True

    server = uvicorn.Server(
        uvicorn.Config(
            create_app(settings, on_failure=stop),
            host=settings.http_host,
            port=settings.http_port,
            log_config=None,
            access_log=False,
            server_header=False,
            ws="websockets-sansio",
            ws_max_size=LARGEST_FRAME,
            ws_per_message_deflate=False,
            timeout_graceful_shutdown=GRACE,
            timeout_keep_alive=30,
        )
    )
    server.run()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
