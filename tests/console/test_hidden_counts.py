"""Somebody who downloads every file of the measures, of every period, cannot work out a count that was hidden."""

import csv
import io
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from math import ceil, floor

import pytest
from scipy.optimize import linprog

from bot.clock import paris_day
from bot.house import House
from bot.outcome import FAILURES
from console.table import STEP, Hiding, week_of
from learning.tables import aggregates
from tests.console.site import Visitor, served, signed_in

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
PERIODS = (7, 30, 90, 365)
OUTCOMES = {"répondu": "answered", "pas compris": "fallback", "refusé": "refused", "en panne": "failed"}
Cell = tuple[date, str]
Published = tuple[frozenset[Cell], str]


async def lived(house: House, days: int = 20) -> dict[Cell, int]:
    """Write a service that few people use, so that many counts are small; return the truth."""
    drawn, last = random.Random(0), paris_day(house.clock())
    truth = {
        (last - timedelta(days=ahead), outcome): drawn.choice(range(most))
        for ahead in range(days)
        for outcome, most in (("answered", 3), ("fallback", 3), ("refused", 2), ("failed", 2))
    }
    rows = [("outcome", day, outcome, count) for (day, outcome), count in truth.items()]
    for day in {day for day, _ in truth}:
        rows.append(("messages", day, "", sum(count for (other, _), count in truth.items() if other == day)))
    values = [
        {"day": day, "channel": "web", "measure": measure, "key": key, "count": n} for measure, day, key, n in rows if n
    ]
    async with house.database.write() as connection:
        await connection.execute(aggregates.insert(), values)
    return truth


async def file(visitor: Visitor, name: str, days: int) -> list[list[str]]:
    status, text = await visitor.get(f"/console/mesures/{name}.csv?jours={days}")
    assert status == 200
    return list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))[1:]


async def everything(visitor: Visitor, truth: Iterable[Cell], last: date) -> list[Published]:
    """Return each number of each file, with the cells it counts."""
    found: list[Published] = []
    for days in PERIODS:
        within = [cell for cell in truth if last - timedelta(days=days) < cell[0]]
        for day, number in await file(visitor, "volumes", days):
            found.append((frozenset(cell for cell in within if f"{cell[0]:%d/%m/%Y}" == day), number))
        for name, number in await file(visitor, "outcomes", days):
            found.append((frozenset(cell for cell in within if cell[1] == OUTCOMES[name]), number))
        for week, number, _ in await file(visitor, "fallback", days):
            missed = (cell for cell in within if cell[1] in FAILURES)
            found.append((frozenset(cell for cell in missed if f"{week_of(cell[0]):%d/%m/%Y}" == week), number))
    return [each for each in found if each[0]]


def bounds(number: str) -> tuple[int, int]:
    """Return what a published number tells: between which counts the true one is."""
    return (0, STEP - 1) if number == "moins de 5" else (int(number) - STEP + 1, int(number) + STEP - 1)


@pytest.mark.parametrize("secret", ["one", "two", "three"])
async def test_no_hidden_count_is_found_again_from_all_the_files(house: House, secret: str) -> None:
    house.settings = replace(house.settings, secret_key=secret)
    truth = await lived(house)
    async with served(house) as client:
        published = await everything(await signed_in(client, house, "lecteur"), list(truth), paris_day(house.clock()))
    numbers = [number for _, number in published]
    assert numbers.count("moins de 5") > 5
    assert all(number == "moins de 5" or int(number) % STEP == 0 for number in numbers)
    cells = sorted(truth)
    lines = [[float(cell in of) for cell in cells] for of, _ in published]
    most = [bounds(number)[1] for number in numbers] + [-bounds(number)[0] for number in numbers]
    both = lines + [[-each for each in line] for line in lines]
    for (of, number), line in {each[0]: (each, line) for each, line in zip(published, lines, strict=True)}.values():
        if number == "moins de 5":
            least = linprog(line, A_ub=both, b_ub=most)
            greatest = linprog([-each for each in line], A_ub=both, b_ub=most)
            assert least.status == greatest.status == 0
            assert floor(-greatest.fun + 1e-6) > ceil(least.fun - 1e-6), (sorted(of)[:2], number)


def test_a_count_is_rounded_to_the_nearer_multiple_more_often_and_always_the_same_way(place: object) -> None:
    keys = [Hiding(str(number)) for number in range(400)]
    rounded = Counter(each.shown(12) for each in keys)
    assert set(rounded) == {10, 15}
    assert rounded[10] > rounded[15] > 80
    assert abs(sum(each * count for each, count in rounded.items()) / 400 - 12) < 0.4, "on the whole, nothing is added"
    assert {Hiding("one").shown(12) for _ in range(9)} == {Hiding("one").shown(12)}


def test_a_small_count_and_none_look_the_same(place: object) -> None:
    shown = defaultdict(set)
    for number in range(200):
        for count in (0, 1, 4, 5):
            shown[count].add(Hiding(str(number)).shown(count))
    assert shown == {0: {None}, 1: {None}, 4: {None}, 5: {5}}


def test_a_share_is_told_of_rounded_counts_only_where_it_means_something(place: object) -> None:
    hide = Hiding("one")
    assert hide.rate(3, 12) is None
    assert hide.rate(0, 100) == 0
    assert hide.rate(100, 100) == 1
    assert hide.rate(50, 100) == 0.5


async def test_the_open_account_rounds_and_hides(house: House) -> None:
    await lived(house)
    async with served(house) as client:
        told = (await Visitor(client, {}).get("/transparence"))[1]
    cells = [cell.split("<")[0] for cell in told.split("<td>")[1:]]
    numbers = [int(cell) for cell in cells if cell.isdigit()]
    assert numbers
    assert all(number % STEP == 0 for number in numbers)
    assert "arrondi" in told
