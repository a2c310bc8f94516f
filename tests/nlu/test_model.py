"""The classifier learns from few sentences, says how sure it is, and is kept without code."""

from pathlib import Path

import numpy as np
import pytest

from nlu.calibration import sharpness
from nlu.domain import Domain
from nlu.french import tokens
from nlu.meaning import current
from nlu.model import IntentModel, _drawn
from nlu.scope import Gate, Scope

how_common = current().how_common

TAUGHT = {
    "weather": [
        "quel temps fait-il",
        "va-t-il pleuvoir demain",
        "météo du jour",
        "il fait froid ?",
        "un parapluie ce soir ?",
    ],
    "money": ["combien ça coûte", "quel est le prix", "c'est cher ?", "le tarif svp", "montant à payer"],
    "greet": ["bonjour", "salut", "bonsoir à tous", "coucou", "hello"],
}


@pytest.fixture(scope="module")
def model() -> IntentModel:
    pairs = [(text, intent) for intent, texts in TAUGHT.items() for text in texts]
    return IntentModel.fit([text for text, _ in pairs], [intent for _, intent in pairs])


@pytest.mark.parametrize(
    ("message", "intent"), [("la meteo de demain", "weather"), ("le coût ?", "money"), ("slt", "greet")]
)
def test_near_wordings_have_the_intent_taught(model: IntentModel, message: str, intent: str) -> None:
    assert model.rank(message)[0][0] == intent


def test_chances_add_up_to_one(model: IntentModel) -> None:
    assert sum(chance for _, chance in model.rank("le prix de la météo")) == pytest.approx(1)


@pytest.mark.parametrize("message", ["", "   ", "😀😀", "\u200b\u200b", "???"])
def test_a_message_with_nothing_known_has_no_reading(model: IntentModel, message: str) -> None:
    assert model.rank(message) == []


def test_a_model_read_back_is_the_same_and_holds_no_code(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    again = IntentModel.load(tmp_path)
    assert {file.suffix for file in tmp_path.iterdir()} == {".json", ".npz"}
    assert again.rank("le tarif")[0][1] == pytest.approx(model.rank("le tarif")[0][1], abs=0.01)


def test_a_few_sentences_more_leave_the_calibration_to_the_same_examples() -> None:
    texts = [f"phrase numéro {number}" for number in range(5_000)]
    more = ["une étiquette du lundi", *texts[:100], "une autre", *texts[100:], "une dernière"]
    before, after = ([said[place] for place in _drawn(said)[:1_000]] for said in (texts, more))
    assert len({*before} & {*after}) >= 995


def test_confidence_is_sharper_when_scores_are_right() -> None:
    places = np.arange(30) % 3
    right = np.eye(3)[places] * 2 - 1
    wrong = np.roll(right, 1, axis=1)
    assert sharpness(right, places) > sharpness(wrong, places)


def test_the_gate_refuses_the_share_it_was_given_of_questions_and_of_conversation() -> None:
    names = ["ask", "greet", "out_of_scope"]
    margins = np.linspace(-0.5, 1.5, 21)
    asked = np.array([[margin, -1.0, 0.0] for margin in margins])
    greeted = np.array([[-1.0, margin - 0.2, 0.0] for margin in margins])
    places = np.array([0] * 21 + [1] * 21)
    rates = {"question": 0.1, "conversation": 0.5}
    gate = Gate.fit(np.vstack([asked, greeted]), names, places, np.zeros(42), rates=rates)
    assert (margins < gate.question).sum() == pytest.approx(0.1 * 21, abs=2)
    assert (margins - 0.2 < gate.conversation).sum() == pytest.approx(0.5 * 21, abs=3)


def test_nothing_is_refused_where_nothing_out_of_scope_is_taught() -> None:
    rates = {"question": 1.0, "conversation": 1.0}
    assert Gate.fit(np.ones((9, 2)), ["a", "b"], np.zeros(9, dtype=int), np.zeros(9), rates=rates) == Gate()


def test_words_never_asked_here_make_a_message_likelier_to_be_out_of_scope() -> None:
    taught = [tokens(text) for text in ("quelle aide pour un projet d'ia", "une aide à l'ia")]
    domain = Domain.fit(taught * 500, how_common=how_common)
    ours, foreign = (
        domain.evidence(tokens(text), total=domain.total) for text in ("quelle aide ia", "quelle recette de gaufres")
    )
    assert ours > foreign
    assert domain.evidence(taught[0], total=domain.total) > Domain({}, how_common).evidence(
        taught[0], total=domain.total
    )
    gate = Gate(question=0.3)
    assert gate.factor("ask", foreign, sharpness=5) > gate.factor("ask", ours, sharpness=5)


def test_the_words_of_a_courtesy_say_nothing_of_the_subject() -> None:
    gate = Gate(question=0.3, conversation=0.1)
    assert gate.factor("greet", -3.0, sharpness=5) == gate.factor("greet", 3.0, sharpness=5)


def test_two_close_readings_are_ambiguous_and_a_sure_one_is_not() -> None:
    scope = Scope()
    assert scope.ambiguous([("a", 0.4), ("b", 0.38)])
    assert not scope.ambiguous([("a", 0.9), ("b", 0.05)])
    assert not scope.ambiguous([("out_of_scope", 0.4), ("b", 0.38)])
    assert Scope(factor=3).decide([("a", 0.4), ("out_of_scope", 0.3)])[0][0] == "out_of_scope"
