"""A small engine with the kinds of answers a channel must show: sources, choices, a verdict, English, hostile text."""

from typing import Any

from actions import cards, steps, wording
from bot.engine.engine import Answer, Heard
from bot.engine.memory import Memory
from bot.replies import Button, Message, Reply, Source, Understanding
from region import all_aids, eligibility, facts
from region.in_force import InForce
from region.standing import answering_first

OFFICIAL = Source(
    "Région Hauts-de-France, communiqué du 24 juin 2026",
    "https://www.hautsdefrance.fr/ia",
    "2026-06-24",
    "24 juin 2026",
    "officiel",
    passage="permettre à chaque habitant",
)
PRESS = Source(
    "CityraMag, l'appel à manifestation d'intérêt", None, None, "non datée, après le 12 novembre 2024", "presse"
)
FACTS = {"org_type": "commune", "commune": "62498", "amount": 300_000, "expenses": ["equipment"]}


ANSWERED: dict[str, dict[str, Any]] = {
    "org_type": {},
    "commune": {"org_type": "pme"},
    "expenses": {**FACTS, "expenses": None},
}
ASKED = (("Quelles dépenses", "expenses"), ("Dans quelle commune", "commune"))


class WebEngine:
    """Answers by key word; what it does not know, it repeats with a source."""

    fixed: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.named: str | None = None  # what every message is understood as, where a test says it

    async def respond(self, sender: str, memory: Memory, heard: Heard, in_force: InForce) -> Answer:
        self.heard.append(heard.payload or heard.text)
        if "panne" in heard.text:
            raise RuntimeError("broken on demand")
        name, messages = _said(heard, in_force)
        name = self.named or name
        asked = next((fact for words, fact in ASKED if messages[0].text.startswith(words)), None)
        form = "ami_form" if asked else None
        reply = Reply(messages, Understanding(name, 0.98, ((name, 0.98),)), active_form=form, asked=asked)
        return Answer(reply, memory)


def _said(heard: Heard, in_force: InForce) -> tuple[str, tuple[Message, ...]]:
    words = (heard.payload or heard.text).lower()
    if "/check_ami" in words or "aidée" in words:
        return "check_ami_eligibility", (_question(),)
    if "300 000" in words or "/inform" in words or "du matériel" in words:
        return "inform", (_verdict(in_force),)
    if "mon cas" in words:
        back = Button("Retour", payload='/correct_answer{"fact":"org_type"}')
        return "check_ami_eligibility", (_asking("Dans quelle commune ?", "commune", (back,)),)
    if "/correct_answer" in words:
        return "correct_answer", (_asking("Quel est votre type d'organisme ?", "org_type"),)
    if "entreprise" in words:
        return "check_company_support", (_aids(in_force),)
    if "rappelez" in words:
        return "out_of_scope", (Message("Ce n'est pas mon sujet."),)
    if "english" in words:
        return "ask_prochia", (Message("You can write in English. Answers are in French.", lang="en"),)
    if "proch" in words:
        buttons = (
            Button("Vérifier mon cas", payload="/check_ami_eligibility"),
            Button("Les ateliers", payload="/find_workshop"),
        )
        text = "Proch'IA est le programme par lequel la Région dit vouloir rapprocher l'intelligence artificielle des habitants.\nIl réunit des ateliers, des lieux et un appel à projets."
        return "ask_prochia", (Message(text, buttons=buttons, sources=(OFFICIAL, PRESS)),)
    if "personne" in words:
        return "ask_human", (Message("", do="human"),)
    return "inform", (Message(f"Vous avez dit : {heard.text}", sources=(OFFICIAL,)),)


def _question() -> Message:
    buttons = tuple(
        Button(title, payload=f'/inform{{"expenses": "{value}"}}')
        for title, value in (("Du personnel", "staff"), ("Du matériel", "equipment"))
    )
    buttons = (*buttons, Button("Je ne sais pas", payload="/dont_know"))
    return _asking("Quelles dépenses votre projet comprend-il ?", "expenses", buttons)


def _asking(text: str, fact: str, buttons: tuple[Button, ...] = ()) -> Message:
    return Message(text, buttons=buttons, question=steps.question("ami_form", fact, ANSWERED[fact]))


def _aids(in_force: InForce) -> Message:
    """Every aid for a firm of Lens, as the real check tells them."""
    stated = facts.read(
        {"org_type": "pme", "headcount": 12, "commune": "62498", "turnover": 400_000, "investment": 15_000}
    )
    firms = [each for each in in_force.catalogue.programmes.values() if each.audience == "company"]
    found = all_aids.assess(firms, stated, territory=in_force.territory, today=in_force.today).verdicts
    text = f"À titre indicatif :\n\n{wording.groups(found, in_force.catalogue.wordings)}\n\nConseillers-Entreprises vous aide."
    buttons = (Button("Demander à la Région", payload="/ask_human"), Button("ADEN", payload="/check_company_support"))
    return Message(
        text, buttons, (OFFICIAL,), aids=cards.of(answering_first(found)), case={"facts": facts.plain(stated)}
    )


def _verdict(in_force: InForce) -> Message:
    programme = in_force.catalogue.programmes["ami-ia"]
    verdict: dict[str, Any] = eligibility.check(
        programme, facts.read(FACTS), territory=in_force.territory, today=in_force.today
    ).to_dict()
    buttons = (Button("Demander à la Région", payload="/ask_human"), Button("Corriger une réponse", payload="/correct"))
    return Message("À titre indicatif, voici ce que disent les règles connues.", buttons, (PRESS,), verdict=verdict)
