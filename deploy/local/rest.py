"""The few calls that the launcher makes to its own gateway, as any other client would."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Any

from deploy.local.errors import RefusedError

TIMEOUT = 30.0
CONFLICT = 409


@dataclass(slots=True)
class Gateway:
    """Signed in once `token` is set."""

    url: str
    token: str | None = field(default=None, repr=False)

    def get(self, path: str) -> Any:
        return self._call("GET", path, None)

    def post(self, path: str, body: object) -> Any:
        return self._call("POST", path, body)

    def register(self, email: str, password: str, name: str) -> None:
        """Make the account unless there is one."""
        try:
            self.post("/auth/register", {"email": email, "password": password, "name": name})
        except RefusedError as error:
            if error.status != CONFLICT:
                raise

    def sign_in(self, email: str, password: str) -> None:
        self.token = self.post("/auth/login", {"email": email, "password": password})["access_token"]

    def _call(self, method: str, path: str, body: object) -> Any:
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/api/v1{path}", content, headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - our own http:// address
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise RefusedError(error.code, error.read(2000).decode(errors="replace")) from None
