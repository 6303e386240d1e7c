"""Asks the gateway for the secrets of one task, proving that Airflow is running that very task."""

from __future__ import annotations

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from domino_airflow.runtime import CannotRunError

PATH = "/api/v1/worker/secrets"
TIMEOUT = 10.0  # seconds
ATTEMPTS = 3
PAUSE = 0.5  # seconds before the second attempt, doubled each time
LIFETIME = 60  # seconds; long enough for clocks that differ a little
LARGEST_ANSWER = 4 * 1024 * 1024  # bytes


def fetch_secrets(
    gateway_url: str, worker_key: str, names: Sequence[str], *, dag_id: str, run_id: str, task_id: str, try_number: int
) -> dict[str, str]:
    """The values of `names`; raise CannotRunError when the gateway does not give them."""
    task = {"dag_id": dag_id, "run_id": run_id, "task_id": task_id, "try_number": try_number}
    token = signed_token(worker_key, f"{dag_id}/{run_id}/{task_id}", int(time.time()))
    status, answer = _post(gateway_url, token, json.dumps(task).encode())
    if status != 200:
        raise CannotRunError(f"The secrets of this task were not given out: {_reason(status, answer)}")
    try:
        values = json.loads(answer)["secrets"]
    except (ValueError, KeyError, TypeError):
        raise CannotRunError(
            "The secrets of this task were not given out: the gateway's answer is unreadable."
        ) from None
    missing = [name for name in names if name not in values]
    if missing:
        raise CannotRunError(
            f"Set the secret {', '.join(missing)} of the operator repository, then run the task again."
        )
    return {name: str(values[name]) for name in names}


def signed_token(key: str, subject: str, now: int) -> str:
    """A JSON Web Token (RFC 7519) signed with HMAC-SHA256; made by hand, as importing a library costs every task more."""
    claims = {"iss": "domino-airflow", "aud": "domino-worker", "sub": subject, "iat": now, "exp": now + LIFETIME}
    signed = f"{_encoded({'alg': 'HS256', 'typ': 'JWT'})}.{_encoded(claims)}"
    return f"{signed}.{_base64(hmac.digest(key.encode(), signed.encode(), 'sha256'))}"


def _encoded(part: Mapping[str, Any]) -> str:
    return _base64(json.dumps(part, separators=(",", ":")).encode())


def _base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _post(gateway_url: str, token: str, body: bytes) -> tuple[int, bytes]:
    """Answers 5xx and connections that fail are tried again: the gateway may be restarting."""
    url = urlsplit(gateway_url)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    trouble = ""
    for attempt in range(ATTEMPTS):
        if attempt:
            time.sleep(PAUSE * 2 ** (attempt - 1))
        kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
        connection = kind(url.netloc, timeout=TIMEOUT)
        try:
            connection.request("POST", url.path.rstrip("/") + PATH, body, headers)
            response = connection.getresponse()
            answer = response.read(LARGEST_ANSWER)
        except (OSError, HTTPException) as error:
            trouble = str(error) or type(error).__name__
        else:
            if response.status < 500:
                return response.status, answer
            trouble = f"status {response.status}"
        finally:
            connection.close()
    raise CannotRunError(
        f"The gateway did not answer when asked for this task's secrets ({trouble}); run the task again."
    )


def _reason(status: int, answer: bytes) -> str:
    try:
        return str(json.loads(answer)["detail"])
    except (ValueError, KeyError, TypeError):
        return f"the gateway answered with status {status}."
