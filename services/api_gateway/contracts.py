"""`python -m services.api_gateway.contracts`: write what others build against, so that a change of it shows in review."""

import base64
import json
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from services.api_gateway.app import create_app
from services.api_gateway.settings import SHORTEST_KEY, GatewaySettings
from shared.messages import ALL, Command

FOLDER = Path(__file__).parents[2] / "docs" / "contracts"


def contracts() -> dict[str, Any]:
    """The documents by file name."""
    return {"openapi.json": openapi(), "messages.json": messages()}


def openapi() -> dict[str, Any]:
    return create_app(_settings()).openapi()


def messages() -> dict[str, Any]:
    """Every command and event by subject, with its JSON Schema and how it travels."""
    return {
        message.subject: {
            "name": message.__name__,
            "kind": "command" if issubclass(message, Command) else "event",
            "stored": message.stored,
            "schema": message.model_json_schema(),
        }
        for message in sorted(ALL, key=lambda message: message.subject)
    }


def text_of(document: Any) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _settings() -> GatewaySettings:
    """Nothing is opened and nothing signed: only the shape of the application is asked for."""
    unused = SecretStr("u" * SHORTEST_KEY)
    return GatewaySettings(
        nats_url=SecretStr("nats://127.0.0.1:1"),
        database_url=SecretStr("postgresql+asyncpg://127.0.0.1:1/none"),
        http_host="127.0.0.1",
        http_port=0,
        public_url="http://127.0.0.1",
        storage_root=Path("unused"),
        signing_key=unused,
        worker_key=unused,
        secrets_key=SecretStr(base64.b64encode(bytes(SHORTEST_KEY)).decode()),
    )


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, document in contracts().items():
        (FOLDER / name).write_text(text_of(document), "utf-8")


if __name__ == "__main__":
    main()
