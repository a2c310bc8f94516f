"""The messages so near one being decided that its decision is theirs too."""

from collections.abc import Sequence

from rapidfuzz import fuzz
from sqlalchemy.ext.asyncio import AsyncConnection

from console.visit import Visit
from learning.inbox import candidates
from learning.inbox.candidates import Candidate
from learning.sentences.texts import doubtful, key

SAME = 90
"""Likeness out of 100 from which the messages of a group get one decision, unless the operator unticks the box."""


async def also(visit: Visit, connection: AsyncConnection, found: Candidate) -> list[Candidate]:
    """Return the messages that say nearly the same, where their box is ticked."""
    return close(found, await candidates.in_group(connection, found.group_id)) if visit.ticked("alike") else []


def close(found: Candidate, group: Sequence[Candidate]) -> list[Candidate]:
    """Return the messages of a group so near that one decision is theirs too; one that may name a person is not."""
    mine = key(found.text)
    near = (each for each in group if each.id != found.id and fuzz.token_sort_ratio(mine, key(each.text)) >= SAME)
    return [each for each in near if not doubtful(each.text)]
