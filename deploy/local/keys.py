"""Every secret of a local platform: generated on its first start, kept in one private file, fixed nowhere in code."""

import base64
import secrets
from dataclasses import dataclass, fields
from pathlib import Path

from deploy.local.private_file import read_json, write_private_json


def _password() -> str:
    return secrets.token_urlsafe(24)


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _fernet_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """Passwords are URL-safe text, keys are 32 random bytes in base64."""

    owner_password: str
    nats_password: str
    postgres_password: str
    domino_database_password: str
    airflow_database_password: str
    airflow_password: str
    airflow_fernet_key: str
    airflow_jwt_secret: str
    airflow_secret_key: str
    signing_key: str
    secrets_key: str
    worker_key: str

    @classmethod
    def of(cls, path: Path) -> "Keys":
        """Read the file; generate what it does not hold yet and keep it."""
        known = {name: value for name, value in read_json(path).items() if isinstance(value, str)}
        values = {field.name: known.get(field.name) or _generate(field.name) for field in fields(cls)}
        if values != known:
            write_private_json(path, known | values)
        path.chmod(0o600)
        return cls(**values)


def _generate(name: str) -> str:
    if name.endswith("_password"):
        return _password()
    return _fernet_key() if name == "airflow_fernet_key" else _key()
