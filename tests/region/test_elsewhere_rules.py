"""The same rules elsewhere: publicodes finds the same three-valued verdicts, and the parameters bear dated figures."""

import json
import random
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from beffroi.cli import main
from region import eligibility, facts, publicodes, versions
from region.vocabulary import VOCABULARY
from tests.region import publicodes_case
from tests.regions import THE_REGION

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 26)
CASES = 1000
TRUTH = {"met": True, "not_met": False, "unknown": None}
CUTS = [0, 1, 9, 10, 11, 19, 20, 21, 49, 50, 249, 250, 499, 500, 2000, 2001, 2999, 3000, 29_999, 30_000, 30_001, 69_999,
        70_000, 74_999, 75_000, 250_000, 250_001, 1_999_999, 2_000_000]  # fmt: skip
OTHERS = {
    "flag": [True, False], "commune": ["59350", "62498", "75056"], "departement": ["62", "76", "02"], "siren": ["732829320"],
    "naf": ["47.71Z", "69.10Z", "62.01Z", "46.17A", "86.90A", "85.59A"], "text": ["5710", "7210", "SARL", "1000", "MICRO"],
}  # fmt: skip


def a_case(chance: random.Random) -> dict[str, Any]:
    """A case in which as many facts are missing as chance wants; numbers fall on the bounds of the rules, or are ranges."""
    share = chance.random()
    return {name: _value(fact, chance) for name, fact in VOCABULARY.items() if chance.random() < share}


def _value(fact: Any, chance: random.Random) -> Any:
    kind = fact["kind"]
    if kind in ("euros", "count"):
        low = chance.choice(CUTS)
        high = chance.choice([each for each in CUTS if each >= low])
        ranges = [{"min": low, "max": high}, {"min": None, "max": high}, {"min": low, "max": None}]
        return low if chance.random() < 0.6 else chance.choice(ranges)
    if kind == "choice":
        return chance.choice(list(fact["values"]))
    if kind == "choices":
        return chance.sample(list(fact["values"]), chance.randint(0, 3))
    return chance.choice(OTHERS[kind])


def test_publicodes_finds_the_same_verdict_and_conditions_in_a_thousand_random_cases() -> None:
    node = shutil.which("node")
    if node is None or not (ROOT / "node_modules" / "publicodes").exists():
        pytest.skip("publicodes is not installed (npm install, with Node 20)")
    chance = random.Random(16)
    programmes = list(THE_REGION.catalogue.programmes.values())
    published = publicodes.rules(programmes, departements=THE_REGION.catalogue.service.departements)
    cases = [facts.read(a_case(chance)) for _ in range(CASES)]
    given = {
        "rules": published,
        "asked": [name for name in published if not name.startswith("cas") and " . " in name],
        "situations": [publicodes_case.situation(each, published, today=TODAY) for each in cases],
    }
    ran = subprocess.run(
        [node, str(Path(__file__).with_name("publicodes.mjs"))],
        input=json.dumps(given), capture_output=True, text=True, cwd=ROOT, timeout=600, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    answers, seen = json.loads(ran.stdout), set()
    for case, answer in zip(cases, answers, strict=True):
        for programme in programmes:
            verdict = eligibility.check(programme, case, territory=THE_REGION.territory, today=TODAY)
            seen.add(verdict.verdict)
            assert answer[f"{programme.slug} . verdict"] == verdict.verdict, (programme.slug, case)
            for each in verdict.checked:
                found = answer[publicodes.condition_name(programme.slug, each.condition.id)]
                assert found is TRUTH[each.status], (programme.slug, each.condition.id, case)
    assert seen >= {"scheme_ended", "conditions_not_met", "missing_information"}


def test_the_command_gives_publicodes_that_yaml_reads(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    told = yaml.safe_load(capsys.readouterr().out)
    for slug, programme in THE_REGION.catalogue.programmes.items():
        for condition in programme.conditions:
            assert told[publicodes.condition_name(slug, condition.id)]["titre"] == condition.label


def test_the_parameters_bear_the_bounds_of_each_version_with_their_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--format", "parameters"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["aden.headcount.below"]["values"] == {"2026-11-23": 20}
    assert told["aden.headcount.below"]["metadata"]["unit"] == "person"
    assert told["aden.investment.at_least"]["values"] == {"2026-11-23": 3000}
    assert told["aden.estimate.percent"]["values"] == {"2026-11-23": 40}
    assert told["aden.turnover.below"]["metadata"]["reference"][0]["href"].startswith("https://entreprises.")
    sector = told["aden.sector.starts_with"]["values"]
    kept = {each.rules_version for each in versions.every(THE_REGION.catalogue.programmes["aden"])}
    assert set(sector) == kept
    assert "69" in sector["2026-11-26"]
    assert "69" not in sector["2026-11-23"]
    assert told["dacs.size.below"]["values"]["2026-11-26"] == 10
