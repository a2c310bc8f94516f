"""The page of a candidate model tells which questions of the open exam would lose their answer, before it is published."""

from pathlib import Path

import pytest

from bot.house import House
from bot.store.audit import Act
from learning.models import expecting, proposed, replayed, runs
from tests.console.site import served, signed_in
from tests.console.test_trying import in_service
from tests.learning.test_publishing import compared
from tests.regions import THE_REGION

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
ONE, OTHER = THE_REGION.catalogue.records[:2]


async def accepted(house: House, text: str, expected: str) -> None:
    await proposed.propose(house, f"token-{text}", text=text, answer="", source="")
    async with house.database.write() as connection:
        (row,) = await proposed.listed(connection, proposed.NEW)
        assert await proposed.accept(connection, row.id, Act("Alix", house.clock()), text=text, expected=expected)


async def told(done: int, count: int) -> None:
    """Nobody waits for the bar here."""


async def test_both_models_are_asked_the_accepted_questions_after_a_training(
    house: House, archive: Path, tmp_path: Path
) -> None:
    sha256 = await in_service(house, archive, tmp_path)
    await accepted(house, "la recette du maroilles", "out_of_scope")
    await compared(house, sha256, sha256)
    await replayed.keep(house, sha256, told=told)
    found = await runs.comparison(house, sha256)
    assert found
    (asked,) = [expecting.Outcome(**each) for each in found["expected"]]
    assert (asked.before, asked.after, asked.lost) == ("out_of_scope", "out_of_scope", False)


async def test_a_lost_answer_is_named_beside_what_would_replace_it(house: House, archive: Path, tmp_path: Path) -> None:
    sha256 = await in_service(house, archive, tmp_path)
    moved = [
        {"transcript": number, "before": {"intent": "ask_ami", "record": ONE.id, "kind": "record"}, "after": after}
        for number, after in enumerate([{"intent": "ask_ami", "record": OTHER.id, "kind": "record"}] * 2)
    ]
    kept = {"text": "Qui décide ?", "expected": ONE.id, "before": ONE.id, "after": ONE.id}
    lost = kept | {"text": "Qui vote ?", "after": OTHER.id}
    await compared(house, sha256, sha256, answers=moved, replayed=9, expected=[kept, lost])
    async with served(house) as client:
        _, html = await (await signed_in(client, house, "publieur")).get(f"/console/entrainement/{sha256}")
    shown = html.partition("perdraient leur réponse (1)")[2].partition("</table>")[0]
    assert "Sur 2 questions acceptées, ce modèle donne la réponse attendue à 1." in shown
    assert "Qui vote ?" in shown
    assert "Qui décide ?" not in shown
    by_record = html.partition('aria-label="Fiche par fiche"')[2].partition("</table>")[0]
    assert by_record.count("<tr>") == 2
    assert '<td class="n">2</td>' in by_record
