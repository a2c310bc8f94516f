"""The simulated evening obeys what anyone can work out by hand."""

from scripts import evening
from scripts.evening import Arrangement, simulated


def test_it_is_the_evening_that_was_asked_for() -> None:
    every = round(evening.RESIDENTS * evening.WATCHING * evening.COMING) * evening.MESSAGES
    assert round(every / (60 * evening.MINUTES)) == 83


def test_with_workers_to_spare_nobody_waits_longer_than_a_turn() -> None:
    spared = simulated(Arrangement("spared", 64, 5.0))
    assert spared.messages == 149_940
    assert spared.longest_queue == 0
    assert 0.004 < spared.median < 0.008
    assert spared.p95 < 4 * spared.median


def test_what_cannot_hold_the_rush_makes_people_give_up() -> None:
    slow, fast = simulated(Arrangement("slow", 1, 20.0)), simulated(Arrangement("fast", 4, 20.0))
    assert slow.lost > fast.lost
    assert slow.p95 > evening.PATIENT > fast.median
