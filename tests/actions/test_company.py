"""The company check: the register when it answers, the same questions when it does not, and the verdicts."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from actions.company import ValidateCompanyForm
from actions.company_verdict import TellCompanyVerdict
from region.facts import Range
from region.register import Company, CompanyNotFound, RegisterUnavailable
from tests.actions.acting import Said, a_tracker, act, an_entity
from tests.regions import THE_REGION

SIREN = "732829320"
BAKERY = Company(
    siren=SIREN, name="BOULANGERIE DU BEFFROI", closed=False, legal_form="5499", naf="10.71C", org_type="tpe",
    headcount=Range(3, 5), turnover=400_000, commune="59350", commune_name="LILLE",
)  # fmt: skip


@dataclass
class FakeRegister:
    """A register that holds one company, or fails as the real one can."""

    company: Company | None = None
    error: Exception | None = None

    async def find(self, siren: str) -> Company:
        if self.error:
            raise self.error
        if self.company is None or self.company.siren != siren:
            raise CompanyNotFound("Aucune entreprise publique n'a ce numéro dans le registre.")
        return self.company


async def _checked(register: FakeRegister, **slots: Any) -> Said:
    tracker = a_tracker("inform", form="company_form", siren=SIREN, **slots)
    return await act(ValidateCompanyForm(), tracker, replace(THE_REGION, register=register))


async def test_the_number_is_asked_first() -> None:
    said = await act(ValidateCompanyForm(), a_tracker("check_company_support", form="company_form"))
    assert said.slots["requested_slot"] == "siren"


async def test_a_found_company_brings_its_public_facts() -> None:
    said = await _checked(FakeRegister(BAKERY))
    assert said.responses == ["utter_register_found"]
    assert said.slots["turnover"] == 400_000
    assert said.slots["headcount"] == {"min": 3, "max": 5}
    assert said.slots["requested_slot"] == "investment"
    assert "3 à 5 salariés" in said.messages[0]["lines"]


async def test_what_the_register_does_not_say_is_asked() -> None:
    bare = Company(siren=SIREN, name="X", closed=False, commune="59350")
    assert (await _checked(FakeRegister(bare))).slots["requested_slot"] == "headcount"


async def test_a_sole_trader_is_not_named() -> None:
    alone = Company(siren=SIREN, name=None, closed=False, legal_form="1000")
    assert (await _checked(FakeRegister(alone))).messages[0]["company"] == SIREN


async def test_a_closed_company_is_said_closed_and_brings_no_fact() -> None:
    said = await _checked(FakeRegister(Company(siren=SIREN, name="X", closed=True, turnover=1)))
    assert said.responses == ["utter_register_closed"]
    assert "turnover" not in said.slots


@pytest.mark.parametrize(
    ("register", "response"),
    [
        (
            FakeRegister(error=RegisterUnavailable("Le registre des entreprises ne répond pas.")),
            "utter_register_unavailable",
        ),
        (FakeRegister(), "utter_register_unknown"),
    ],
)
async def test_a_caller_is_told_when_the_register_gives_nothing(register: FakeRegister, response: str) -> None:
    said = await _checked(register)
    assert said.responses == [response]
    assert said.slots["requested_slot"] == "commune"


async def test_the_register_is_asked_once_for_a_number() -> None:
    said = await _checked(FakeRegister(error=AssertionError("asked again")), company=SIREN)
    assert said.responses == []


async def test_without_a_number_the_same_facts_are_asked() -> None:
    said = await act(ValidateCompanyForm(), a_tracker("dont_know", form="company_form", siren="unknown"))
    assert said.slots["requested_slot"] == "commune"


@pytest.mark.parametrize(("text", "kept"), [("c'est une petite sarl", "SARL"), ("SASU", "SASU"), ("aucune", None)])
async def test_a_legal_form_is_read_in_an_answer(text: str, kept: str | None) -> None:
    tracker = a_tracker("inform", form="company_form", siren="unknown", requested_slot="legal_form", legal_form=text)
    assert (await act(ValidateCompanyForm(), tracker)).slots["legal_form"] == kept


async def test_a_word_that_names_no_legal_form_is_explained() -> None:
    tracker = a_tracker(
        "inform", form="company_form", siren="unknown", requested_slot="legal_form", legal_form="grande"
    )
    assert (await act(ValidateCompanyForm(), tracker)).responses == ["utter_help_legal_form"]


FACTS: dict[str, Any] = {
    "siren": "unknown",
    "commune": "59350",
    "headcount": 12,
    "turnover": 400_000,
    "investment": 15_000,
}


async def test_every_aid_has_its_place_and_ended_ones_are_said_ended() -> None:
    said = await act(TellCompanyVerdict(), a_tracker("inform", **FACTS))
    text = said.messages[0]["verdict_text"]
    assert text.index("ADEN") < text.index("Aides terminées") < text.index("INAC")
    assert said.messages[0]["advisers"].startswith("Conseillers-Entreprises")
    assert said.custom[0]["sources"][-1]["url"] == "https://conseillers-entreprises.service-public.fr"


async def test_the_result_bears_the_case_that_a_file_is_prepared_from() -> None:
    said = await act(TellCompanyVerdict(), a_tracker(headcount=Range(3, 5), commune="59350", turnover="unknown"))
    assert said.custom[0]["case"] == {
        "facts": {"headcount": {"min": 3, "max": 5}, "commune": "59350", "org_type": "tpe"}
    }


async def test_what_is_not_known_is_never_eligible() -> None:
    said = await act(TellCompanyVerdict(), a_tracker("inform", siren="unknown"))
    assert "semblent remplies" not in said.messages[0]["verdict_text"]


async def test_one_aid_asked_about_gets_its_whole_verdict() -> None:
    said = await act(TellCompanyVerdict(), a_tracker("inform", checked_programme="aden", **{**FACTS, "headcount": 25}))
    assert said.custom[0]["verdict"]["programme"] == "aden"
    assert said.custom[0]["verdict"]["failed"] == ["headcount"]
    assert said.slots["checked_programme"] is None


async def test_a_sum_is_not_taken_for_a_place() -> None:
    tracker = a_tracker("inform", form="company_form", entities=[an_entity("amount", 400_000)], **FACTS)
    assert "commune" not in (await act(ValidateCompanyForm(), tracker)).slots
