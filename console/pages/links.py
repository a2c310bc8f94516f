"""The links of the Région's data that answer no more or have moved, and what cites each."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.house import House
from region.adapters import links
from region.adapters.link_visit import MOVED
from region.adapters.links import Link
from region.links import cited


@dataclass(frozen=True)
class ToMend:
    """A link to mend, with the titles of what cites it."""

    link: Link
    cited_by: tuple[str, ...]


async def to_mend(house: House) -> Sequence[ToMend]:
    """The dead links first, then those that have moved; empty where no link is visited."""
    if not house.settings.check_links:
        return []
    region = house.in_force()
    titles = cited(region.catalogue, region.events)
    async with house.database.read() as connection:
        known = await links.everyone(connection)
    wanted = [each for each in known if (each.dead or each.state == MOVED) and each.url in titles]
    return [ToMend(each, titles[each.url]) for each in sorted(wanted, key=lambda each: not each.dead)]
