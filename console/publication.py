"""Publishing from a page: at once, or after a second person, then the first questions."""

from console import background
from console.visit import Visit
from learning.models import release


async def publish(visit: Visit, sha256: str) -> None:
    """Put a model in service and ask it the smoke questions; raises release.Blocked."""
    await release.publish(visit.house, sha256, visit.act())
    background.start(visit.request.app, release.verify(visit.house))
