"""How continuous integration gets this tool: from the Git address it came from, or else from a copy beside the operators.

Never by its bare name from a package index, where that name may belong to another project.
"""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution

from domino.environments.own_wheel import is_checkout, own_wheel

FOLDER = "tools"
# What the extra ``tools`` asks for: the copy is only of this distribution itself.
_BESIDE = ("pytest>=8", "uv>=0.13")


def own_requirement() -> tuple[str, dict[str, bytes]]:
    """Lines of a requirements file, and the files that they name."""
    address = None if is_checkout() else _git_address()
    if address is not None:
        return f"domino[tools] @ {address}", {}
    wheel = own_wheel()
    return "\n".join((f"./{FOLDER}/{wheel.name}", *_BESIDE)), {f"{FOLDER}/{wheel.name}": wheel.content}


def _git_address() -> str | None:
    """Where pip or uv installed this from, as they have noted it: PEP 610."""
    try:
        noted = json.loads(distribution("domino").read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        return None
    source = noted.get("vcs_info")
    if source is None:
        return None
    folder = f"#subdirectory={noted['subdirectory']}" if noted.get("subdirectory") else ""
    return f"{source['vcs']}+{noted['url']}@{source['commit_id']}{folder}"
