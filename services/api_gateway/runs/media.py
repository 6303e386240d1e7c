"""How result files may be shown: their media type, and headers that keep what operators wrote from acting as the page."""

from pathlib import PurePosixPath
from urllib.parse import quote

TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".bmp": "image/bmp",
    ".webp": "image/webp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".log": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".parquet": "application/vnd.apache.parquet",
    ".zip": "application/zip",
}
UNKNOWN = "application/octet-stream"

# What an operator wrote may draw itself and run its own scripts, but not reach the page, its tokens or the network.
SANDBOX = (
    "sandbox allow-scripts; default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; "
    "script-src 'unsafe-inline'; font-src data:; connect-src 'none'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)


def media_type(path: str) -> str:
    return TYPES.get(PurePosixPath(path).suffix.lower(), UNKNOWN)


def headers(path: str, *, download: bool) -> dict[str, str]:
    kind = media_type(path)
    found = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": SANDBOX,
        "Cache-Control": "private, no-cache",
        "Referrer-Policy": "no-referrer",
    }
    if download or kind == UNKNOWN:
        found["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(PurePosixPath(path).name, safe='')}"
    return found
