"""`beffroi data check`: the shipped data passes, and each planted fault is named with its file and line."""

from pathlib import Path

import pytest

from beffroi.cli import main
from tests.region.packs import CASES, PROGRAMME, RECORDS, SERVICE, changed, tiny

LONG = "mot " * 21
PLANTED = {  # what stood there, what stands there now, where it is told, what is told
    "an unknown key": ("  title", "  priority_: 1\n  title", "roadmap.yml, ligne 5", "clé inconnue « priority_ »"),
    "a missing key": ('  title: "Le plan breton"\n', "", "roadmap.yml, ligne 3", "il manque « title »"),
    "a wrong date": ("checked_on: 2026-11-20", "checked_on: 20 novembre", "roadmap.yml, ligne 12", "« checked_on »"),
    "an unknown confidence": ("confidence: sourced", "confidence: sure", "roadmap.yml, ligne 13", "« confidence »"),
    "an unknown figure": ("{figures.budget}", "{figures.cost}", "roadmap.yml, ligne 6", "{figures.cost}"),
    "no source": (
        'source: {title: "Bretagne.bzh", url: "https://www.bretagne.bzh", kind: officiel}',
        "source: null",
        "roadmap.yml, ligne 9",
        "n'a pas de source",
    ),
    "an old check": (
        "checked_on: 2026-11-20",
        "checked_on: 2024-01-01",
        "roadmap.yml, ligne 12",
        "n'a pas été vérifiée",
    ),
    "an unknown intent": ("[ask_roadmap]", "[ask_rodamap]", "roadmap.yml, ligne 4", "ask_rodamap"),
    "a button to nowhere": (
        "payload: /ask_priorities",
        "payload: /ask_priority",
        "roadmap.yml, ligne 14",
        "ask_priority",
    ),
    "an unreadable button": ("payload: /ask_priorities", "payload: '/inform{x'", "roadmap.yml, ligne 14", "illisible"),
    "a long sentence": (
        'simple: "La Bretagne a un plan. Il a été voté."',
        f'simple: "{LONG}"',
        "roadmap.yml, ligne 7",
        "21 mots",
    ),
    "an acronym": ("Le plan breton a", "Le plan de la CNIL", "roadmap.yml, ligne 6", "CNIL"),
    "an unknown contradiction": ("contradicts: [plan]", "contradicts: [plane]", "roadmap.yml, ligne 24", "plane"),
    "a repeated id": ("- id: plan-press\n", "- id: plan\n", "roadmap.yml, ligne 15", "déjà pris"),
    "a wrong address": (
        'url: "https://www.bretagne.bzh"',
        'url: "www.bretagne.bzh"',
        "roadmap.yml, ligne 9",
        "« url »",
    ),
    "a passage too long": (
        'url: "https://www.bretagne.bzh"',
        'url: "https://www.bretagne.bzh", passage: "seul"',
        "roadmap.yml, ligne 9",
        "« passage » doit être une citation exacte",
    ),
    "a promotional word": ("Le plan breton a", "Le plan leader", "roadmap.yml, ligne 6", "promotionnel"),
}


def check(pack: Path) -> int:
    return main(["data", "check", "--pack", str(pack), "--today", "2026-11-25"])


def test_the_shipped_data_is_usable(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "check", "--today", "2026-11-25"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "à remplir avant l'ouverture" in said.out


def test_a_whole_pack_of_another_region_is_usable(tmp_path: Path) -> None:
    assert check(tiny(tmp_path)) == 0


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_named_with_its_line(fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new, where, why = PLANTED[fault]
    assert check(tiny(tmp_path, records=changed(RECORDS, old, new))) == 1
    said = capsys.readouterr().err
    assert where in said
    assert why in said


@pytest.mark.parametrize(
    ("part", "old", "new", "where"),
    [
        ("programme", "below: 10", "under: 10", "coup-de-pouce.yml, ligne 17"),
        ("programme", "fact: headcount", "fact: head_count", "coup-de-pouce.yml, ligne 17"),
        ("programme", "source: site", "source: page", "coup-de-pouce.yml, ligne 16"),
        ("programme", "calendar: open", "calendar: maybe", "coup-de-pouce.yml, ligne 6"),
        ("programme", "inférieur à 10.", f"inférieur à 10 {'mot ' * 20}.", "coup-de-pouce.yml, ligne 14"),
        ("cases", "verdict: conditions_met", "verdict: conditions_not_met", "coup-de-pouce.cases.yml, ligne 3"),
        ("service", "official: false", "official: maybe", "service.yml, ligne 1"),
        ("service", '["22",', "[22,", "service.yml, ligne 5"),
        ("records", "topic: roadmap", "topic: [", "roadmap.yml, ligne"),
    ],
)
def test_a_broken_rule_or_file_is_named(
    part: str, old: str, new: str, where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = {"programme": PROGRAMME, "cases": CASES, "service": SERVICE, "records": RECORDS}[part]
    assert check(tiny(tmp_path, **{part: changed(whole, old, new)})) == 1
    assert where in capsys.readouterr().err


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = tiny(
        tmp_path,
        records=changed(RECORDS, "confidence: sourced", "confidence: sure"),
        programme=changed(PROGRAMME, "below: 10", "under: 10"),
    )
    assert check(pack) == 1
    said = capsys.readouterr().err
    assert "roadmap.yml" in said
    assert "coup-de-pouce.yml" in said


def test_a_pack_without_a_service_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path) == 1
    assert "service.yml" in capsys.readouterr().err


def test_an_old_source_is_listed_but_is_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = changed(
        RECORDS, "source_date: 2026-06-01\n  source_date_label", "source_date: 2024-06-01\n  source_date_label"
    )
    assert check(tiny(tmp_path, records=old)) == 0
    assert "source de plus d'un an" in capsys.readouterr().out
