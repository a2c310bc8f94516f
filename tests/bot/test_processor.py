"""What the processor leaves out of a turn is what Rasa would have done for nothing."""

from typing import Any

import pytest
from rasa.core.channels.channel import OutputChannel
from rasa.shared.core.events import ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine import lighter
from bot.engine.engine import Engine
from bot.engine.memory import Memory

pytestmark = pytest.mark.asyncio(loop_scope="session")
ASKED = [(None, None), ("ami_form", "amount"), ("ami_form", "public_interest"), ("company_form", "legal_form")]


@pytest.mark.parametrize(("form", "slot"), ASKED)
async def test_each_message_fills_the_slots_that_rasa_would_fill(
    engine: Engine, form: str | None, slot: str | None
) -> None:
    processor = engine._processor
    extraction = processor._get_action("action_extract_slots")
    passed_over = 0
    narrowed = 0
    for intent in processor.domain.intents:
        for entity in (None, *processor.domain.entities):
            tracker = _said(engine, intent, entity, form, slot)
            wanted = await lighter._extract(extraction, OutputChannel(), processor.nlg, tracker, processor.domain)
            assert await extraction.run(OutputChannel(), processor.nlg, tracker, processor.domain) == wanted
            passed_over += not lighter.fillable(processor.domain, tracker.latest_message)
            narrowed += bool(wanted)
    assert passed_over > 100
    assert narrowed > 10


def _said(engine: Engine, intent: str, entity: str | None, form: str | None, slot: str | None) -> DialogueStateTracker:
    tracker = Memory().tracker("ada", engine._domain)
    entities: list[dict[str, Any]] = [{"entity": entity, "value": "une valeur"}] if entity else []
    for event in (ActiveLoop(form), SlotSet("requested_slot", slot), UserUttered("…", {"name": intent}, entities)):
        tracker.update(event)
    return tracker
