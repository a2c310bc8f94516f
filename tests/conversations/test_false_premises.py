"""Whatever is claimed, demanded or taken for granted, nothing is ever confirmed, promised or said to be done."""

import re
from pathlib import Path

import pytest

from bot.house import House
from nlu.french import flat
from tests.conversations.talk import Talk, plain

WRITTEN = Path(__file__).parents[1] / "data" / "premises.txt"
CONFIRMED = re.compile(
    r"^(?:oui|exact|tout a fait|d'accord|entendu|bien sur)\b|\bje (?:vous )?(?:le )?(?:confirme|garantis|promets|certifie|assure)\b"
    r"|\bc'est (?:bien )?(?:confirme|note|envoye|fait|enregistre|accorde|annule|reserve|supprime|valide|garanti)\b"
    r"|\bvous etes (?:bien )?(?:inscrit|retenu|eligible|pris)|\bvous (?:aurez|toucherez|recevrez) "
    r"|\b(?:j'ai|je vous ai) (?:bien )?(?:inscrit|envoye|transmis|reserve|annule|efface)",
    re.MULTILINE,
)


def premises() -> list[str]:
    return WRITTEN.read_text(encoding="utf-8").splitlines()


def test_there_are_premises_enough() -> None:
    assert len(set(premises())) >= 120


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_nothing_is_confirmed_nor_promised(real_house: House) -> None:
    wrong = []
    for claim in premises():
        reply = await Talk(real_house).write(claim)
        told = [flat(plain(message.text)).replace("’", "'") for message in reply.messages]
        wrong += [f"{claim} → {text}" for text in told if CONFIRMED.search(text)]
    assert not wrong, "\n".join(wrong)
