"""Where somebody lives, said in a sentence of its own, is not what they ask: « L'IA vole les photos ? J'habite Saint-Omer. »."""

from bot.engine.several import several
from bot.engine.shapes import Parse, Parsed
from nlu import acts, intents

WORKSHOPS = intents.TOPICS["find_workshop"]
QUESTIONS = intents.of_kind(intents.INFORMATION) - intents.where(lambda i: i.where_and_when or i.topic == WORKSHOPS)
"""What asks for no place."""


async def beside_the_place(text: str, parse: Parse, alone: Parse) -> list[Parsed]:
    """Return what the other sentences ask, where it asks for no place and a record answers; nothing else."""
    rest = acts.without_dwelling(text)
    if rest is None:
        return []
    parts = await several(rest, parse, alone) or [await parse(rest)]
    answered = all(each["intent"]["name"] in QUESTIONS and each.get("selected") for each in parts)
    return parts if answered else []
