"""A verdict in the terminal says the rule beside what was stated, and what is missing."""

import json

import pytest

from beffroi.cli import main

DEAR = {"org_type": "commune", "commune": "62498", "amount": 290000, "expenses": ["equipment"]}


def _printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["eligibility", *words, "--today", "2026-11-27"]) == 0
    return capsys.readouterr().out.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_condition_against_it_says_what_is_expected(capsys: pytest.CaptureFixture[str]) -> None:
    said = _printed(capsys, "ami-ia", "--facts", json.dumps(DEAR))
    assert "[non] Coût du projet (290 000 €), attendu de 70 000 à 250 000 €" in said


def test_a_condition_nobody_can_tell_says_its_rule_and_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    said = _printed(capsys, "dacs", "--facts", json.dumps({"commune": "62498"}))
    assert "[?] Programme d'au moins 30 000 € hors taxes, attendu" in said
    assert "Manque : investissement" in said


def test_every_aid_gives_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    said = _printed(capsys, "--all", "--facts", json.dumps(DEAR))
    assert "    Coût du projet (290 000 €), attendu de 70 000 à 250 000 €" in said
