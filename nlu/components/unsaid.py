"""During a check: a fact left unsaid, whether it is the one asked for or another, and what an amount given unasked is."""

from collections.abc import Mapping

from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.acts.extra import MONEY, OF_A_COMPANY
from nlu.components.deciding import decide
from nlu.components.entities import as_rasa
from nlu.entities import Entity

UNKNOWN, DONT_KNOW, REMARK = "unknown", "dont_know", "remark"
COMPANY, ALL = "company_form", "aids_form"
CALLED: Mapping[str, Mapping[str, str]] = {
    "ami_form": {"amount": "amount"},
    ALL: {"amount": "amount", "turnover": "turnover", "headcount": "headcount"},
    COMPANY: {"amount": "investment", "turnover": "turnover", "headcount": "headcount", "siren": "siren"},
}
"""The fact that a word names, in each check."""
BESIDES = frozenset({"commune", "departement", "headcount", "org_type"})
"""What may be said beside a number that is not known."""
AT_HAND = frozenset({"siren", "headcount", "turnover", "investment", "amount"})
"""What somebody may not have at hand."""


def leave_unsaid(message: Message, text: str, asked: str, *, form: str) -> bool:
    """« je ne connais pas le coût » leaves the cost unsaid, even where the seat is asked for."""
    missing = asked in AT_HAND and acts.lacks(text)
    declined, named = missing or acts.declines(text), None if missing else acts.unknown_fact(text)
    said = (message.get(INTENT) or {}).get("name")
    if not declined and (named is None or (said != DONT_KNOW and acts.is_question(text))):
        return False
    fact = CALLED.get(form, {}).get(named or "", named)
    if fact in (None, asked):
        _leave(message, text, asked)
        return True
    known = fact in CALLED.get(form, {}).values()
    message.set(
        ENTITIES, [as_rasa(Entity(str(fact), 0, len(text), UNKNOWN), text)] if known else [], add_to_output=True
    )
    decide(message, "inform" if known else REMARK)
    return True


def _leave(message: Message, text: str, asked: str) -> None:
    """« pas encore de SIREN, je m'installe à Lens »: the number stays unknown, and the seat is kept."""
    besides = [each for each in message.get(ENTITIES, []) if asked == "siren" and each["entity"] in BESIDES]
    unknown = [as_rasa(Entity(asked, 0, len(text), UNKNOWN), text)] if besides else []
    message.set(ENTITIES, [*unknown, *besides], add_to_output=True)
    decide(message, "inform" if besides else DONT_KNOW)


def name_the_amount(message: Message, text: str, asked: str, *, form: str) -> None:
    """« 20 000 euros pour un logiciel », in a firm's check, is what it means to invest, whatever is asked for."""
    if form == ALL and asked not in MONEY and acts.invests(message.get(TEXT) or ""):
        asked, form = "headcount", COMPANY
    if form != COMPANY or asked in MONEY or asked not in OF_A_COMPANY | {"commune", "departement", "org_type"}:
        return
    fact = "turnover" if acts.names_turnover(message.get(TEXT) or "") else "investment"
    held = message.get(ENTITIES, [])
    message.set(
        ENTITIES, [each | ({"entity": fact} if each["entity"] == "amount" else {}) for each in held], add_to_output=True
    )
