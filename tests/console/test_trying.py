"""What is not published is tried beside what answers, by whoever writes it alone, and nothing of it is kept."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.house import House
from bot.store import models
from bot.store.models import ModelVersion
from bot.store.tables import conversations, transcripts
from tests.console.site import served, signed_in
from tests.console.test_subjects import ANSWER

ASKED = "comment avoir le trottinium ?"
SAID = "Le trottinium est un essai de notre test."


async def in_service(house: House, archive: Path, folder: Path) -> str:
    file = folder / "model.tar.gz"
    shutil.copy(archive, file)
    version = ModelVersion(models.version_of(file), "le premier", "test", "test", "", house.clock(), 1.0)
    await models.register(house.database, file, version)
    async with house.database.write() as connection:
        await models.put_in_service(connection, version.sha256, author="test", comment="", at=house.clock())
    return version.sha256


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_an_answer_is_tried_with_a_model_before_anybody_else_reads_it(
    real_house: House, archive: Path, tmp_path: Path
) -> None:
    house = real_house
    sha256 = await in_service(house, archive, tmp_path)
    async with served(house) as client:
        writer = await signed_in(client, house, "relecteur")
        other = await signed_in(client, house, "relecteur", name="Alex")
        assert "draft_wrong" in (await writer.post("/console/essayer/brouillon", ANSWER | {"source_title": ""}))[1]
        assert "draft_kept" in (await writer.post("/console/essayer/brouillon", ANSWER))[1]
        assert "« Le trottinium »" in (await writer.get("/console/essayer"))[1]
        status, html = await writer.post("/console/essayer", {"model": sha256, "text": ASKED})
        assert status == 200
        today, tried = html.split('<h2 class="soft">À l\'essai</h2>')
        assert SAID not in today
        assert SAID in tried
        assert "Réponses différentes" in html
        assert "Le trottinium</a>" in tried, "the record is named"
        html = (await writer.post("/console/essayer", {"model": sha256, "said": ASKED, "text": "merci"}))[1]
        assert html.count('class="you"') == 2
        assert "Même réponse." in html
        assert SAID not in (await other.post("/console/essayer", {"model": sha256, "text": ASKED}))[1]
        await writer.post("/console/essayer/oublier")
        assert "« Le trottinium »" not in (await writer.get("/console/essayer"))[1]
    assert not [each for each in house.in_force().catalogue.records if SAID in each.answer]
    async with house.database.read() as connection:
        for table in (conversations, transcripts):
            assert (await connection.execute(select(func.count()).select_from(table))).scalar() == 0
