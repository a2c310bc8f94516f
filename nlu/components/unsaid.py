"""During a check: a fact left unsaid, whether it is the one asked for or another."""

from collections.abc import Mapping

from rasa.shared.nlu.constants import ENTITIES, INTENT
from rasa.shared.nlu.training_data.message import Message

from nlu import acts
from nlu.acts.extra import MONEY
from nlu.components.deciding import answers, decide
from nlu.components.entities import as_rasa
from nlu.entities import Entity

UNKNOWN, DONT_KNOW, REMARK = "unknown", "dont_know", "remark"
SIREN = "siren"
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
    if asked in MONEY and acts.bare_sums(text, ()):
        return False  # « on sait pas trop, 5 000 peut-être »
    if asked != SIREN and leave_siren(message, text):
        return True
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
    answers(message)


def leave_siren(message: Message, text: str) -> bool:
    """« je n'ai pas le SIREN sous la main », before any check asks for it: it will not be asked."""
    if acts.is_question(text) or not acts.lacks_siren(text):
        return False
    besides = [each for each in message.get(ENTITIES, []) if each["entity"] in BESIDES]
    message.set(ENTITIES, [*besides, as_rasa(Entity("siren", 0, len(text), UNKNOWN), text)], add_to_output=True)
    decide(message, "inform")
    return True
