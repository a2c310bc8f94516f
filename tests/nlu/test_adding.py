"""A sum said to be added is added; one that replaces, replaces."""

import pytest

from nlu import acts
from nlu.entities import Entity

CASE = {"amount": 85000, "expenses": ["equipment"]}


def total(text: str, figure: str, case: dict[str, object] = CASE) -> object:
    start = text.index(figure)
    return acts.added(text, [Entity("amount", start, start + len(figure), 60000)], case)[0].value


@pytest.mark.parametrize(
    ("text", "figure", "worth"),
    [
        ("et si on comptait l'agent, soixante mille de plus ?", "soixante mille", 145000),
        ("et 60 000 € en plus ?", "60 000 €", 145000),
        ("et 60 000 euros supplémentaires", "60 000", 145000),
        ("en ajoutant 60 000 € pour l'agent", "60 000 €", 145000),
        ("il faut ajouter encore 60 000", "60 000", 145000),
        ("finalement 60 000 €", "60 000 €", 60000),
        ("plus de 60 000 €", "60 000 €", 60000),
        ("60 000 € au plus", "60 000 €", 60000),
    ],
)
def test_only_what_is_said_to_be_added_is_added(text: str, figure: str, worth: int) -> None:
    assert total(text, figure) == worth


def test_nothing_is_added_to_an_amount_that_is_not_known() -> None:
    assert total("60 000 de plus", "60 000", {"amount": None}) == 60000


def test_the_expenses_of_what_is_added_join_those_before() -> None:
    said = "le salaire, 60 000 de plus"
    found = acts.added(said, [Entity("expense", 3, 10, "staff"), Entity("amount", 12, 18, 60000)], CASE)
    assert {each.value for each in found if each.entity == "expense"} == {"staff", "equipment"}
