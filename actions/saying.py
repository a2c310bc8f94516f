"""How an answer is said: its text, its buttons, its source, and what is remembered of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import leading
from region import formats
from region.catalogue import Catalogue
from region.records import Button, Record, Source

MOST_BUTTONS = 4
SourceDict = Mapping[str, Any]


def record(
    dispatcher: CollectingDispatcher,
    said: Record,
    *,
    today: date,
    simply: bool = False,
    first: int | None = None,
    titled: bool = False,
    beside: bool = False,
    briefly: bool = False,
    also: Iterable[Mapping[str, str]] = (),
    asked: str = "",
    of: str = "",
) -> None:
    """Say a record, with the date that must be told when it is old or past.

    `first` is the place of the sentence that answers; `titled` names the record before it;
    `beside` says it as what is nearest, not as the answer; `also` are further buttons;
    `briefly` says the sentence that answers alone, of a record told before or beside another;
    `asked` is the question its « oui » or « non » must agree with; `of` is the place or time asked about, said first.
    """
    text = said.simple if simply else _worded(said, first=first, titled=titled, beside=beside, briefly=briefly)
    past = said.expired(today)
    response = "utter_record_expired" if past else "utter_record_stale" if said.stale(today) else "utter_record"
    until = formats.day(said.valid_until) if past and said.valid_until else ""
    dispatcher.utter_message(
        response=response,
        answer="\n".join(filter(None, [of, leading.agreeing(text, asked)])),
        until=until,
        buttons=together(buttons(said.buttons), also),
        json_message={"sources": sources(said.sources), "record": said.id, **({"facts": [of]} if of else {})},
    )


def _worded(said: Record, *, first: int | None, titled: bool, beside: bool, briefly: bool) -> str:
    answer = leading.without_verdict(said.answer) if beside else said.answer
    text = leading.only(answer, first=first) if briefly else leading.led(answer, first=first)
    return f"{said.title}\n{text}" if titled or leading.looks_back(text) else text


def together(offered: list[dict[str, str]], also: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Buttons with further ones, each payload once, the further ones kept when there are too many."""
    known = {each["payload"] for each in offered}
    further = [dict(each) for each in also if each["payload"] not in known]
    return [*offered[: MOST_BUTTONS - len(further)], *further]


def buttons(offered: Iterable[Button]) -> list[dict[str, str]]:
    """Buttons as the dialogue carries them."""
    return [{"title": each.title, "payload": each.payload} for each in offered]


def sources(cited: Iterable[Source]) -> list[dict[str, Any]]:
    """Sources as the reply carries them, each once."""
    return [dict(pairs) for pairs in dict.fromkeys(tuple(each.to_dict().items()) for each in cited)]


class Known(Protocol):
    """Something brought in from outside: an event, a place, a company."""

    @property
    def facts(self) -> tuple[str, ...]:
        """What whoever published it said, as texts."""


def vouched(lines: Iterable[str], known: Iterable[Known]) -> list[str]:
    """What the guard must let out of an answer made from data: the data itself, and the lines composed from it."""
    return [*lines, *(fact for each in known for fact in each.facts)]


def page(catalogue: Catalogue, page_id: str | None) -> tuple[Source, ...]:
    """The official page of that id, cited beside the sources; nothing when there is none."""
    found = catalogue.service.page(page_id) if page_id else None
    return (Source(found.title, found.url, "officiel"),) if found else ()


def remembered(
    *, intent: str, records: Iterable[str] = (), cited: Iterable[SourceDict] = (), check: str | None = None
) -> list[EventType]:
    """Slots that let the person ask for the source, or for the same thing more simply."""
    kept = {"last_intent": intent, "last_records": list(records), "last_sources": list(cited), "failures": 0}
    return [SlotSet(name, value) for name, value in (kept | ({"last_check": check} if check else {})).items()]
