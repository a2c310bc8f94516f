"""Data that cannot be read any more: the last good one stays in force, and says what is wrong."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from region import current
from region.files import SHIPPED
from region.problems import DataError

BROKEN = {
    "cut": b"topic: ami\nrecords:\n- id: [cut",
    "of another kind": bytes(range(256)),
    "empty": b"",
    "a list": b"- one\n- two\n",
    "a record of nothing": b"topic: ami\nrecords:\n- id: x\n",
}


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put a copy of the pack in force."""
    copied = tmp_path / "data"
    shutil.copytree(SHIPPED, copied)
    monkeypatch.setenv("BEFFROI_PACK_DIR", str(copied))
    current.read_files()
    yield copied
    monkeypatch.undo()
    current.read_files()


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_cannot_be_read_leaves_what_it_last_said(pack: Path, content: bytes) -> None:
    before = current.read_files()
    (pack / "ami.yml").write_bytes(content)
    assert current.read_files() is before
    assert "ami.yml, ligne" in (current.trouble() or "")


def test_a_file_mended_is_read_again(pack: Path) -> None:
    good = (pack / "ami.yml").read_bytes()
    (pack / "ami.yml").write_bytes(b"records: [")
    current.read_files()
    (pack / "ami.yml").write_bytes(good)
    current.read_files()
    assert current.trouble() is None


@pytest.mark.parametrize("gone", ["service.yml", "wordings.yml", "programmes"])
def test_a_part_that_is_gone_is_told_or_replaced(pack: Path, gone: str) -> None:
    part = pack / gone
    shutil.rmtree(part) if part.is_dir() else part.unlink(missing_ok=True)
    try:
        current.read_files()
    except DataError as error:
        pytest.fail(f"raised while serving: {error}")
