"""Who a conversation may be given to: the operators who answer, and the services they belong to."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk import Assignee
from console import operators
from console.operators import Operator
from console.roles import Right

OPERATOR, SERVICE = "agent:", "service:"
"""How a choice of the form begins."""


@dataclass(frozen=True)
class Colleagues:
    """Those who answer people, by name, and their services."""

    people: tuple[Operator, ...]
    services: tuple[str, ...]


async def everybody(connection: AsyncConnection) -> Colleagues:
    """Return the active operators who may answer."""
    found = [each for each in await operators.everybody(connection) if each.active and Right.ANSWER in each.rights]
    return Colleagues(tuple(found), tuple(sorted({each.service for each in found if each.service})))


def read(choice: str) -> Assignee | None:
    """« agent:Camille », « service:Numérique » → whom it names; None for anything else."""
    if choice.startswith(OPERATOR):
        return Assignee(operator=choice.removeprefix(OPERATOR))
    return Assignee(service=choice.removeprefix(SERVICE)) if choice.startswith(SERVICE) else None


async def knows(connection: AsyncConnection, to: Assignee) -> bool:
    """Tell whether somebody there may take what is given."""
    there = await everybody(connection)
    return to.operator in {each.name for each in there.people} or to.service in there.services
