"""The figures of an evaluation are those that interfaces.md names, and mean what they say."""

from pathlib import Path

import pytest

from nlu.crossing import cross
from nlu.evaluation import Parsed, entity_f1, evaluate
from nlu.examples import Row, read_nlu, read_tsv
from nlu.scores import calibration_error, confusions, reliability
from nlu.typos import with_typos

ROWS = [
    Row("bonjour", "greet"),
    Row("le tarif", "money", (("amount", 70000), ("commune", None))),
    Row("une recette", "out_of_scope"),
    Row("le prix", "money"),
]
UNDERSTOOD = [
    Parsed((("greet", 0.9), ("money", 0.1))),
    Parsed((("money", 0.8), ("greet", 0.2)), (("amount", 70000.0), ("commune", "59350"))),
    Parsed((("out_of_scope", 0.6),)),
    Parsed((("out_of_scope", 0.5), ("money", 0.4))),
]


def test_the_figures_of_known_rows() -> None:
    figures = evaluate(ROWS, UNDERSTOOD)
    assert (figures["n"], figures["accuracy"], figures["top3"]) == (4, 0.75, 1.0)
    assert figures["oos"] == {"recall": 1.0, "false_rejection": pytest.approx(1 / 3, abs=1e-3)}
    assert figures["entity_f1"] == 0.5
    assert figures["errors"] == [
        {"text": "le prix", "expected": "money", "predicted": "out_of_scope", "confidence": 0.5}
    ]
    assert figures["per_intent"]["money"]["recall"] == 0.5


def test_recall_of_what_is_out_of_scope_is_null_without_such_rows() -> None:
    assert evaluate(ROWS[:1], UNDERSTOOD[:1])["oos"]["recall"] is None


def test_a_null_value_must_be_null() -> None:
    assert entity_f1([[("commune", None)]], [[("commune", None)]]) == 1.0
    assert entity_f1([[("commune", None)]], [[("commune", "62498")]]) == 0.0


def test_a_confidence_that_tells_the_truth_has_no_error() -> None:
    assert calibration_error([0.75] * 10, [True] * 7 + [False] * 3) == pytest.approx(0.05)
    assert calibration_error([1.0] * 5, [True] * 5) == 0.0


def test_a_tsv_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "rows.tsv"
    file.write_text('greet\tbonjour\t[]\nask\tLens\t{"entity"', encoding="utf-8")
    with pytest.raises(ValueError, match="ligne 2"):
        read_tsv(file)


def test_annotations_are_read_and_taken_out_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "nlu.yml"
    file.write_text(
        'version: "3.1"\nnlu:\n- intent: inform\n  examples: |\n'
        '    - à [Lens]{"entity": "commune", "value": "62498"}, [12]{"entity": "headcount", "value": 12}\n',
        encoding="utf-8",
    )
    assert read_nlu([file]) == [Row("à Lens, 12", "inform", (("commune", "62498"), ("headcount", 12)))]


def test_cross_validation_works_with_four_examples_in_a_fold(tmp_path: Path) -> None:
    file = tmp_path / "small.yml"
    blocks = {"a/b": "bonjour salut coucou bonsoir hello", "a/c": "prix tarif coût montant facture", "few": "un deux"}
    lines = [
        f"- intent: {name}\n  examples: |\n" + "".join(f"    - {word}\n" for word in words.split())
        for name, words in blocks.items()
    ]
    file.write_text('version: "3.1"\nnlu:\n' + "".join(lines), encoding="utf-8")
    figures = cross(file, folds=5, seed=0)
    assert (figures["n"], figures["intents"]) == (10, 2)
    assert set(figures) == {"n", "intents", "accuracy", "macro_f1", "fit_seconds", "predict_ms"}


def test_typing_errors_are_the_same_for_the_same_seed_and_spare_short_words() -> None:
    texts = ["quelles subventions pour une association", "oui"]
    once = with_typos(texts, rate=1.0, seed=0)
    assert once == with_typos(texts, rate=1.0, seed=0)
    assert once != texts
    assert once[1] == "oui"


def test_what_is_mixed_up_and_how_far_confidence_is_true() -> None:
    truth, guessed = [row.intent for row in ROWS], [each.intent for each in UNDERSTOOD]
    right = [one == other for one, other in zip(truth, guessed, strict=True)]
    assert confusions(truth, guessed) == [("money", "out_of_scope", 1)]
    assert reliability([0.91, 0.93, 1.0, 0.5], right) == [(0.5, 0.0, 1), (0.9467, 1.0, 3)]
