"""Counts that outlive messages: what is hidden, what is contained, and what the public account shows."""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from bot.clock import paris_day
from bot.house import House
from bot.keeping.purge import purge
from bot.store.tables import transcripts
from console import attended
from console.public import months
from console.table import Hiding
from learning import attendance, counted, counts, measured
from learning.measured import Seen, contained, count
from tests.console.site import Visitor, served, signed_in
from tests.learning.messages import NOW, a_message

pytestmark = pytest.mark.parametrize("place", ["sqlite", "postgresql"], indirect=True)


def seen(channel: str = "web", *, outcome: str = "answered", after: int = 0, **values: object) -> Seen:
    known = {"intent": "ask_ami", "confidence": 0.9, "thumb": None} | values
    return Seen("one", channel, NOW + timedelta(minutes=after), outcome, **known)  # type: ignore[arg-type]


def test_containment_ends_without_a_person_a_thumb_down_or_two_failures(place: object) -> None:
    assert contained([seen(), seen(outcome="fallback")])
    assert not contained([seen(outcome="fallback"), seen(outcome="failed")])
    assert not contained([seen(thumb=-1)])
    assert not contained([seen(intent="ask_human")])
    assert not contained([seen(), seen(outcome="held")])


def test_on_telegram_a_return_within_a_day_is_not_contained(place: object) -> None:
    assert contained([seen("telegram"), seen("telegram", after=10)])
    assert not contained([seen("telegram"), seen("telegram", after=180)])
    assert contained([seen("web"), seen("web", after=180)])


def test_what_an_operator_writes_is_not_a_message_of_a_person(place: object) -> None:
    seen_today = count([seen(), seen(outcome="operator", intent=None)])
    assert seen_today["web", measured.MESSAGES, ""] == 1


def test_the_open_account_hides_small_counts_too(place: object) -> None:
    day = date(2026, 11, 3)
    rows = [
        SimpleNamespace(day=day, measure=measured.MESSAGES, key="", count=40),
        SimpleNamespace(day=day, measure=measured.OUTCOME, key="fallback", count=3),
    ]
    ((month, shown),) = months(rows, Hiding("one"))
    assert (month, shown["asked"], shown["wrong"]) == (date(2026, 11, 1), 40, None)


async def test_days_are_counted_before_messages_are_purged(house: House) -> None:
    async with house.database.write() as connection:
        old = [a_message(number, "vieux") | {"at": house.clock() - timedelta(days=40)} for number in range(1, 8)]
        await connection.execute(transcripts.insert(), old)
    await counts.roll(house)
    await purge(house)
    day = paris_day(house.clock() - timedelta(days=40))
    async with house.database.read() as connection:
        left = (await connection.execute(select(func.count()).select_from(transcripts))).scalar()
        rows = await counted.between(connection, day, day, measured.MESSAGES)
    assert (left, [row.count for row in rows]) == (0, [7])


async def test_counting_a_day_twice_counts_it_once(house: House) -> None:
    async with house.database.write() as connection:
        await connection.execute(transcripts.insert(), [a_message(1, "un") | {"at": house.clock()}])
    for _ in range(2):
        await counts.roll(house)
    today = paris_day(house.clock())
    async with house.database.read() as connection:
        assert [row.count for row in await counted.between(connection, today, today, measured.MESSAGES)] == [1]


async def test_each_plot_has_its_table_and_its_file(house: House) -> None:
    async with house.database.write() as connection:
        rows = [a_message(number, "un") | {"at": house.clock(), "thumb": 1} for number in range(1, 10)]
        await connection.execute(transcripts.insert(), rows)
    await counts.roll(house)
    async with served(house) as client:
        visitor = await signed_in(client, house, "lecteur")
        html = (await visitor.get("/console/mesures"))[1]
        for name in ("volumes", "intents", "containment", "fallback", "thumbs", "confidence"):
            assert f"/console/mesures/{name}.csv" in html
        assert html.count('<svg class="plot"') == html.count("Le tableau")
        file = (await visitor.get("/console/mesures/intents.csv"))[1]
        assert re.search(r"AMI IA, c'est quoi;(5|10)\b", file)


async def test_the_open_account_is_public_and_says_what_it_is(house: House) -> None:
    async with served(house) as client:
        status, html = await Visitor(client, {}).get("/transparence")
    assert status == 200
    assert "Démonstration" in html
    assert "Compte rendu public" in html


def test_a_median_needs_five_answers(place: object) -> None:
    day = date(2026, 11, 3)
    rows = [
        SimpleNamespace(day=day, measure=attendance.CALLS, key="answered", count=6),
        SimpleNamespace(day=day, measure=attendance.WAITED, key="20", count=3),
        SimpleNamespace(day=day, measure=attendance.WAITED, key="100", count=3),
        SimpleNamespace(day=day, measure=attendance.FIRST_ANSWER, key="90", count=4),
    ]
    calls, _ = attended.tables(rows, Hiding("one"))
    assert [line[3:] for line in calls.lines] == [(20, None)]
