"""`make screenshots` goes on working: a state, a page and a site, on each screen, in each theme, at each size of text."""

import struct
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCREENS = {
    "phone-light": 390,
    "phone-dark": 390,
    "phone-200": 390,
    "desk-light": 1280,
    "desk-dark": 1280,
    "desk-200": 1280,
}


@pytest.mark.browser
def test_pictures_are_taken_of_a_state_and_of_a_page(chromium: str, tmp_path: Path) -> None:
    script = [sys.executable, "-W", "ignore", "scripts/screenshots.py", "--to", str(tmp_path), "opened", "/rien"]
    done = subprocess.run(script, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "12 images" in done.stdout
    for suffix, width in SCREENS.items():
        for name in ("chat-opened", "page-rien"):
            head = (tmp_path / f"{name}-{suffix}.png").read_bytes()[16:24]
            assert struct.unpack(">II", head)[0] == width
