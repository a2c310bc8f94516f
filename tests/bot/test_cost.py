"""No message of a thousand characters, whatever they are, takes the processor from the others: nothing is quadratic."""

import itertools
from collections.abc import Awaitable

import pytest

from bot.house import House
from bot.store.conversations import Incoming
from bot.turn import LONGEST, take
from tests.cost import least_awaited

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.parametrize("place", ["sqlite"], indirect=True)]
MOST_TIMES = 3
ORDINARY = "Bonjour, notre mairie voudrait une aide pour un projet d'intelligence artificielle de 90 000 euros à Lens. "
PIECES = [
    "a",
    "é",
    "1",
    " 1",
    ".",
    ",",
    "?",
    "-",
    "'",
    "(",
    "€",
    "@",
    "<",
    "/",
    "\u00a0",
    "😀",
    "你",
    "e\u0301",
    "\u200b",
]
WORDS = ["a-b-c-d-", "l'd'", "qu'", "je suis de de ", "ici de la de ", "x.y.z.", "merci ", "bonjour ", "zéro six ", "soixante dix huit ", "quatre vingt ", "06 ", "12 rue de la ", "je veux ", "mon mari ",
         "a ", ", à ", "fait un ", "je m'appelle ", "née ", "mot de passe ", "FR76 ", "euros ", "90 000 euros ", "59000 ", "62300 Lens ", "commune de ", "et ", "pas "]  # fmt: skip
HOSTILE = [*PIECES, *WORDS, *(one + other for one, other in itertools.permutations([". ", "a", "1", ", ", "?!"], 2))]


async def test_a_hostile_message_costs_at_most_three_times_an_ordinary_one_of_its_length(real_house: House) -> None:
    await _spent(real_house, "c'est quoi Proch'IA ? ")
    most = MOST_TIMES * await _spent(real_house, ORDINARY)
    slow = {piece: spent for piece in HOSTILE if (spent := await _spent(real_house, piece)) > most}
    assert slow == {}


async def _spent(house: House, piece: str) -> float:
    """Return the least processor time of a turn on a piece repeated."""

    def turn(attempt: int) -> Awaitable[object]:
        text = (piece * LONGEST)[: LONGEST - 2] + f" {attempt}"
        return take(house, Incoming("web", f"{piece}-{attempt}".encode("utf-8", "replace").hex()[:60], text))

    return await least_awaited(turn, attempts=3)
