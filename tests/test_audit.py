"""The audit of the locks: what is found, what is excepted with a reason, what nobody answered."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.project import ROOT

WRITTEN = "| `CVE-1` | `old` | Jamais appelée. |\n| `CVE-9` | `gone` | Corrigée depuis. |\n"


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / "scripts" / "audit.py")
    assert spec and spec.loader
    module = sys.modules["audit"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def a_library(name: str, *vulnerabilities: str, aliases: tuple[str, ...] = ()) -> dict[str, Any]:
    vulns = [{"id": each, "aliases": list(aliases), "fix_versions": ["2"]} for each in vulnerabilities]
    return {"name": name, "version": "1", "vulns": vulns}


def test_an_exception_holds_for_its_library_only(audit: ModuleType) -> None:
    made = audit.report([a_library("old", "CVE-1"), a_library("new", "CVE-1")], {"CVE-1": "old"})
    assert [each.package for each in made.remaining] == ["new"]
    assert [each.package for each in made.excepted] == ["old"]
    assert made.status == 1


def test_an_exception_may_name_any_identifier(audit: ModuleType) -> None:
    made = audit.report([a_library("old", "PYSEC-7", aliases=("CVE-1",))], {"CVE-1": "old"})
    assert (made.remaining, made.status) == ((), 0)


def test_an_exception_of_no_use_is_told(audit: ModuleType) -> None:
    made = audit.report([a_library("old", "CVE-1"), a_library("gone")], audit.exceptions(WRITTEN))
    assert (made.stale, made.status) == (("CVE-9",), 1)


def test_a_silent_service_is_not_good_news(audit: ModuleType) -> None:
    unasked = {"name": "old", "skip_reason": "Dependency not found"}
    made = audit.report([unasked], {"CVE-1": "old"})
    assert (made.unasked, made.stale, made.status) == (("old",), (), 2)


def test_every_written_exception_can_be_read(audit: ModuleType) -> None:
    text = (ROOT / "docs" / "audit-exceptions.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith(("| `CVE-", "| `GHSA-", "| `PYSEC-"))]
    read = audit.exceptions(text)
    assert len(read) == len(rows)
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert all(f"\n{package}==" in locked for package in read.values()), "an exception names a library that left"


def test_the_report_is_said_and_counts(audit: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer, written = tmp_path / "found.json", tmp_path / "exceptions.md"
    answer.write_text(
        '{"dependencies": [{"name": "new", "version": "1", "vulns": [{"id": "CVE-3", "fix_versions": []}]}]}'
    )
    written.write_text(WRITTEN, encoding="utf-8")
    assert audit.main(answer, written) == 1
    assert "à traiter : new 1 : CVE-3 (corrigée dans aucune version)" in capsys.readouterr().err
