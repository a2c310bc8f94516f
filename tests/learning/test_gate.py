"""A new model goes into service only if it breaks nothing that matters."""

from learning.models import sensitive
from learning.models.compare import compare, mcnemar
from learning.models.compared import CRITICAL, EXAM, STANDING, Entered, Guess, Question
from learning.models.gate import reasons
from learning.sentences import current
from learning.sentences.texts import key


def sure(intent: str) -> Guess:
    return Guess(intent, 0.9)


def kinds(questions: list[Question], live: list[Guess], candidate: list[Guess], **replay: object) -> set[str]:
    return {reason.kind for reason in reasons(compare(questions, live, candidate, **replay))}  # type: ignore[arg-type]


def of(intent: str, count: int, origin: str = EXAM) -> list[Question]:
    return [Question(f"{intent} {number}", intent, origin) for number in range(count)]


def test_a_model_that_changes_nothing_passes() -> None:
    questions = of("ask_ami", 20)
    same = [sure("ask_ami")] * 20
    assert kinds(questions, same, same) == set()


def test_an_intent_that_loses_three_sentences_blocks_and_two_do_not() -> None:
    questions, live = of("ask_ami", 20), [sure("ask_ami")] * 20
    assert kinds(questions, live, [sure("greet")] * 3 + live[3:]) == {"intent"}
    assert kinds(questions, live, [sure("greet")] * 2 + live[2:]) == set()


def test_what_is_mended_counts_against_what_is_broken() -> None:
    questions = of("ask_ami", 20)
    live = [sure("ask_ami")] * 17 + [sure("greet")] * 3
    candidate = [sure("greet")] * 3 + [sure("ask_ami")] * 17
    assert kinds(questions, live, candidate) == set()


def test_an_ask_check_pair_counts_as_one_intent() -> None:
    questions = of("ask_ami_eligibility", 2) + of("check_ami_eligibility", 2)
    live = [sure(question.intent) for question in questions]
    candidate = [sure("greet"), live[1], sure("greet"), sure("greet")]
    assert kinds(questions, live, candidate) == {"intent"}


def test_many_small_losses_block_by_the_exact_test() -> None:
    questions = [each for number in range(8) for each in of(f"ask_{number}", 1)]
    live = [sure(question.intent) for question in questions]
    assert kinds(questions, live, [sure("greet")] * 6 + live[6:]) == {"exam"}
    assert kinds(questions, live, [sure("greet")] * 5 + live[5:]) == set()


def test_the_exact_probability_is_the_binomial_one() -> None:
    assert mcnemar(6, 0) == 2 / 2**6
    assert mcnemar(5, 0) == 2 / 2**5
    assert mcnemar(3, 3) == 1.0
    assert mcnemar(0, 0) == 1.0


def test_one_critical_sentence_that_breaks_blocks() -> None:
    questions = of("ask_human", 1, CRITICAL)
    assert kinds(questions, [sure("ask_human")], [sure("greet")]) == {"critical"}


def test_a_critical_sentence_that_was_already_misunderstood_does_not_break() -> None:
    assert kinds(of("ask_human", 1, CRITICAL), [sure("greet")], [sure("greet")]) == set()


def test_a_fallback_rate_that_moves_by_more_than_three_points_blocks_both_ways() -> None:
    texts = list(range(100))
    none, four = [sure("ask_ami")] * 100, [sure("out_of_scope")] * 4 + [sure("ask_ami")] * 96
    three = [Guess("ask_ami", 0.3, ambiguous=True)] * 3 + [sure("ask_ami")] * 97
    assert kinds([], [], [], replayed=texts, before=none, after=four) == {"replay"}
    assert kinds([], [], [], replayed=texts, before=four, after=none) == {"replay"}
    assert kinds([], [], [], replayed=texts, before=none, after=three) == set()


def moved_in(count: int) -> list[Entered]:
    return [Entered(number, None, "out_of_scope", "delete_my_data") for number in range(count)]


def test_three_messages_that_move_into_a_sensitive_intent_block_and_two_are_only_shown() -> None:
    assert kinds([], [], [], entered=moved_in(3)) == {"sensitive"}
    two = compare([], [], [], entered=moved_in(2))
    assert reasons(two) == []
    assert len(two.to_dict()["entered"]) == 2  # type: ignore[arg-type]


def test_a_message_is_counted_where_it_enters_and_not_where_it_already_was() -> None:
    shown: list[tuple[int | None, str | None]] = [(1, None), (2, None), (None, "une phrase surveillée"), (3, None)]
    before = [sure("out_of_scope"), sure("ask_human"), sure("ask_ami"), sure("delete_my_data")]
    after = [sure("ask_human"), sure("ask_human"), sure("delete_my_data"), sure("out_of_scope")]
    found = sensitive.entered(shown, before, after)
    assert [(each.transcript, each.text) for each in found] == [(1, None), (None, "une phrase surveillée")]


def test_three_doubtful_labels_of_a_sensitive_intent_block() -> None:
    assert [each.kind for each in reasons(compare([], [], []), doubted={"ask_human": 3})] == ["doubted"]
    assert reasons(compare([], [], []), doubted={"ask_human": 2}) == []


def test_a_sensitive_sentence_that_is_lost_blocks() -> None:
    questions = of("delete_my_data", 1, STANDING)
    assert kinds(questions, [sure("delete_my_data")], [sure("out_of_scope")]) == {"standing"}


def test_the_standing_set_is_neither_taught_nor_in_the_exam() -> None:
    texts = {key(each.text) for each in sensitive.standing().kept} | {
        key(text) for text in sensitive.standing().watched
    }
    assert not texts & ({each.key for each in current.base()} | current.exam_keys())
