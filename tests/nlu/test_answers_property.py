"""No question of a check is answered by a sentence that says something else; every value is, in thirty sentences of answer."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from nlu import acts
from nlu.acts.extra import ANSWERED_BY
from nlu.entities import Entity
from nlu.entities.finder import Finder, Names
from region import names
from tests.regions import THE_REGION

EXAM = Path(__file__).parents[2] / "nlu/exam"
TODAY = date(2026, 11, 26)
STATING = frozenset({"inform", "check_ami_eligibility", "check_company_support", "affirm", "deny", "dont_know"})
MARKED = re.compile(r"\[([^\]]*)\](?:\{[^}]*\}|\([^)]*\))")
FEWEST = 1000
CARRIERS = (
    "{}", "c'est {}", "{} merci", "alors {}", "euh {}", "oui, {}", "nous, c'est {}", "bonjour, {}", "disons {}",
    "je dirais {}", "ce sera {}", "{} alors", "donc {}", "voilà : {}", "pardon, {}",
    "non pardon, {}", "finalement {}", "{} svp", "enfin {}", "bon, {}", "ok {}", "ah oui, {}", "plutôt {}", "et bien {}",
    "mettons {}", "maintenant {}", "notez {}", "prenez {}", "{}, voilà", "{} exactement",
)  # fmt: skip
VALUES = {
    "amount": ["90 000 €", "cent mille euros", "70k€", "250 000", "80'000 €", "un million"],
    "commune": ["Lens", "Arras", "Saint-Pol-sur-Ternoise", "62300", "Le Quesnoy"],
    "org_type": ["une commune", "une association", "un syndicat mixte", "une communauté de communes"],
    "expenses": ["du matériel", "du personnel", "du fonctionnement", "des salaires", "des ordinateurs"],
    "headcount": ["12 salariés", "aucun", "une dizaine de salariés", "17"],
    "public_interest": ["oui", "non"],
    "manages_public_policy": ["oui", "non"],
    "turnover": ["400 000 €", "2 millions d'euros", "600 000", "notre chiffre d'affaires est de 2 millions"],
    "investment": ["15 000 €", "vingt mille euros", "un investissement de 15 000 €"],
    "siren": ["732 829 320", "732829320"],
}


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(Names(THE_REGION.gazetteer.names, names.DEPARTEMENTS, names.REGIONS, names.PROGRAMMES))


@pytest.fixture(scope="module")
def known() -> acts.Known:
    return acts.Known(
        towns=lambda name: [each.code for each in THE_REGION.gazetteer.find(name)],
        postal=lambda code: [each.code for each in THE_REGION.gazetteer.by_postal_code(code)],
    )


def others() -> list[tuple[str, str]]:
    """Return the sentences of the exam and of the other subjects that state no case, with what they mean."""
    read = [
        block
        for path in sorted(EXAM.glob("*.yml"))
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    ]
    said = [
        (block["intent"], MARKED.sub(r"\1", line.strip()[2:]))
        for block in read if block.get("intent") not in STATING for line in block["examples"].splitlines()
    ]  # fmt: skip
    lines = (EXAM / "negatives.tsv").read_text(encoding="utf-8").splitlines()
    return [*said, *(("out_of_scope", line.split("\t")[1]) for line in lines)]


def answers(text: str, asked: str, intent: str, entities: list[Entity], known: acts.Known) -> bool:
    found = acts.read(text, asked=asked, entities=entities, known=known)
    return found is not None and not acts.is_question(text) and found.counts(asked=asked, intent=intent, sure=True)


def test_there_are_sentences_enough() -> None:
    assert len(others()) >= FEWEST


def test_no_other_sentence_answers_a_question(finder: Finder, known: acts.Known) -> None:
    taken = [
        (asked, text)
        for intent, text in others() for entities in [finder.find(text, today=TODAY)] for asked in ANSWERED_BY
        if answers(text, asked, intent, entities, known)
    ]  # fmt: skip
    assert not taken


@pytest.mark.parametrize("asked", VALUES)
def test_every_value_answers_in_every_carrier(asked: str, finder: Finder, known: acts.Known) -> None:
    missed = [
        text
        for value in VALUES[asked] for text in (carrier.format(value) for carrier in CARRIERS)
        if not answers(text, asked, "inform", finder.find(text, today=TODAY), known)
    ]  # fmt: skip
    assert not missed
