"""Before an answer is put in force, the page says what it would have changed last month."""

import pytest

from bot.house import House
from tests.console.site import served, signed_in
from tests.console.test_subjects import ANSWER, ASKED, OUT
from tests.learning.messages import written


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_new_answer_shows_the_messages_of_last_month_it_would_have_answered(house: House) -> None:
    await written(house.database, *ASKED, "la recette du maroilles", at=house.clock(), **OUT)
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        _, html = await visitor.post("/console/nouveau-sujet", ANSWER | {"action": "preview"})
    told = html.partition("Le mois dernier")[2].partition("<form")[0]
    assert "sur 7 messages" in told
    assert "comment avoir le trottinium" in told
    assert "essai de notre test" in told
    assert "maroilles" not in told
