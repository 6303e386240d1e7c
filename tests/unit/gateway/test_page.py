"""The page: every path of it leads to its index, hashed files are kept for ever, and nothing outside its folder is served."""

from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from services.api_gateway.web import problems
from services.api_gateway.web.page import mount_page


@pytest.fixture
def page(tmp_path: Path) -> httpx.AsyncClient:
    root = tmp_path / "dist"
    (root / "assets").mkdir(parents=True)
    (root / "index.html").write_text("<!doctype html><title>Domino</title>")
    (root / "assets" / "index-D4f8a91b.js").write_text("let a = 1;\n" * 500)
    (tmp_path / "secret.txt").write_text("secret")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    app = FastAPI()
    problems.install(app)
    mount_page(app, root)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://page")


@pytest.mark.parametrize(
    "path", ["/", "/workflows/1", "/sign-in?ticket=x", "/link.txt", "/%2e%2e/secret.txt", "/a%00b"]
)
async def test_every_path_leads_to_the_index(page: httpx.AsyncClient, path: str) -> None:
    answer = await page.get(path)
    assert answer.status_code == 200
    assert "Domino" in answer.text
    assert answer.headers["Cache-Control"] == "no-cache"
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy


async def test_hashed_files_are_compressed_and_kept(page: httpx.AsyncClient) -> None:
    answer = await page.get("/assets/index-D4f8a91b.js")
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.text.startswith("let a")
    unchanged = await page.get("/assets/index-D4f8a91b.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert unchanged.status_code == 304


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/assets/gone-D4f8a91b.js"])
async def test_what_is_not_there_is_a_problem_document(page: httpx.AsyncClient, path: str) -> None:
    answer = await page.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
