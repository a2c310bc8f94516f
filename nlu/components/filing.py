"""Puts each sum of a message under the fact its words name, and what a firm says unasked under what it invests."""

from collections.abc import Container, Mapping
from dataclasses import replace
from math import log
from typing import Any

from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.acts.extra import MONEY, OF_A_COMPANY, OF_CHOICE
from nlu.components.entities import as_rasa, own
from nlu.components.known import KNOWN
from nlu.entities import Entity

COMPANY, TURNOVER, SIREN = "company_form", "turnover", "siren"
SUMS = (TURNOVER, "investment")
APART = "apart"
ASKED = OF_A_COMPANY | OF_CHOICE | {"commune", "departement", "org_type"}


def file_sums(message: Message, text: str, asked: str | None, *, form: str | None) -> None:
    """« notre chiffre d'affaires est de 2 millions » states the turnover, and « 40 000 € de subvention » no cost."""
    held = message.get(ENTITIES, [])
    sums = [each for each in own(held) if each.entity in MONEY]
    found = acts.filed(text, sums, asked=asked, form=form)
    new = {old.start: each.entity for old, each in zip(sums, found.facts, strict=True)}
    foreign = {each.start for each in found.foreign}
    message.set(ENTITIES, [_filed(each, new, foreign) for each in held], add_to_output=True)


def _filed(each: dict[str, Any], new: Mapping[int, str], foreign: Container[int]) -> dict[str, Any]:
    if not _stated_sum(each):
        return each
    return each | ({"role": APART} if each["start"] in foreign else {"entity": new.get(each["start"], "amount")})


def name_the_amount(message: Message, asked: str, *, firm: bool) -> None:
    """« 20 000 euros pour un logiciel », in a firm's check, is what it means to invest, whatever is asked for."""
    if not firm or asked in MONEY or asked not in ASKED:
        return
    held = [each | ({"entity": "investment"} if _stated_sum(each) else {}) for each in message.get(ENTITIES, [])]
    message.set(ENTITIES, held, add_to_output=True)


def name_by_size(message: Message, case: Mapping[str, Any]) -> None:
    """« et avec 1 700 000 ? », after a firm's result, varies its turnover of 3,1 millions, and 14 000 € what it invests."""
    known = sums_of(case)
    if len(known) < len(SUMS):
        return

    def named(each: dict[str, Any]) -> dict[str, Any]:
        varies = _stated_sum(each) and nearest_sum(each.get("value"), known) == TURNOVER
        return each | ({"entity": TURNOVER} if varies else {})

    message.set(ENTITIES, [named(each) for each in message.get(ENTITIES, [])], add_to_output=True)


def sums_of(case: Mapping[str, Any]) -> dict[str, int]:
    """Return the sums of a firm that a case states, by their facts."""
    return {name: case[name] for name in SUMS if isinstance(case.get(name), int) and case[name] > 0}


def nearest_sum(value: object, known: Mapping[str, int]) -> str | None:
    """Return the fact of the sum nearest in size, among some; None where there is none, or the value is no sum."""
    if not known or not isinstance(value, int) or value <= 0:
        return None
    return min(known, key=lambda name: abs(log(value / known[name])))


def another_sum(message: Message, text: str, asked: str, *, form: str | None) -> bool:
    """« la subvention est de 40 000 € », where the cost is asked for: set each sum apart in the group of its field.

    False, and nothing is changed, where another sum is given or none is.
    """
    held = message.get(ENTITIES, [])
    sums = [replace(each, entity="amount") for each in own(held) if each.entity in MONEY]
    if asked not in MONEY or not sums or acts.is_question(text):
        return False
    foreign = acts.filed(text, sums, asked=asked, form=form).foreign
    if len(foreign) < len(sums):
        return False
    fields = {each.start: field for each, field in foreign.items()}
    message.set(ENTITIES, [_grouped(each, fields) for each in held], add_to_output=True)
    return True


def _grouped(each: dict[str, Any], fields: Mapping[int, str]) -> dict[str, Any]:
    field = fields.get(each["start"]) if each["entity"] in MONEY else None
    return each | {"role": APART} | ({"entity": "amount", "group": field} if field else {})


def _stated_sum(each: dict[str, Any]) -> bool:
    return each["entity"] == "amount" and each.get("role") != APART


def unnamed_sum(message: Message, text: str) -> bool:
    """« 2,5 millions », where no sum is asked for: set it apart, for nothing says what it is of; False for any other message."""
    only = acts.only_a_sum(text, own(message.get(ENTITIES, [])) + _large(text, message))
    if only is None or acts.supposes_strictly(text) or acts.amends(text) or acts.corrects(text) or acts.goes_on(text):
        return False
    message.set(ENTITIES, [as_rasa(only, text) | {"role": APART}], add_to_output=True)
    return True


def _large(text: str, message: Message) -> list[Entity]:
    """« 2,5 millions »: a number in millions is a sum, though nothing says euros; « 552 100 554 » is a firm's number."""
    if any(each["entity"] in MONEY | {SIREN} for each in message.get(ENTITIES, [])):
        return []
    read = acts.read(text, asked="investment", entities=(), known=KNOWN)
    return [each for each in read.stated if each.entity == "amount"] if read else []
