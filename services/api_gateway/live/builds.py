"""Lines of builds that run: on to the sockets, and kept until the build has ended."""

from datetime import UTC, datetime

from services.api_gateway.live.hub import Hub
from shared.messages.repositories import ImageBuildLogged


class BuildLogs:
    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def on_log(self, event: ImageBuildLogged) -> None:
        self._hub.keep_build_log(event.build_id, event.offset, event.text)
        data = {
            "repository_id": event.repository_id,
            "build_id": event.build_id,
            "group": event.group,
            "offset": event.offset,
            "text": event.text,
        }
        self._hub.send((f"repository:{event.repository_id}",), "build.log", datetime.now(UTC), data)
