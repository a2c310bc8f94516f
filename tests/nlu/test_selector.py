"""Finding the record a question asks for, in a tiny catalogue of five."""

import pytest

from nlu import french, meaning
from nlu.selector import Card, Selector, kinds
from nlu.selector.terms import Lexicon
from nlu.selector.weighed import Asked

CARDS = [
    Card("caravan", "La Caravane", ("C'est un camion.", "Il passe en Thiérache le samedi."),
         ("c'est quoi la caravane de l'IA", "le camion passe où", "quel jour passe la caravane"), ("La Caravane",)),
    Card("anaouder", "Anaouder", ("Anaouder transcrit la parole en breton.",), ("à quoi sert anaouder",), ("Anaouder",)),
    Card("plan", "Le plan régional", ("Le plan a été voté le 18 juin 2026.", "Il fixe six priorités."),
         ("quand le plan a été voté", "combien de priorités a le plan"), intents=("ask_plan",), default_of=("ask_plan",)),
    Card("plan-cost", "Le coût du plan", ("On ne sait pas combien coûte le plan.",), ("combien coûte le plan",),
         intents=("ask_plan",), unknown=True),
    Card("town", "Le centre de Cambrai", ("Un centre est annoncé à Cambrai.",), ("le centre de cambrai",), when={"commune": "59122"}),
]  # fmt: skip
STOP = "le la les de du un une c est quoi que qui a où quel combien quand ia l à"


@pytest.fixture(scope="module")
def selector() -> Selector:
    lexicon = Lexicon.of(STOP, [], meaning.current().how_common)
    return Selector(CARDS, lexicon=lexicon, meaning=meaning.current())


@pytest.mark.parametrize(
    ("question", "record"),
    [
        ("la caravane de lia cé koi", "caravan"),
        ("il passe quand le camion", "caravan"),
        ("c koi anaoudere", "anaouder"),
        ("date du vote du plan régional", "plan"),
        ("ça va coûter combien, ce plan", "plan-cost"),
    ],
)
def test_a_paraphrase_finds_its_record_without_training(selector: Selector, question: str, record: str) -> None:
    assert selector.rank(Asked(question))[0].card.id == record


def test_a_record_added_is_found_at_once(selector: Selector) -> None:
    bus = Card("bus", "Le bus numérique", ("Le bus numérique stationne à Roye.",), ("où stationne le bus numérique",))
    more = Selector([*CARDS, bus], lexicon=selector.index.lexicon, meaning=selector.index.meaning)
    assert more.rank(Asked("il est où le bus numérique"))[0].card.id == "bus"


def test_a_record_of_another_town_is_contradicted(selector: Selector) -> None:
    signs = {each.card.id: each.why for each in selector.rank(Asked("le centre", facts={"commune": "62041"}))}
    assert signs["town"]["contradicts"] == 1


def test_the_sentence_that_answers_is_pointed_at(selector: Selector) -> None:
    read = selector.index.read("la caravane passe quel jour en Thiérache")
    assert selector.passages.sentence(read, CARDS[0]) == 1


def test_an_empty_catalogue_answers_nothing(selector: Selector) -> None:
    assert Selector([], lexicon=selector.index.lexicon, meaning=selector.index.meaning).rank(Asked("bonjour")) == []


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("c'est quand le vote ?", "when"),
        ("numéro de téléphone de Proch'IA svp", "phone"),
        ("combien d'habitants ont suivi ?", "number"),
        ("quel pourcentage d'entreprises ?", "share"),
        ("ils investissent combien, ça coûte combien ?", "money"),
        ("pourquoi ce plan", "why"),
        ("Anaouder", None),
    ],
)
def test_the_kind_of_answer_asked_is_read(question: str, kind: str | None) -> None:
    assert kinds.asked(question) == kind


def test_what_is_counted_is_read() -> None:
    assert kinds.focus("combien d'habitants ont suivi ?").startswith("habitants")


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Proch'IA c'est pour qui et c'est où ?", ["Proch'IA c'est pour qui", "c'est où ?"]),
        ("une mairie et une association", ["une mairie et une association"]),
        ("combien d'entreprises et de communes", ["combien d'entreprises et de communes"]),
    ],
)
def test_questions_that_share_a_subject_are_told_apart(message: str, parts: list[str]) -> None:
    assert french.questions(message) == parts


def test_a_name_that_is_also_an_ordinary_word_does_not_call_a_record_back(selector: Selector) -> None:
    named = Card("humain", "humAIn", ("La candidature humAIn a échoué.",), ("humAIn",), ("humAIn",))
    kept = Card("kept", "Décider", ("La décision reste à un humain.",), ("qui décide",))
    more = Selector([*CARDS, named, kept], lexicon=selector.index.lexicon, meaning=selector.index.meaning)
    assert not more.index.speaks_of(more.index.read("tu es humain ?"), named)
    assert more.index.speaks_of(more.index.read("à quoi sert anaouder"), CARDS[1])


def test_a_sentence_that_holds_the_kind_asked_and_the_question_states_the_answer(selector: Selector) -> None:
    assert selector.passages.states(selector.index.read("quand a été voté le plan ?"), CARDS[2])
    assert not selector.passages.states(selector.index.read("combien coûte la caravane ?"), CARDS[0])


def test_a_year_inside_a_name_is_no_date() -> None:
    assert "when" not in kinds.held("Le Forum 2025 a réuni mille personnes.")
    assert "when" in kinds.held("Le forum aura lieu en 2027.")


def test_a_word_of_like_meaning_counts_where_the_word_is_not_written(selector: Selector) -> None:
    pay = Card("pay", "La subvention", ("Une subvention existe.",), ("qui donne la subvention",))
    more = Selector([*CARDS, pay], lexicon=selector.index.lexicon, meaning=selector.index.meaning)
    signs = {each.card.id: each.why for each in more.rank(Asked("une dotation"), most=9)}
    assert signs["pay"]["cover"] == 0
    assert signs["pay"]["akin"] > signs["town"]["akin"]


@pytest.mark.parametrize(
    ("question", "unheld"),
    [
        ("Le plan a-t-il été abandonné ?", True),
        ("c'est vrai que le plan est interdit aux communes", True),
        ("le plan fixe six priorités ?", False),
        ("qui a abandonné le plan, je demande", False),  # nothing says that it is a question about its truth
    ],
)
def test_what_a_question_takes_for_true_is_looked_for_in_the_record(question: str, unheld: bool) -> None:
    assert kinds.unheld(question, ("Le plan fixe six priorités.",)) is unheld


def test_a_claim_that_the_record_states_is_held() -> None:
    assert not kinds.unheld("Microsoft a-t-il abandonné ?", ("Microsoft a renoncé à ses projets.",))


@pytest.mark.parametrize(
    ("question", "focus"),
    [("nom du chef de chantier", "chef"), ("Quel élu a parlé ?", "elu"), ("quelle date", ""), ("quel organisme", "")],
)
def test_what_a_question_asks_the_name_of_is_read(question: str, focus: str) -> None:
    assert kinds.focus(question) == focus
