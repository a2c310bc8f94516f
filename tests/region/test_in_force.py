"""Data that cannot be read any more: the last good one stays in force, and says what is wrong."""

import shutil
from pathlib import Path

import pytest

from region import catalogue, lines
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


@pytest.mark.parametrize("file", sorted(path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*.yml")))
def test_any_file_of_the_pack_that_cannot_be_read_is_told(pack: Path, file: str) -> None:
    (pack / file).write_bytes(b"\xff\xfe: [")
    assert reread(THE_REGION).trouble


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


def test_the_files_are_read_again_only_when_one_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = tmp_path / "pack"
    shutil.copytree(SHIPPED, pack)
    monkeypatch.setenv("BEFFROI_PACK_DIR", str(pack))
    first = catalogue.again()
    assert catalogue.again() is first
    file = pack / "prochia.yml"
    file.write_text(file.read_text("utf-8").replace("Proch'IA en bref", "Proch'IA en peu de mots"), "utf-8")
    changed = catalogue.again()
    assert changed is not first
    assert "Proch'IA en peu de mots" in {each.title for each in changed.records}
    file.write_text("topic: [", "utf-8")
    for _ in range(2):
        with pytest.raises(DataError):
            catalogue.again()


def test_one_file_broken_is_the_only_one_parsed_and_once(pack: Path) -> None:
    before = reread(THE_REGION)
    (pack / "ami.yml").write_text("topic: ami\nrecords: [broken once", "utf-8")
    parsed = lines.understood.cache_info().misses
    broken = reread(before)
    assert lines.understood.cache_info().misses == parsed + 1
    (pack / "ami.yml").write_text("topic: ami\nrecords: [broken once", "utf-8")
    again = reread(broken)
    assert lines.understood.cache_info().misses == parsed + 1
    assert again.trouble == broken.trouble
    assert "ami.yml" in (again.trouble or "")
