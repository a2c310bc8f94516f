"""Which events of the agenda a message names, by their whole name, by their sort, or not at all."""

from datetime import date

import pytest

from region.agenda import Event
from region.agenda_named import looks_for
from region.records import Source

DAY = date(2026, 12, 10)
FAIR, JOBS, NIGHT, FIRST = "Salon de l'IA de Lille", "Salon de l'emploi", "Nuit du code", "Atelier découverte"
KNOWN = [Event(each, each, DAY, DAY, Source("S", None, "presse"), DAY) for each in (FAIR, JOBS, NIGHT, FIRST)]


@pytest.mark.parametrize(
    ("text", "named", "by_name"),
    [
        ("le salon de l'emploi, c'est où ?", {JOBS}, True),
        ("quand se tient le salon sur l'emploi ?", {JOBS}, True),
        ("les prochains salons", {FAIR, JOBS}, False),
        ("salon de Lille en février, à quelle heure ?", {FAIR}, True),
        ("une nuit du code près d'ici ?", {NIGHT}, True),
        ("quels forums ?", set(), False),
    ],
)
def test_events_are_named(text: str, named: set[str], by_name: bool) -> None:
    found = looks_for(text, KNOWN)
    assert found is not None
    assert (found.uids, found.by_name) == (named, by_name)


@pytest.mark.parametrize(
    "text",
    [
        "le salon de coiffure ouvre quand ?",
        "le salon du livre, c'est quand ?",
        "le sommet européen, où est-ce ?",
        "j'étais au salon de l'emploi",
        "une aide pour tenir un stand au salon de l'emploi ?",
        "un atelier découverte ?",
        "quand dort-on la nuit ?",
        "quelles aides ?",
    ],
)
def test_what_only_looks_like_one_is_left(text: str) -> None:
    assert looks_for(text, KNOWN) is None
