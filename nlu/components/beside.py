"""Understands what is asked beside one's own case: a sum to check, another aid than the one named, whom an aid is for, a body denied."""

from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu import acts, intents
from nlu.acts import aside
from nlu.components.deciding import decide, name_of, slot, sure
from nlu.components.entities import as_rasa, own
from nlu.components.filing import COMPANY
from nlu.components.so_far import AMI_FORM
from nlu.components.stating import put_apart
from nlu.entities import Entity
from nlu.intents import TOPICS
from nlu.scope import OUT
from region.vocabulary import FIRMS

RECKONING, DENIED = "reckoning", "denied_body"
AMI, WHOM = "ami-ia", "ask_ami_eligibility"
OTHERS, OF_FIRMS = "ask_public_support", "ask_company_support"
OF_THE_AMI = {name for name, topic in TOPICS.items() if topic == "ami"}
ABOUT_AID = (
    intents.where(lambda intent: intent.of_a_case) | OF_THE_AMI | intents.of_kind("check", "answer") | {OUT, None}
)
"""What a question about an aid is taken for by its words alone."""
TELLING = frozenset({"amount", "commune", "departement", "expense"})
SURE = 0.9
WORKING = "pme"
"""Who works for a public body without saying what they are."""


def asks_beside(message: Message, text: str, tracker: DialogueStateTracker) -> bool:
    """Make of the message what it asks beside the case; False when it asks something else."""
    meant = _meant(message, text, tracker)
    if meant is None:
        return False
    if meant != WHOM:
        put_apart(message, text, own(message.get(ENTITIES, [])))
        decide(message, meant)
        return True
    _name_body(message, text, tracker)
    decide(message, meant)
    return True


def _name_body(message: Message, text: str, tracker: DialogueStateTracker) -> None:
    """« une entreprise de 5 salariés »: the body tells which record answers; the one denied, or worked for, does not."""
    aside = {each.start for each in acts.stated_of_another(text, own(message.get(ENTITIES, [])))}
    held = [each for each in message.get(ENTITIES, []) if each["start"] not in aside]
    body = acts.worded_body(text)
    if acts.works_for(text):
        said = slot(tracker, "org_type")
        body = Entity("org_type", 0, len(text), said or WORKING)
    if body is None and not acts.names_any_body(text) and _firm_asks(tracker):
        body = Entity("org_type", 0, len(text), slot(tracker, "org_type") or WORKING)
    named = body is not None and not any(each["entity"] == "org_type" for each in held)
    message.set(ENTITIES, [*held, *([as_rasa(body, text)] if body and named else [])], add_to_output=True)


def _meant(message: Message, text: str, tracker: DialogueStateTracker) -> str | None:
    found = acts.reckons(text)
    if found:
        message.set(
            "reckoned", {"said": found.said, "value": found.value, "claimed": found.claimed}, add_to_output=True
        )
        return RECKONING
    if aside.denies_body(text):
        return DENIED
    named = {each["value"] for each in message.get(ENTITIES, []) if each["entity"] == "programme"}
    another = acts.asks_for_another(text, named=bool(named))
    if name_of(message) not in ABOUT_AID and sure(message, SURE) and not (another and named):
        return None
    if named == {AMI} and acts.is_question(text) and acts.asks_too(text) and _firm_asks(tracker):
        return WHOM
    if another:
        return OF_FIRMS if _of_a_firm(message, tracker, named) else OTHERS
    return WHOM if _asks_whom(message, text, tracker, named) else None


def _of_a_firm(message: Message, tracker: DialogueStateTracker, named: set[object]) -> bool:
    """Tell whether a firm asks: by the body it says it is, else by the aid it names."""
    said = [each["value"] for each in message.get(ENTITIES, []) if each["entity"] == "org_type"]
    body = said[0] if said else slot(tracker, "org_type")
    return body in FIRMS if body else bool(named - {AMI}) or tracker.get_slot("last_check") == "company"


def _firm_asks(tracker: DialogueStateTracker) -> bool:
    """Tell whether the case under way, or told, is a firm's."""
    body = slot(tracker, "org_type") or (slot(tracker, "told_facts") or {}).get("org_type")
    return body in FIRMS if body else COMPANY in (tracker.active_loop_name, f"{slot(tracker, 'last_check')}_form")


def _asks_whom(message: Message, text: str, tracker: DialogueStateTracker, named: set[object]) -> bool:
    """« une commune de 800 habitants peut avoir l'AMI ? », « et nous, une PME, on peut ? »: the rule, for any body of that kind."""
    other = {each.start for each in acts.stated_of_another(text, own(message.get(ENTITIES, [])))}
    told = {each["entity"] for each in message.get(ENTITIES, []) if each["start"] not in other} & TELLING
    works = acts.works_for(text)
    if told or (acts.supposes_in_check(text) and not works) or not acts.is_question(text):
        return False
    about = named == {AMI} or (not named and _talked_about(tracker))
    general = acts.asks_entitlement(text) and acts.names_any_body(text)
    return about and (general or works or (not named and acts.asks_if_may(text)))


def _talked_about(tracker: DialogueStateTracker) -> bool:
    if tracker.active_loop_name:
        return tracker.active_loop_name == AMI_FORM
    return tracker.get_slot("last_intent") in OF_THE_AMI if "last_intent" in tracker.slots else False
