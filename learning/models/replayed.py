"""Lets a new model and the one in service answer the recent messages and the questions of the open exam, and keeps what differs."""

from dataclasses import asdict

from sqlalchemy import select, update

from bot.house import House
from learning.models import answers, exam, expecting, proposed
from learning.models.answers import Told
from learning.tables import comparisons


async def keep(house: House, sha256: str, *, told: Told) -> None:
    """Add to the last comparison of a model what it answers otherwise than the one it was compared with.

    `answers` are the recent messages of which that is so, out of `replayed`; `expected` is every accepted question
    (`expecting.Outcome`). `told` hears how many answers are given, of how many. Raises TrialFailed.
    """
    last = select(comparisons).where(comparisons.c.sha256 == sha256).order_by(comparisons.c.id.desc()).limit(1)
    async with house.database.read() as connection:
        row = (await connection.execute(last)).first()
        recent = await exam.recent(connection, now=house.clock())
        wanted = await proposed.accepted(connection)
    if row is None or row.live is None:
        return
    texts, count = [*recent.values(), *(each.text for each in wanted)], len(recent)
    before = await answers.given(house, row.live, texts, told=told, first=0)
    after = await answers.given(house, sha256, texts, told=told, first=len(texts))
    body = row.body | {
        "answers": answers.differences(list(recent), before[:count], after[:count]), "replayed": count,
        "expected": [asdict(each) for each in expecting.outcomes(wanted, before[count:], after[count:])],
    }  # fmt: skip
    async with house.database.write() as connection:
        await connection.execute(update(comparisons).where(comparisons.c.id == row.id).values(body=body))
