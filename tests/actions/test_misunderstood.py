"""When the assistant is not sure: three questions by name, another language, then a person."""

from actions.greet import Greet
from actions.misunderstood import DidYouMean, NoneOfThese, Search
from tests.actions.acting import a_tracker, act, an_entity

CHOICES = [an_entity("choice", name) for name in ("ask_ami_amount", "ask_ami_costs", "out_of_scope")]


async def test_likely_questions_are_offered_by_their_names() -> None:
    said = await act(DidYouMean(), a_tracker("ambiguous", entities=CHOICES))
    assert said.titles == ["AMI IA, combien", "AMI IA, dépenses prises en charge"]
    assert said.slots["failures"] == 1


async def test_likely_records_are_offered_by_their_titles() -> None:
    tracker = a_tracker("ambiguous", entities=CHOICES, metadata={"near": ["ai-act-fines", "no-such-record"]})
    said = await act(DidYouMean(), tracker)
    assert said.payloads[0] == '/tell_record{"record": "ai-act-fines"}'
    assert said.titles[1:] == ["AMI IA, combien", "AMI IA, dépenses prises en charge"]


async def test_what_was_stated_goes_along_with_the_choice() -> None:
    said = await act(DidYouMean(), a_tracker("ambiguous", entities=[*CHOICES, an_entity("amount", 90000)]))
    assert said.payloads[0] == '/ask_ami_amount{"amount": 90000}'


async def test_the_second_time_a_person_comes_first() -> None:
    said = await act(DidYouMean(), a_tracker("ambiguous", entities=CHOICES, failures=1))
    assert said.responses == ["utter_did_you_mean_person_first"]


async def test_where_no_choice_has_a_name_no_choice_is_announced() -> None:
    said = await act(DidYouMean(), a_tracker("ambiguous", entities=[an_entity("choice", "affirm")]))
    assert said.responses == ["utter_none_of_these"]


async def test_none_of_them_offers_a_person() -> None:
    assert (await act(NoneOfThese(), a_tracker("none_of_these"))).responses == ["utter_none_of_these"]


async def test_what_is_not_known_is_redirected_then_a_person_comes_first() -> None:
    first = await act(Search(), a_tracker("out_of_scope", text="qui a peint la Joconde"))
    assert "service-public.fr" in first.messages[0]["answer"]
    taxes = await act(Search(), a_tracker("out_of_scope", text="où payer ma taxe foncière ?"))
    assert "impots.gouv.fr" in taxes.messages[0]["answer"]
    assert taxes.custom[0]["sources"][0]["url"] == "https://www.impots.gouv.fr"
    twice = await act(Search(), a_tracker("out_of_scope", text="ma taxe foncière ?", failures=1))
    assert "impots.gouv.fr" in twice.messages[0]["answer"]
    assert twice.slots["failures"] == 2
    again = await act(Search(), a_tracker("out_of_scope", text="et des gaufres ?", failures=1))
    assert again.responses == ["utter_out_of_scope_person_first"]


async def test_a_word_in_common_with_a_record_does_not_answer_what_is_not_ours() -> None:
    said = await act(Search(), a_tracker("out_of_scope", text="quelle équipe va gagner en compétitivité ?"))
    assert said.responses == ["utter_out_of_scope"]


async def test_during_a_check_the_question_under_way_is_explained() -> None:
    tracker = a_tracker("out_of_scope", text="hum", form="ami_form", requested_slot="commune")
    assert (await act(Search(), tracker)).responses == ["utter_help_commune"]


async def test_a_greeting_in_english_is_answered_in_both_languages() -> None:
    said = await act(Greet(), a_tracker("greet", text="hello, can you help me?"))
    assert said.responses == ["utter_french_only", "utter_in_english"]
    assert said.custom == [{"lang": "en"}]
