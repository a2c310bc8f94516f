"""What a question looks for in the agenda, and what is asked of the records instead."""

import pytest

from region.agenda_asked import kinds, looks_for

LOOKING = [
    "prochain café IA ?",
    "quand a lieu le prochain cafe ia près de chez moi",
    "C'est où les Cafés IA ?",
    "les prochains événements sur l'IA",
    "quand se tient la prochaine conférence ?",
    "une permanence est-elle prévue bientôt ?",
    "dates des ateliers",
    "où aller à un atelier ?",
]
PLACED = [
    "un café IA ?",
    "y a-t-il une rencontre ?",
    "que se passe-t-il en décembre sur l'IA ?",
    "comment s'inscrire à l'atelier ?",
    "où s'inscrire au café IA ?",
    "je voudrais participer à l'atelier",
]
OF_RECORDS = [
    "c'est quoi un café IA ?",
    "comment organiser un café IA ?",
    "qui anime l'atelier ?",
    "combien coûte un atelier ?",
    "j'ai participé à une conférence, et alors ?",
    "je veux annuler mon inscription à l'atelier",
    "notre atelier cherche une aide",
    "une subvention pour un événement",
    "l'atelier est-il gratuit ?",
    "une aide pour mon entreprise",
    "prochaine date limite de l'AMI",
]


@pytest.mark.parametrize("text", LOOKING)
def test_where_and_when_are_asked_of_the_agenda(text: str) -> None:
    assert looks_for(text, placed=False) and looks_for(text, placed=True)


@pytest.mark.parametrize("text", PLACED)
def test_an_event_in_a_town_or_on_a_day_is_asked_of_the_agenda(text: str) -> None:
    assert looks_for(text, placed=True)


@pytest.mark.parametrize("text", OF_RECORDS)
def test_the_rest_is_asked_of_the_records(text: str) -> None:
    assert not looks_for(text, placed=True)


@pytest.mark.parametrize(
    ("text", "named"),
    [("un café de l'IA ?", {"cafe-ia"}), ("une conférence ou un Café IA", {"cafe-ia", "evenement"}),
     ("des ateliers", set()), ("des événements", set()), ("une aide", None)],
)  # fmt: skip
def test_a_kind_is_named_or_any(text: str, named: set[str] | None) -> None:
    assert kinds(text) == named
