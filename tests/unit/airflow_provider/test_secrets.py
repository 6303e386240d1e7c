"""Secrets are asked for with a token of this task, and every refusal is a sentence."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import jwt
import pytest
from domino_airflow.runtime import CannotRunError
from domino_airflow.secrets import fetch_secrets

KEY = "k" * 32


class Gateway(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.answers: list[tuple[int, dict[str, object]]] = []
        self.asked: list[tuple[str, dict[str, object]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.headers["Authorization"], {**body, "path": self.path}))
        status, answer = self.server.answers.pop(0)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    server = Gateway()
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def ask(gateway: Gateway, *names: str) -> dict[str, str]:
    return fetch_secrets(gateway.url, KEY, names, dag_id="d", run_id="r", task_id="t", try_number=2)


def test_the_gateway_is_asked_with_a_short_lived_token_of_the_task(gateway: Gateway) -> None:
    gateway.answers = [(200, {"secrets": {"KEY": "hunter22", "OTHER": "x"}})]
    assert ask(gateway, "KEY") == {"KEY": "hunter22"}
    header, asked = gateway.asked[0]
    claims = jwt.decode(
        header.removeprefix("Bearer "), KEY, algorithms=["HS256"], audience="domino-worker", issuer="domino-airflow"
    )
    assert claims["sub"] == "d/r/t"
    assert claims["exp"] - claims["iat"] == 60
    assert asked == {"path": "/api/v1/worker/secrets", "dag_id": "d", "run_id": "r", "task_id": "t", "try_number": 2}


def test_a_gateway_that_is_being_restarted_is_asked_again(gateway: Gateway) -> None:
    gateway.answers = [(503, {}), (200, {"secrets": {"KEY": "v"}})]
    assert ask(gateway, "KEY") == {"KEY": "v"}


def test_a_refusal_is_told_in_the_gateways_words(gateway: Gateway) -> None:
    gateway.answers = [(403, {"detail": "The run is over."})]
    with pytest.raises(CannotRunError, match=r"not given out: The run is over\."):
        ask(gateway, "KEY")


def test_a_secret_that_nobody_has_set_is_named(gateway: Gateway) -> None:
    gateway.answers = [(200, {"secrets": {}})]
    with pytest.raises(CannotRunError, match="Set the secret KEY"):
        ask(gateway, "KEY")
