"""What a message says beside the case: a sum to check, a town only near, a body denied, an aid for anybody."""

import pytest

from nlu import acts
from nlu.entities import Entity

RIGHT = {
    "60 % de 75 000 ça fait bien 45 000 non ?": (45_000, 45_000),
    "30 pour cent de 80 k€ ça donne quoi ?": (24_000, None),
    "40 000, c'est bien la moitié ?": None,
    "donc 40 % de 30 000 €, c'est 12 000 € ?": (12_000, 12_000),
    "45 000, c'est bien 60 % de 75 000 ?": (45_000, 45_000),
    "25 000 + 40 000 ça fait bien 65 000 ?": (65_000, 65_000),
    "90 000 moins 54 000 ça fait 35 000, on est d'accord ?": (36_000, 35_000),
    "3 fois 25 000 ça fait combien ?": (75_000, None),
    "80 000 €, ça passe ?": None,
    "entre 60 et 80 000 ?": None,
    "60 % de 75 000, ça passe pour l'AMI ?": None,
    "60 % de 75 000": None,
    "on a 12 salariés et 80 000 € de projet ?": None,
}


@pytest.mark.parametrize(("text", "found"), RIGHT.items())
def test_a_sum_to_check_is_read(text: str, found: tuple[float, float | None] | None) -> None:
    read = acts.reckons(text)
    assert (read and (read.value, read.claimed)) == found


NEAR = ["près d'Arras", "on est à côté d'Arras", "pas très loin d'Arras", "aux environs d'Arras", "à 10 km d'Arras",
        "un village proche d'Arras", "dans la banlieue d'Arras", "à dix minutes d'Arras", "autour d'Arras"]  # fmt: skip
IN = ["à Arras", "Arras", "la commune d'Arras", "notre siège est à Arras", "on est d'Arras"]


@pytest.mark.parametrize(("text", "near"), [*((each, True) for each in NEAR), *((each, False) for each in IN)])
def test_a_town_is_only_near(text: str, near: bool) -> None:
    town = Entity("commune", text.index("Arras"), text.index("Arras") + 5, "62041")
    assert bool(acts.nearby(text, [town])) is near


ANY = [
    "une commune de 800 habitants peut avoir l'AMI ?",
    "les associations y ont droit ?",
    "un club de foot peut candidater ?",
]
OWN = [
    "notre commune peut avoir l'AMI ?",
    "je suis maire d'une commune, on peut avoir l'AMI ?",
    "la mairie y a droit ?",
]


@pytest.mark.parametrize(("text", "any_body"), [*((each, True) for each in ANY), *((each, False) for each in OWN)])
def test_any_body_of_a_kind_is_no_case_of_ones_own(text: str, any_body: bool) -> None:
    assert acts.names_any_body(text) is any_body


OTHER = ["autre chose que l'AMI ?", "y a pas d'autres aides ?", "à part ADEN, il existe quoi ?", "une autre subvention"]
SAME = ["autre chose ?", "passons à autre chose", "c'est quoi l'AMI ?", "les autres communes font quoi ?"]


@pytest.mark.parametrize(("text", "other"), [*((each, True) for each in OTHER), *((each, False) for each in SAME)])
def test_another_aid_is_asked_for(text: str, other: bool) -> None:
    assert acts.asks_for_another(text, named="AMI" in text or "ADEN" in text) is other


TURNING = ["maintenant pour Bapaume, 80 000", "refaites pour la mairie", "pour une autre commune, Lens, 60 000",
           "et pour la commune de Bapaume toute seule ?"]  # fmt: skip
STAYING = ["et pour les dates ?", "pour du matériel", "maintenant 80 000", "refaites le calcul"]


@pytest.mark.parametrize(("text", "turns"), [*((each, True) for each in TURNING), *((each, False) for each in STAYING)])
def test_a_message_turns_to_another_case(text: str, turns: bool) -> None:
    assert acts.turns_to_another(text) is turns
