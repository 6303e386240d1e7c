"""People's journeys in a real browser, against a real platform; each is a Playwright spec in frontend/e2e."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.fixtures.platforms import Running

FRONTEND = Path(__file__).parents[2] / "frontend"
SPECS = sorted(path.name for path in (FRONTEND / "e2e").glob("*.spec.ts"))
PATIENCE = 600


def test_there_are_journeys() -> None:
    assert "build-save-run-watch.spec.ts" in SPECS


@pytest.mark.platform
@pytest.mark.timeout(PATIENCE)
@pytest.mark.parametrize("spec", SPECS)
def test_journey(running: Running, spec: str) -> None:
    walked = subprocess.run(
        ["npx", "--no-install", "playwright", "test", spec],
        cwd=FRONTEND,
        env={**os.environ, "DOMINO_PLATFORM": str(running.platform.home.platform_file)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert walked.returncode == 0, walked.stdout[-6000:] + walked.stderr[-2000:]
