"""Publishing from a page: at once, or after a second person, then the first questions."""

from bot.learning import publishing
from console import background
from console.visit import Visit


async def publish(visit: Visit, sha256: str) -> None:
    """Put a model in service and ask it the smoke questions; raises publishing.Blocked."""
    await publishing.publish(visit.house, sha256, visit.act())
    background.start(visit.request.app, publishing.verify(visit.house))
