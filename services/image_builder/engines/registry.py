"""The image registry that finished images are pushed to, and what an image is called there."""

from dataclasses import dataclass

from pydantic import SecretStr


@dataclass(frozen=True, slots=True)
class Registry:
    """`address` is `host[:port][/path]`."""

    address: str
    username: str = ""
    password: SecretStr | None = None

    def name_of(self, image: str) -> str:
        return f"{self.address.rstrip('/')}/{image}"

    def holds(self, image: str) -> bool:
        """Whether an image's name leads there."""
        return image.startswith(f"{self.address.partition('/')[0]}/")

    @property
    def credentials(self) -> dict[str, str]:
        if self.password is None or not self.username:
            return {}
        return {"username": self.username, "password": self.password.get_secret_value()}
