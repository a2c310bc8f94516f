"""An engine that answers by rules, with all that a phone must show: long texts, verdicts, sources, files."""

from collections.abc import Mapping
from typing import Any

from bot.engine.engine import Answer, Heard
from bot.engine.memory import Memory
from bot.replies import Button, Message, Reply, Source, Understanding
from region.in_force import InForce

SOURCE = Source(
    "Proch'IA, la page officielle", "https://exemple.fr/prochia?a=1&b=2", "2026-06-24", "24 juin 2026", "officiel"
)
PRESS = Source("Un journal < local >", None, None, "non datée", "presse")
VERDICT: Mapping[str, Any] = {
    "programme": "ami-ia", "title": "AMI IA", "verdict": "conditions_not_met", "failed": ["project_cost"],
    "missing": ["expenses"],
    "conditions": [
        {"id": "territory", "label": "Siège dans la région", "status": "met", "stated": "Lens (62)",
         "rule": "Le siège est dans la région.", "source": None},
        {"id": "project_cost", "label": "Coût du projet", "status": "not_met", "stated": "CA < 2 M€ & <b>50 000 €</b>",
         "rule": "De 70 000 à 250 000 €.", "source": None, "next_step": "Regrouper plusieurs projets."},
        {"id": "expenses", "label": "Dépenses", "status": "unknown", "stated": None, "rule": "Une dépense prévue.",
         "source": {"title": "CityraMag", "url": "https://exemple.fr/cityramag", "date": "2026-06-24",
                    "date_label": "24 juin 2026", "kind": "presse"}},
    ],
    "estimate": None, "calendar": "unknown", "rules_version": "2026-06", "checked_on": "2026-11-23",
    "date": "2026-11-25", "opening": "Personne ne sait si l'appel est encore ouvert.",
}  # fmt: skip
ASK_HUMAN = Button("Parler à un agent", payload="!human")
CHECK = Button("Vérifier mon cas", payload="/check_ami_eligibility")
SAID: Mapping[str, Message] = {
    "prochia": Message("Proch'IA fait découvrir l'IA : <gratuit> & ouvert à tous.", (CHECK,), (SOURCE, PRESS)),
    "verdict": Message("À titre indicatif, votre cas ne semble pas répondre.", (ASK_HUMAN,), (SOURCE,), VERDICT),
    "long": Message(
        "\n".join(f"{n}. " + "Une phrase longue 🙂 répétée. " * 20 for n in range(20)), (CHECK,), (SOURCE,)
    ),
    "oublie": Message("", do="erase"),
    "export": Message("", do="export"),
}


class PhoneEngine:
    """Answers by the first known word of a message; remembers how many turns a conversation had; « casse » breaks it."""

    fixed: frozenset[str] = frozenset()

    def __init__(self, said: Mapping[str, Message] = SAID) -> None:
        self._said = said
        self.heard: list[Heard] = []

    async def respond(self, sender: str, memory: Memory, heard: Heard, in_force: InForce) -> Answer:
        self.heard.append(heard)
        if "casse" in heard.text:
            raise RuntimeError("broken on demand")
        name, message = self._find(heard)
        return Answer(Reply((message,), Understanding(name, 0.9, ((name, 0.9),))), memory)

    def _find(self, heard: Heard) -> tuple[str, Message]:
        if heard.payload is not None:
            return "pressed", Message(f"Vous avez choisi : {heard.payload}")
        folded = heard.text.lower().replace("'", "")
        for word, message in self._said.items():
            if word in folded:
                return f"ask_{word}", message
        return "inform", Message(f"J'ai lu : {heard.text}", (CHECK,))
