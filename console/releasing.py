"""Puts a model in service from a page: at once, or after a second person, then the first questions."""

from console import background
from console.visit import Visit
from learning.models import release, verifying


async def put_in_service(visit: Visit, sha256: str) -> None:
    """Put a model in service and ask it the smoke questions; raises release.Blocked."""
    await release.publish(visit.house, sha256, visit.act())
    background.start(visit.request.app, verifying.verify(visit.house))
