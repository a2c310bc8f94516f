"""Two people chat while the house's own commands run beside the service: nobody meets an error, nothing is lost."""

import asyncio
import shutil
from pathlib import Path

import aiohttp
import pytest

from bot import project
from scripts.chaos.parts import COMMANDS, PASSWORD
from scripts.chaos.people import SAID, answered, became, person
from scripts.chaos.place import Place, beffroi, serve, stop
from tests.beffroi.conftest import taught

ALL = (*COMMANDS, ("learning", "export"))
"""Nobody has taught anything here: the export opens the database as the others do, and has nothing to write in the files."""


@pytest.mark.slow
async def test_twelve_commands_of_the_house_run_while_two_people_chat(tmp_path: Path, archive: Path) -> None:
    assert len({words[0] for words in ALL}) >= 10 <= len(ALL) - 2
    place = Place(taught(tmp_path, archive))
    shutil.copytree(project.ROOT / "region" / "data", place.folder / "pack")
    await serve(place)
    over = asyncio.Event()
    try:
        async with aiohttp.ClientSession() as session:
            assert await answered(place, session, "first", SAID[0], "first")
        people = [asyncio.create_task(person(place, number, over)) for number in range(2)]
        ended = {words: await beffroi(place, *words, said=PASSWORD) for words in ALL}
        sent = len(place.sent)
        over.set()
        await asyncio.gather(*people)
    finally:
        await stop(place)
    assert set(ended.values()) == {0}, ended
    assert sent > 2 * len(ALL)
    assert (place.refused, place.broken) == (0, 0)
    seen = await became(place)
    assert (seen.lost, seen.doubled, seen.disordered) == (0, 0, 0)
