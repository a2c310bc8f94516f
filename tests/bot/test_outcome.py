"""Each way a turn may end has its words wherever it is told."""

from bot.outcome import Outcome
from bot.privacy import REFUSED
from bot.wordings import WORDINGS
from console.render import words


def test_a_turn_that_is_stopped_has_its_sentence() -> None:
    say = WORDINGS.say
    stopped = [each for each in Outcome if not each.kept and each is not Outcome.REPEATED]
    assert all(say(each, length=1001, limit=1000) for each in stopped)
    assert {f"refused_{kind}" for kind in REFUSED} == {each for each in stopped if each.refuses_data}


def test_a_turn_that_is_kept_has_its_word_in_the_console() -> None:
    assert {each for each in Outcome if each.kept} == set(words()["outcomes"])


def test_only_what_was_not_taken_comes_back() -> None:
    assert {each: each.status for each in Outcome if each.comes_back} == {
        Outcome.TOO_MANY: 429, Outcome.BUSY: 429, Outcome.STORE_DOWN: 503,
    }  # fmt: skip
    assert {each for each in Outcome if each.status == 422} == {Outcome.EMPTY, Outcome.TOO_LONG}
