"""The record of the simplest questions: of a subject by its name alone, « c'est pour qui, ADEN ? », or of the one talked about."""

from nlu import acts
from nlu.selector.records import Records
from region import subjects


def of_a_subject(text: str, records: Records) -> str | None:
    """Return the record in force that answers « c'est pour qui, ADEN ? »; None where more is said, or another is named."""
    for subject in subjects.every():
        rest = subject.without(text)
        asked = acts.aspects(rest) if rest is not None else ()
        found = subject.answers(*asked)
        if found in records.place:
            return found
    return None


def of_the_last(text: str, last: str, records: Records) -> str | None:
    """Return the record in force that answers « et c'est pour qui ? », asked of what `last` speaks of."""
    subject = subjects.of_record(last)
    found = subject.answers(*acts.aspects(text)) if subject else None
    return found if found in records.place else None
