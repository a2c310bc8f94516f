"""A figure held for true is confirmed only where an answer gives it; a case of one's own is no claim."""

import pytest

from region import claimed

ANSWER = "La feuille de route compte six priorités. 48 % des entreprises utilisent l'IA. L'enveloppe est de 5 millions d'euros."
GOALS = (
    "80 % des petites entreprises utilisatrices en 2030 : c'est le but de l'État. En 2025, cette part était de 13 %."
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("60 % des entreprises s'en servent, c'est ça ?", "60 %"),
        ("pourquoi 60 pour cent des entreprises utilisent l'IA ?", "60 pour cent"),
        ("Quelles sont les 9 priorités de la feuille de route ?", "9 priorités"),
        ("comment la Région va-t-elle dépenser ses 50 millions ?", "50 millions"),
        ("huit priorités ?", "huit priorités"),
        ("Non, 60 %", "60 %"),
        ("moi j'ai lu 75 %", "75 %"),
        ("on m'a dit 10 millions", "10 millions"),
    ],
)
def test_what_no_answer_gives_is_named(text: str, written: str) -> None:
    assert claimed.unconfirmed(text, [ANSWER]) == ("unsaid", written)


@pytest.mark.parametrize(
    "text",
    [
        "six priorités ?",
        "Quelles sont les six priorités ?",
        "48 % des entreprises l'utilisent ?",
        "qui touche les 5 millions ?",
        "combien d'entreprises utilisent l'IA ?",
        "Une commune de 3 000 habitants peut-elle candidater ?",
        "une association de douze personnes a droit à quoi ?",
        "nous sommes 12 personnes, on peut ?",
        "on fait 2,5 millions de chiffre d'affaires, c'est bon ?",
        "c'est 5 ou 50 millions ?",
        "la priorité 2 dit quoi ?",
        "une décision prise à 100 % par une machine, c'est permis ?",
    ],
)
def test_what_is_given_or_is_a_case_is_not_doubted(text: str) -> None:
    assert claimed.unconfirmed(text, [ANSWER]) is None


def test_a_goal_is_not_what_is() -> None:
    assert claimed.unconfirmed("80 % des petites entreprises utilisent l'IA", [GOALS]) == ("unsaid", "80 %")
    assert claimed.unconfirmed("l'objectif est de 80 % des petites entreprises ?", [GOALS]) is None


def test_a_question_may_rest_on_another_answer_of_the_subject() -> None:
    asked = "quelle part des 200 millions est venue ici ?"
    assert claimed.unconfirmed(asked, ["On ne sait pas."], elsewhere=["Le plan compte 200 millions d'euros."]) is None
    assert claimed.unconfirmed(asked, ["On ne sait pas."], elsewhere=[ANSWER]) == ("unsaid", "200 millions")


@pytest.mark.parametrize(
    ("text", "disputes"),
    [
        ("Non, 60 %", True),
        ("c'est faux, c'est 75 %", True),
        ("ah non, moi j'ai lu 57 %", True),
        ("vous vous trompez, il y a 9 priorités", True),
        ("non, c'était en 2024", True),
        ("Non, nous sommes 12 personnes", False),
        ("non merci", False),
        ("60 % des entreprises ?", False),
        ("non, 60 000", False),
    ],
)
def test_what_holds_another_figure_against_an_answer(text: str, disputes: bool) -> None:
    assert claimed.disputes(text) is disputes


def test_a_statement_is_read_without_its_share() -> None:
    assert "80" not in claimed.bare("80 % des PME utilisent l'IA")
    assert claimed.bare("quelle part des 80 % ?") == "quelle part des 80 % ?"
