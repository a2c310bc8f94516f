"""One sentence about a case, outside any check: every aid, why, and the question that settles most."""

import json

from actions.aids import ValidateAidsForm
from actions.company import ValidateCompanyForm
from actions.followup import Inform
from tests.actions.acting import a_tracker, act, an_entity

JOINERY = "Menuiserie de 14 salariés à Hazebrouck, 85 000 € pour du tri par IA"


async def test_a_joinery_that_describes_itself_hears_of_every_aid_and_of_the_next_question() -> None:
    heard = {"headcount": 14, "commune": "59295", "amount": 85_000}
    entities = [an_entity(name, value) for name, value in heard.items()]
    said = await act(Inform(), a_tracker(text=JOINERY, entities=entities, heard=heard))
    assert said.responses == ["utter_every_aid"]
    told = said.messages[0]
    assert "14\u00a0salariés" in told["facts"]
    assert "petite ou moyenne entreprise" in told["facts"]
    assert told["verdict_text"].index("Diag Data IA") < told["verdict_text"].index("INAC")
    assert "HDFID" in told["next_text"]
    assert said.slots["investment"] == 85_000
    assert said.follows == ["aids_form"]


async def test_the_answer_to_the_question_that_settles_most_gets_every_aid_again() -> None:
    known = {"headcount": 14, "commune": "59295", "amount": 85_000, "activity": "other", "siren": "unknown"}
    slots = {**known, "last_intent": "check_company_support", "last_check": "all"}
    said = await act(Inform(), a_tracker(entities=[an_entity("project", "innovation")], project="innovation", **slots))
    assert said.responses == ["utter_every_aid"]
    assert "projet innovant" in said.messages[0]["facts"]
    assert "nature du projet" not in said.messages[0]["next_text"]


async def test_an_association_hears_of_every_aid_and_of_the_next_question() -> None:
    heard = {"org_type": "association", "commune": "59172", "amount": 90_000, "expenses": ["staff", "equipment"]}
    entities = [an_entity(name, heard[name]) for name in ("org_type", "commune", "amount")]
    text = "association d'insertion à Denain, 90 k€, un poste et du matériel"
    said = await act(Inform(), a_tracker(text=text, entities=entities, heard=heard))
    assert said.responses == ["utter_every_aid"]
    assert "Question suivante" in said.messages[0]["next_text"]


async def test_a_sum_alone_describes_nobody() -> None:
    said = await act(Inform(), a_tracker(text="80 000 €", entities=[an_entity("amount", 80_000)]))
    assert said.responses == ["utter_noted"]


async def test_a_trade_named_in_passing_during_the_check_is_kept() -> None:
    tracker = a_tracker("check_company_support", text="quelles aides pour ma boulangerie ?", form="company_form")
    assert (await act(ValidateCompanyForm(), tracker)).slots["activity"] == "other"


async def test_a_firm_that_does_not_exist_yet_is_checked_as_one() -> None:
    heard = {"commune": "59392"}
    text = "je veux créer une entreprise de livraison à Maubeuge"
    said = await act(Inform(), a_tracker(text=text, entities=[an_entity("commune", "59392")], heard=heard))
    assert said.responses == ["utter_every_aid"]
    assert said.slots["registered"] is False
    assert "structure immatriculée : non" in said.messages[0]["facts"]


async def test_what_is_remembered_of_bounds_and_ranges_is_json_and_is_noted_once() -> None:
    heard = {"headcount": {"min": None, "max": 9}, "commune": "59350", "amount": {"min": 60_000, "max": 80_000}}
    entities = [an_entity(name, value) for name, value in heard.items()]
    said = await act(
        Inform(), a_tracker(text="moins de 10 salariés à Lille, 60 à 80 k€", entities=entities, heard=heard)
    )
    assert said.responses == ["utter_every_aid"]
    remembered = json.loads(json.dumps(said.slots))
    assert remembered["told_facts"]["headcount"] == {"min": 0, "max": 9}
    assert remembered["investment"] == {"min": 60_000, "max": 80_000}
    asked = a_tracker(form="aids_form", **{**heard, **remembered})
    assert (await act(ValidateAidsForm(), asked)).responses == []
