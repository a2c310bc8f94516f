"""What the REST channel cannot be told at once: an operator's replies wait for the person's next message."""

from sqlalchemy import select, update

from bot.desk import KEPT
from bot.house import House
from bot.replies import Message
from bot.store.tables import outbox

CHANNEL = "rest"
ORDER = (outbox.c.created_at, outbox.c.position)
FORWARDED = frozenset(
    {
        "forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "client-ip", "true-client-ip",
        "cf-connecting-ip", "fastly-client-ip", "x-host", "x-proxyuser-ip", "x-remote-addr", "x-remote-ip",
    }
)  # fmt: skip
BEGINNINGS = ("x-forwarded", "x-original-", "x-envoy-", "cf-", "x-appengine-", "x-azure-")
ENDS = ("-client-ip", "-connecting-ip", "-real-ip", "-forwarded-for")


def is_forwarded(header: str) -> bool:
    """Tell a proxy's header: it may stand on this machine, but speaks for somebody else."""
    named = header.lower()
    return named in FORWARDED or named.startswith(BEGINNINGS) or named.endswith(ENDS)


async def kept(house: House, sender: str) -> list[Message]:
    """Return what was said to a sender between two of their messages, in order, and mark it as given."""
    waiting = (outbox.c.channel == CHANNEL) & (outbox.c.sender == sender) & (outbox.c.status == KEPT)
    async with house.database.read() as connection:
        rows = list(await connection.execute(select(outbox.c.body).where(waiting).order_by(*ORDER)))
    if rows:
        async with house.database.write() as connection:
            rows = list(await connection.execute(select(outbox.c.body).where(waiting).order_by(*ORDER)))
            given = update(outbox).where(waiting).values(status="sent", delivered_at=house.clock())
            await connection.execute(given)
    return [Message.from_dict(row.body) for row in rows]
