"""A message that leaves a way to be called back, and asks nothing else, opens the form; one that asks is answered."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot import project
from bot.privacy import mask
from bot.replies import Reply, Understanding
from bot.turn.heard import tells_of_others
from bot.turn.outgoing import left_to_be_reached
from tests.beffroi.conftest import env, taught

LEFT = (
    "jeanne@exemple.fr",
    "mon mail est jeanne@exemple.fr",
    "Contactez-moi : jeanne@exemple.fr",
    "Bonjour, vous pouvez me joindre au 06 12 34 56 78 ou à jeanne@exemple.fr, merci d'avance",
    "pouvez-vous me rappeler au 06 12 34 56 78 ?",
    "je m'appelle Jeanne Dupont, mon numéro est le 06 12 34 56 78, après 18 h",
)
ASKED = (
    "c'est jeanne@exemple.fr ?",
    "Proch'IA, répondez à jeanne@exemple.fr",
    "un conseiller m'a appelé du 06 12 34 56 78",
    "effacez mon mail jeanne@exemple.fr",
    "quelles aides pour ma commune ? jeanne@exemple.fr",
    "rappelez-moi",
)


def left(text: str, understood: str | None) -> bool:
    masked = mask(text)
    return left_to_be_reached(masked.text, masked.kinds, Reply((), Understanding(understood, 0.9, ())))


@pytest.mark.parametrize("text", LEFT)
def test_who_leaves_only_how_to_be_reached_gets_the_form(text: str) -> None:
    assert left(text, "ask_contact")


@pytest.mark.parametrize("text", ASKED)
def test_who_asks_is_answered(text: str) -> None:
    assert not left(text, "ask_contact")


def test_what_nobody_understands_with_an_address_gets_the_form() -> None:
    assert left("brouhaha jeanne@exemple.fr", "out_of_scope")


TOLD = (
    "j'ai reçu un mail de service@exemple.fr",
    "recu un mail de jeanne@exemple.fr ce matin",
    "je viens de recevoir un message de contact@exemple.fr",
    "un mail de jeanne@exemple.fr me demande mon RIB",
    "mail suspect de ia-region@exemple.fr",
    "j'ai reçu un SMS du 06 12 34 56 78",
    "j'ai eu un appel du numéro 06 12 34 56 78",
    "on m'a appelé du 06 12 34 56 78",
    "un conseiller m'a appelé du 06 12 34 56 78",
    "le 06 12 34 56 78 m'appelle sans arrêt",
    "jeanne@exemple.fr m'a contacté",
    "j'ai été contactée par jeanne@exemple.fr",
    "j'ai vu l'adresse contact@exemple.fr sur une affiche",
)
LEFT_ALL_THE_SAME = (
    "j'ai reçu votre réponse, mon mail est jeanne@exemple.fr",
    "je n'ai rien reçu sur jeanne@exemple.fr",
    "je vous ai écrit depuis jeanne@exemple.fr, sans réponse",
    "envoyez-moi un mail à jeanne@exemple.fr",
    "vous m'avez appelé, rappelez au 06 12 34 56 78",
    "mon mail de contact : jeanne@exemple.fr",
    "06 12 34 56 78, me contacter après 18 h",
    "j'ai reçu un mail de phishing",
)


def told(text: str) -> bool:
    masked = mask(text)
    return tells_of_others(masked.text, masked.kinds)


@pytest.mark.parametrize("text", TOLD)
def test_who_tells_of_a_message_or_a_call_leaves_no_address(text: str) -> None:
    assert told(text)


@pytest.mark.parametrize("text", [*LEFT, *LEFT_ALL_THE_SAME])
def test_who_leaves_their_own_address_tells_of_nobody(text: str) -> None:
    assert not told(text)


async def test_who_received_a_message_reads_what_to_beware_of_and_no_form(tmp_path: Path, archive: Path) -> None:

    place = taught(tmp_path, archive)
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "beffroi",
        "ask",
        "j'ai reçu un mail de service@exemple.fr",
        "--json",
    ]
    done = subprocess.run(command, cwd=project.ROOT, env=env(place), capture_output=True, text=True, check=True)
    said = " ".join(message["text"] for message in json.loads(done.stdout)["messages"])
    assert "Je ne peux pas dire qui est derrière une adresse" in said
    assert "17Cyber" in said
    assert "/contact" not in said
