"""Data that cannot be read any more: the last good one stays in force, and says what is wrong."""

import shutil
from pathlib import Path

import pytest

from region.files import SHIPPED
from region.in_force import InForce, for_turn, of_turn, read, reread
from region.problems import DataError
from tests.regions import THE_REGION, TODAY

BROKEN = {
    "cut": b"topic: ami\nrecords:\n- id: [cut",
    "of another kind": bytes(range(256)),
    "empty": b"",
    "a list": b"- one\n- two\n",
    "a record of nothing": b"topic: ami\nrecords:\n- id: x\n",
}


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the pack, read in place of the shipped one."""
    copied = tmp_path / "data"
    shutil.copytree(SHIPPED, copied)
    monkeypatch.setenv("BEFFROI_PACK_DIR", str(copied))
    return copied


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_cannot_be_read_leaves_what_it_last_said(pack: Path, content: bytes) -> None:
    before = read(today=TODAY)
    (pack / "ami.yml").write_bytes(content)
    after = reread(before)
    assert after.files is before.files
    assert "ami.yml, ligne" in (after.trouble or "")


def test_a_file_mended_is_read_again(pack: Path) -> None:
    good = (pack / "ami.yml").read_bytes()
    (pack / "ami.yml").write_bytes(b"records: [")
    broken = reread(THE_REGION)
    (pack / "ami.yml").write_bytes(good)
    assert broken.trouble
    assert reread(broken).trouble is None


@pytest.mark.parametrize("gone", ["service.yml", "wordings.yml", "programmes"])
def test_a_part_that_is_gone_is_told_or_replaced(pack: Path, gone: str) -> None:
    part = pack / gone
    shutil.rmtree(part) if part.is_dir() else part.unlink(missing_ok=True)
    try:
        reread(THE_REGION)
    except DataError as error:
        pytest.fail(f"raised while serving: {error}")


def test_nothing_is_in_force_outside_a_turn() -> None:
    with for_turn(THE_REGION):
        assert isinstance(of_turn(), InForce)
    with pytest.raises(LookupError):
        of_turn()
