"""A stand-in with a behaviour of its own: an engine that answers by rules instead of a trained model."""

import asyncio

from bot.engine.engine import Answer, Heard
from bot.engine.memory import Memory
from bot.replies import Button, Message, Reply, Source, Understanding
from region.in_force import InForce

SOURCE = Source("CityraMag", "https://exemple.fr/prochia", "2026-06-24", "24 juin 2026", "officiel")
MENU = (Button("Proch'IA", payload="/ask_prochia"), Button("Vérifier mon cas", payload="/check_ami_eligibility"))


class FakeEngine:
    """Repeats what it is told, with a source; greets with a menu; « panne » breaks it; an answer takes `seconds`."""

    fixed: frozenset[str] = frozenset()

    def __init__(self, *, seconds: float = 0.0) -> None:
        self._seconds = seconds
        self.do: str | None = None
        self.heard: list[str] = []

    async def respond(self, sender: str, memory: Memory, heard: Heard, in_force: InForce) -> Answer:
        self.heard.append(heard.text)
        await asyncio.sleep(self._seconds)
        if "panne" in heard.text:
            raise RuntimeError("broken on demand")
        name, message = _said(heard)
        if self.do and heard.text != "bonjour":  # what an action asks of the house, understood from plain words
            message = Message("", do=self.do)
        return Answer(Reply((message,), Understanding(name, 1.0, ((name, 1.0),))), memory)


def _said(heard: Heard) -> tuple[str, Message]:
    if heard.payload is None and heard.text == "bonjour":
        return "greet", Message("Bonjour. Que voulez-vous savoir ?", buttons=MENU)
    name = heard.payload.removeprefix("/").partition("{")[0] if heard.payload else "inform"
    return name, Message(f"Vous avez dit : {heard.text}", sources=(SOURCE,))
