"""What no intent covers: the right passage with its record, or nothing at all."""

import pytest

from region import current, search
from region.plain import sentences, words
from region.search import Index


@pytest.fixture(scope="module")
def index() -> Index:
    return current.index()


@pytest.mark.parametrize(
    ("question", "record"),
    [
        ("les jumeaux numériques pour l'urbanisme", "ami-examples-twins"),
        ("LES JUMEAUX NUMERIQUES", "ami-examples-twins"),
        ("c'est quoi l'alliance mistral des universités", "ai-training-mistral-alliance"),
        ("Nord France Invest", "company-settling"),
        ("fête de la science", "events-science-2025"),
    ],
)
def test_a_question_finds_the_record_that_speaks_of_it(question: str, record: str, index: Index) -> None:
    found = index.find(question)
    assert found is not None
    assert found.record.id == record
    assert found.record.source is not None
    assert found.passage


@pytest.mark.parametrize(
    "question",
    [
        "recette de la carbonara",
        "quelle heure est-il",
        "horaires de la piscine de Lens",
        "projet de loi immigration",
        "le prix du pain en France",
        "qui a gagné le match hier soir",
        "sdfkjh",
        "",
        "?!",
        '" OR 1 --',
        "NEAR(a b)",
        "l'IA en région",
        "😀",
        "a" * 5000,
    ],
)
def test_what_nobody_here_knows_finds_nothing(question: str, index: Index) -> None:
    assert index.find(question) is None


def test_a_passage_is_cut_from_the_answer_word_for_word(index: Index) -> None:
    found = index.find("fête de la science")
    assert found is not None
    assert all(part in found.record.answer for part in sentences(found.passage))


def test_a_record_can_be_left_out(index: Index) -> None:
    found = index.find("fête de la science", suits=lambda record: record.id != "events-science-2025")
    assert found is None or found.record.id != "events-science-2025"


def test_the_index_follows_what_is_published(index: Index) -> None:
    held = current.catalogue()
    current.use(held.with_records([]))
    assert current.index() is not index


def test_a_passage_keeps_the_order_of_its_sentences() -> None:
    record = current.catalogue().records[0]
    passage = search.passage(record, [], most=1)
    assert record.answer.startswith(passage)
    assert len(words(passage)) <= 20
