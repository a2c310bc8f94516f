"""An information question: the right record, its source, and the date that must be told."""

from dataclasses import replace
from datetime import date

import pytest

from actions import leading
from actions.answer import Answer
from region.catalogue import Catalogue
from tests.actions.acting import a_tracker, act, an_entity
from tests.regions import THE_REGION


def _with(**changes: object) -> Catalogue:
    """The shipped catalogue with the AMI's record changed."""
    catalogue = THE_REGION.catalogue
    record = catalogue.record("ami-object")
    assert record is not None
    return catalogue.with_records([replace(record, **changes)])  # type: ignore[arg-type]


async def test_an_answer_cites_its_source_and_date() -> None:
    said = await act(Answer(), a_tracker("ask_roadmap"))
    assert "18 juin 2026" in said.messages[0]["answer"]
    assert said.custom[0]["sources"][0]["date"] == "2026-06-24"
    assert said.custom[0]["record"] in {each.id for each in THE_REGION.catalogue.records}
    assert said.slots["last_records"] == ["roadmap-overview"]


async def test_a_named_programme_is_answered_from_its_own_record() -> None:
    said = await act(Answer(), a_tracker("ask_programme", entities=[an_entity("programme", "aden")]))
    assert "ADEN" in said.messages[0]["answer"]


async def test_the_programme_talked_about_before_is_taken_up() -> None:
    said = await act(Answer(), a_tracker("ask_programme", programme="diag-data-ia"))
    assert "Diag Data IA" in said.messages[0]["answer"]


async def test_a_town_from_a_check_does_not_choose_the_answer_to_another_question() -> None:
    said = await act(Answer(), a_tracker("ask_events", commune="62041"))
    assert said.slots["last_records"] == ["events-unknown"]


async def test_a_past_record_says_until_when_it_held() -> None:
    catalogue = _with(valid_until=date(2026, 10, 1), intents=("ask_past",))
    said = await act(Answer(), a_tracker("ask_past"), replace(THE_REGION, catalogue=catalogue))
    assert said.responses[0] == "utter_record_expired"
    assert said.messages[0]["until"] == "1er octobre 2026"


async def test_an_old_record_says_that_it_must_be_checked() -> None:
    catalogue = _with(checked_on=date(2025, 1, 1))
    said = await act(Answer(), a_tracker("ask_ami"), replace(THE_REGION, catalogue=catalogue))
    assert said.responses[0] == "utter_record_stale"


async def test_the_record_chosen_is_said_with_the_general_one_a_button_away() -> None:
    tracker = a_tracker("tell_record", text="quelles amendes pour l'article 50 ?")
    chosen = {"kind": "exact", "records": ["ai-act-fines"], "intent": "ask_ai_act"}
    tracker.latest_message["metadata"] = {"selected": chosen}
    said = await act(Answer(), tracker)
    assert said.slots["last_records"] == ["ai-act-fines"]
    assert "/ask_ai_act" in said.payloads


async def test_what_no_record_says_is_said_first() -> None:
    tracker = a_tracker("tell_record", text="combien d'habitants ont suivi ?")
    chosen = {"kind": "unknown", "records": ["prochia-purpose"], "intent": "ask_prochia"}
    tracker.latest_message["metadata"] = {"selected": chosen | {"lacking": True}}
    assert (await act(Answer(), tracker)).responses[0] == "utter_not_in_records"
    tracker.latest_message["metadata"] = {"selected": chosen}
    assert (await act(Answer(), tracker)).responses == ["utter_nearest", "utter_record"]


async def test_what_was_told_before_is_not_told_again_beside_what_is_unknown() -> None:
    tracker = a_tracker("tell_record", text="et ils ont quel âge ?", told_records=["prochia-purpose"])
    chosen = {"kind": "unknown", "records": ["prochia-purpose"], "follows": True, "lacking": True}
    tracker.latest_message["metadata"] = {"selected": chosen}
    assert (await act(Answer(), tracker)).responses == ["utter_nothing_nearer"]


async def test_a_second_record_says_only_the_sentence_that_answers() -> None:
    tracker = a_tracker("tell_record", text="les amendes et les dates ?")
    chosen = {"kind": "two", "records": ["prochia-purpose", "ai-act-fines"], "also": 0}
    tracker.latest_message["metadata"] = {"selected": chosen}
    second = (await act(Answer(), tracker)).messages[1]["answer"]
    record = THE_REGION.catalogue.record("ai-act-fines")
    assert record is not None
    assert second.startswith(record.title)
    assert len(second) < len(record.title) + len(record.answer)


async def test_a_button_says_its_record() -> None:
    said = await act(Answer(), a_tracker("tell_record", entities=[an_entity("record", "ai-act-fines")]))
    assert said.slots["last_records"] == ["ai-act-fines"]


def test_the_sentence_that_answers_comes_first_with_what_it_stands_with() -> None:
    said = "Le plan est voté. Il a six priorités. Un budget existe. Cette somme est publique."
    assert (
        leading.led(said, first=2)
        == "Un budget existe. Cette somme est publique. Le plan est voté. Il a six priorités."
    )
    assert leading.led(said, first=0) == said


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("Une aide existe. Elle couvre la moitié.", 1),
        ("Le taux est de 40 %. Par calcul, l'aide va donc de 1 à 2 €.", 1),
        ("Trois personnes ont parlé. S'y ajoutent deux autres.", 1),
        ("Un appel existe. Deux projets sont connus. Rien ne dit que cet appel les a financés.", 2),
        ("Méfiez-vous. Victime d'une arnaque ? Le guichet 17Cyber vous aide.", 2),
        ("La Région a deux aides. L'État cofinance un diagnostic. Leur maintien n'est pas sûr.", 1),
    ],
)
def test_a_sentence_that_needs_another_keeps_the_order_of_the_record(said: str, first: int) -> None:
    assert leading.led(said, first=first) == said


def test_a_question_goes_first_with_the_answer_behind_it() -> None:
    said = "Méfiez-vous. Victime d'une arnaque ? Le guichet 17Cyber vous aide. Prudence."
    assert leading.led(said, first=1) == "Victime d'une arnaque ? Le guichet 17Cyber vous aide. Méfiez-vous. Prudence."


@pytest.mark.parametrize(
    ("answer", "question", "said"),
    [
        ("Oui, c'est gratuit. Vérifiez.", "c'est gratuit ?", "Oui, c'est gratuit. Vérifiez."),
        ("Oui, c'est gratuit. Vérifiez.", "C'est payant ?", "Non, c'est gratuit. Vérifiez."),
        ("Oui, c'est gratuit.", "gratuit ou payant ?", "C'est gratuit."),
        ("Oui, ce parcours est obligatoire.", "il est facultatif ?", "Non, ce parcours est obligatoire."),
        ("Non, l'aide n'est pas ouverte.", "elle est fermée ?", "Oui, l'aide n'est pas ouverte."),
        ("Non, l'aide est terminée.", "c'est fini ?", "Non, l'aide est terminée."),
        ("Oui, une commune peut candidater.", "c'est payant ?", "Oui, une commune peut candidater."),
        ("Ce parcours est obligatoire.", "il est facultatif ?", "Ce parcours est obligatoire."),
    ],
)
def test_a_yes_or_a_no_agrees_with_the_question_asked(answer: str, question: str, said: str) -> None:
    assert leading.agreeing(answer, question) == said


async def test_a_plain_question_keeps_the_plain_answer() -> None:
    said = await act(Answer(), a_tracker("ask_ai_act", text="c'est quoi l'AI Act ?"))
    assert said.slots["last_records"] == ["ai-act"]


async def test_a_question_without_a_record_is_not_known() -> None:
    said = await act(Answer(), a_tracker("an_intent_nobody_wrote_about"))
    assert said.responses == ["utter_dont_know"]


async def test_sources_that_disagree_are_both_told() -> None:
    said = await act(Answer(), a_tracker("ask_adoption_figures"))
    assert len(said.messages) >= 2
    assert len({source["title"] for custom in said.custom for source in custom["sources"]}) >= 2


async def test_somebody_who_writes_in_english_is_told_so_in_english() -> None:
    said = await act(Answer(), a_tracker("ask_company_support", text="what support is there for my company?"))
    assert said.custom[-1] == {"lang": "en"}
