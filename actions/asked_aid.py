"""The one aid whose verdict a message asks for the person's own case: « on a droit à ADEN ? », « c'est oui ou non ? »."""

from rasa_sdk import Tracker

from actions import heard, noting
from nlu.intents import CHECKS
from region import entitled
from region.catalogue import Catalogue
from region.programmes import Programme


def asked(tracker: Tracker, *, catalogue: Catalogue) -> Programme | None:
    """The one aid that the message, or its sentence that names it, asks a yes or a no of; None where it asks anything else."""
    named = heard.entities(tracker, "programme")
    if len(named) != 1:
        return None
    slug = str(named[0]["value"])
    name = str(named[0].get("text") or slug)
    text = heard.text(tracker)
    of_result = tracker.get_slot("last_intent") in CHECKS and entitled.only_names(text, name=name)
    return catalogue.programmes.get(slug) if of_result or entitled.only_asks(text, name=name) else None


def asked_of_case(tracker: Tracker, *, catalogue: Catalogue) -> Programme | None:
    """The one aid that a message which describes a whole case asks of: « menuiserie de 9 salariés à Lens, on a droit à ADEN ? »."""
    named = {str(each["value"]) for each in heard.entities(tracker, "programme")}
    asks = len(named) == 1 and heard.asks(tracker) and entitled.asks(heard.text(tracker))
    return catalogue.programmes.get(named.pop()) if asks else None


def known(tracker: Tracker) -> bool:
    """Whether a result was told of the person's case, which the message says nothing else of."""
    others = any(heard.apart(tracker, name) for name in noting.SHOWN)
    return bool(tracker.get_slot(noting.TOLD)) and not others
