"""The web page: files of one folder, every other path its index, so that links into the page work."""

import gzip
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import Response

from services.api_gateway.errors import NotFound

CONTENT_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; frame-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
HASHED = re.compile(r"^assets/.*-[A-Za-z0-9_-]{8,}\.[a-z0-9.]+$")
FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/wasm")
SMALLEST_COMPRESSED = 1024  # bytes
API = ("api/", "health/", "metrics")


@dataclass(frozen=True, slots=True)
class Asset:
    media_type: str
    path: Path
    compressed: bytes | None
    cache: str
    tag: str


class PageFiles:
    """The built page. Its files are listed once and compressed when first asked for; a request can only name a listed one."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._assets: dict[str, Asset] = {}

    def find(self, name: str) -> Asset | None:
        """The asset of that name, or the page's index for every other path; None while no page is built."""
        path = self._root / (name or "index.html")
        if name.startswith("assets/") or self._is_file(path):
            return self._load(name or "index.html") if self._is_file(path) else None
        return self._load("index.html") if self._is_file(self._root / "index.html") else None

    def _is_file(self, path: Path) -> bool:
        try:
            resolved = path.resolve()
            return resolved.is_relative_to(self._root.resolve()) and resolved.is_file()
        except (OSError, ValueError):
            return False

    def _load(self, name: str) -> Asset:
        path = self._root / name
        info = path.stat()
        tag = f'"{info.st_mtime_ns:x}-{info.st_size:x}"'
        known = self._assets.get(name)
        if known is not None and known.tag == tag:
            return known
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        compressed = None
        if media_type.startswith(COMPRESSIBLE) and info.st_size >= SMALLEST_COMPRESSED:
            compressed = gzip.compress(path.read_bytes(), 6, mtime=0)
        cache = FOR_EVER if HASHED.match(name) else ASK_EACH_TIME
        asset = self._assets[name] = Asset(media_type, path, compressed, cache, tag)
        return asset


def mount_page(app: FastAPI, root: Path) -> None:
    """Serve the page at `/`; registered last, so that every route of the API comes first."""
    files = PageFiles(root)

    @app.get("/{name:path}", include_in_schema=False)
    def page(name: str, request: Request) -> Response:
        asset = None if name.startswith(API) else files.find(name)
        if asset is None:
            raise NotFound("page")
        headers = HEADERS | {"Cache-Control": asset.cache, "ETag": asset.tag, "Vary": "Accept-Encoding"}
        if request.headers.get("if-none-match") == asset.tag:
            return Response(status_code=304, headers=headers)
        if asset.compressed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            body, headers["Content-Encoding"] = asset.compressed, "gzip"
        else:
            body = asset.path.read_bytes()
        return Response(body, media_type=asset.media_type, headers=headers)
