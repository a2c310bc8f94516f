"""Over 500 updates of every type of the published schema, well formed or not, and never a 5xx."""

from collections import Counter

from bot.store.tables import inbox
from tests.botapi import Schema
from tests.botapi.generate import Generator
from tests.channels.telegram.phone import Line
from tests.channels.telegram.stored import rows

EACH = 24


async def test_no_update_of_any_type_gets_a_5xx(line: Line) -> None:
    generator = Generator(Schema.load(), seed=20261125)
    updates = list(generator.updates(EACH))
    given = Counter([await line.post(update) for update in updates])
    assert len(generator.kinds) >= 20
    assert given == {200: len(updates)}
    assert len(updates) > 500
    assert "received" not in [row.status for row in await rows(line.house, inbox)]


async def test_no_spoiled_update_gets_a_5xx(line: Line) -> None:
    generator = Generator(Schema.load(), seed=5)
    given = Counter([await line.post(generator.spoiled(update)) for update in generator.updates(EACH)])
    assert set(given) == {200}
    assert given.total() > 500


async def test_a_press_generated_from_the_schema_is_always_answered(quick: Line) -> None:
    generator = Generator(Schema.load(), seed=1)
    presses = [update for update in generator.updates(20) if "callback_query" in update]
    for update in presses:
        assert await quick.post(update) == 200
    answered = await quick.api.until("answerCallbackQuery", len(presses))
    assert len(answered) == len(presses)
