"""A question of fact asked in English is understood by its words in French, where a record then answers it."""

from bot.engine.shapes import Parse, Parsed
from nlu import acts

LIKELY = 0.3  # chance that the record holds the answer
SURE = 0.75
OUT, OTHER_LANGUAGE = "out_of_scope", "other_language"
UNREAD = frozenset({OUT, OTHER_LANGUAGE})
HOLDING = frozenset({"exact", "general", "two"})


async def in_english(text: str, parsed: Parsed, parse: Parse) -> Parsed:
    """Return what is understood of `text`: as `parsed`, or as its French words where a record answers these better."""
    glossed = acts.gloss(text)
    if glossed is None or parsed["intent"]["name"] == "ask_human":
        return parsed
    told = await parse(glossed)
    unread = parsed["intent"]["name"] in UNREAD and told["intent"]["confidence"] >= SURE and _chance(told) > 0
    if not unread and (_chance(told) < LIKELY or _chance(told) <= _chance(parsed)):
        return parsed
    entities = [{**each, "start": 0, "end": len(text), "text": text} for each in told.get("entities", ())]
    return {**told, "text": text, "entities": entities, "language": "en"}


def _chance(parsed: Parsed) -> float:
    chosen = parsed.get("selected") or {}
    return float(chosen.get("score") or 0) if chosen.get("kind") in HOLDING else 0.0
