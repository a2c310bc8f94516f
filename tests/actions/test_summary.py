"""Several aids in a dozen lines: those for this body, what they give, what is left to know, what does not suit and why."""

from typing import Any

import pytest

from actions import every_aid, summary
from actions.whole import WholeResult
from region import all_aids, facts
from region.all_aids import Assessment
from tests.actions.acting import a_tracker, act
from tests.regions import THE_REGION

SAY = THE_REGION.catalogue.wordings
FIRM = {
    "org_type": "tpe",
    "headcount": 9,
    "commune": "62498",
    "amount": 15_000,
    "investment": 15_000,
    "turnover": 600_000,
}
VILLAGE = {"org_type": "commune", "commune": "62869", "amount": 15_000}


def assessed(stated: dict[str, Any]) -> Assessment:
    held = THE_REGION
    return all_aids.assess(
        held.catalogue.programmes.values(), facts.read(stated), territory=held.territory, today=held.today
    )


def told(stated: dict[str, Any], *, first: bool = True) -> str:
    text = summary.of(assessed(stated).verdicts, SAY, first=first)
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    "stated",
    [
        FIRM,
        {**FIRM, "headcount": 14, "org_type": "pme", "investment": 85_000},
        VILLAGE,
        {"org_type": "association"},
        {},
    ],
)
def test_a_result_of_every_aid_is_a_dozen_lines_at_most(stated: dict[str, Any]) -> None:
    assert 2 <= len(told(stated).splitlines()) <= 12


def test_a_village_hears_of_no_aid_for_firms_and_where_its_own_stands() -> None:
    lines = told(VILLAGE).splitlines()
    assert (
        lines[1]
        == "Ne convient pas : AMI IA (il faut : coût du projet, attendu de 70 000 à 250 000 €, et non 15 000 €)."
    )
    assert lines[-1] == "Les autres aides connues sont pour les entreprises."
    assert not any(name in told(VILLAGE) for name in ("INAC", "DACS", "Pionniers", "ADEN"))
    assert assessed(VILLAGE).next is None


def test_a_firm_hears_of_no_aid_for_public_bodies_unless_it_runs_a_public_policy() -> None:
    assert "AMI IA" not in told(FIRM)
    assert "AMI IA" in told({**FIRM, "manages_public_policy": True})


def test_a_resident_is_told_whom_the_aids_are_for() -> None:
    assert told({"org_type": "particulier"}).splitlines()[-1].startswith("Les aides connues ici sont pour")


def test_what_an_aid_pays_of_the_sum_said_is_computed_where_its_rule_does_and_never_otherwise() -> None:
    assert "ADEN : jusqu'à 6 000 € (40 % de l'investissement hors taxes, 12 000 € au plus)" in told(FIRM)
    assert "jusqu'à" not in told({"org_type": "tpe", "headcount": 9, "commune": "62498"})


def test_what_is_left_to_know_is_said_once_in_short_words() -> None:
    assert "• HDFID et Pionniers de l'IA ; reste à savoir : la nature du projet" in told(FIRM)
    assert "la confirmation" not in told(FIRM)


def test_what_is_closed_and_whom_the_rest_is_for_are_said_the_first_time_only() -> None:
    assert "Aides terminées : INAC et France 2030 régionalisé." in told(FIRM)
    again = told(FIRM, first=False)
    assert not any(part in again for part in ("INAC", "Les autres aides", "DACS"))
    assert "AMI IA" in told(VILLAGE, first=False)


def test_those_refused_for_the_same_reason_are_named_together() -> None:
    far = told({**FIRM, "commune": "75056"})
    assert "HDFID" in far.split("Ne conviennent pas : ")[1].split(" (il faut : siège dans les Hauts-de-France)")[0]


async def test_the_whole_result_keeps_every_aid_by_its_full_name() -> None:
    said = await act(
        WholeResult(), a_tracker("whole_result", told_facts=VILLAGE, last_check=every_aid.CHECK, **VILLAGE)
    )
    assert said.responses == ["utter_whole_result"]
    assert len(said.custom[0]["aids"]) == len(THE_REGION.catalogue.programmes)
    assert "INAC, l'ancienne aide" in said.messages[0]["verdict_text"]


async def test_there_is_no_whole_result_before_a_result() -> None:
    assert (await act(WholeResult(), a_tracker("whole_result"))).responses == ["utter_nothing_to_resume"]
