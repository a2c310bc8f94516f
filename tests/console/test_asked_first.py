"""What would take the exam's answer away is published only once its questions were read: a model, an answer, a date, going back."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.house import House
from bot.store import models
from learning.answers import edits, in_force
from learning.models import expecting, release
from tests.console.site import served, signed_in
from tests.console.test_expected import accepted
from tests.console.test_subjects import ANSWER
from tests.console.test_trying import in_service
from tests.learning.messages import ACT
from tests.learning.test_publishing import a_version, compared
from tests.learning.test_publishing import in_service as serving
from tests.regions import THE_REGION

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
LOST, READ = "perdrait sa réponse attendue", {"despite": "1"}
ONE, OTHER = THE_REGION.catalogue.records[:2]
CAFE = "Prochain café IA à Lens ?"
TROTTINIUM = "comment avoir le trottinium ?"


async def test_a_model_that_loses_one_is_published_once_it_was_read(house: House, tmp_path: Path) -> None:
    live, candidate = await a_version(house, tmp_path, "live"), await a_version(house, tmp_path, "candidate")
    await serving(house, live)
    lost = {"text": "Qui vote ?", "expected": ONE.id, "before": ONE.id, "after": OTHER.id}
    await compared(house, candidate, live, expected=[lost])
    path, form = f"/console/entrainement/{candidate}/publier", {"comment": "un meilleur modèle"}
    async with served(house) as client:
        publisher = await signed_in(client, house, "publieur")
        status, html = await publisher.post(path, form)
        assert (status, LOST in html, "Qui vote ?" in html) == (409, True, True)
        assert "un meilleur modèle" in html, "what was typed is not lost"
        assert (await publisher.post(path, form | READ))[1].endswith("dit=published")
    in_force_now = await models.in_service(house.database)
    assert in_force_now is not None and in_force_now.sha256 == candidate


async def test_a_date_that_changes_an_expected_answer_waits_until_it_was_read(real_house: House) -> None:
    house = real_house
    expected = await expecting.now(house, CAFE)
    assert expected is not None
    await accepted(house, CAFE, expected)
    day = (house.clock() + timedelta(days=9)).date().isoformat()
    form = {
        "title": "Café IA",
        "starts_on": day,
        "source_title": "Ville de Lens",
        "commune": "62498",
        "kind": "cafe-ia",
    }
    async with served(house) as client:
        reviewer = await signed_in(client, house, "relecteur")
        status, html = await reviewer.post("/console/agenda", form)
        assert (status, LOST in html, house.in_force().events) == (409, True, ())
        assert f'name="starts_on" value="{day}"' in html
        assert (await reviewer.post("/console/agenda", form | READ))[1].endswith("dit=saved")
        (event,) = house.in_force().events
        assert (await reviewer.post("/console/agenda/supprimer", {"uid": event.uid}))[1].endswith("dit=saved")


async def test_an_answer_taken_back_and_a_model_gone_back_to_ask_them_too(
    real_house: House, archive: Path, tmp_path: Path
) -> None:
    house = real_house
    older = await in_service(house, archive, tmp_path)
    newer = await a_version(house, tmp_path, "newer")
    await compared(house, newer, older)
    await release.publish(house, newer, ACT)
    async with served(house) as client:
        writer = await signed_in(client, house, "relecteur", "publieur")
        location = (await writer.post("/console/nouveau-sujet", ANSWER | {"action": "publish"}))[1]
        assert "dit=" in location, location
        (record,) = [each for each in house.in_force().catalogue.records if "trottinium" in each.answer]
        await accepted(house, TROTTINIUM, record.id)
        assert await expecting.now(house, TROTTINIUM) == record.id
        async with house.database.read() as connection:
            (change,) = await edits.history(connection, record.id)
        form = {"change": str(change.id), "comment": "trop tôt"}
        status, html = await writer.post(f"/console/fiches/{record.id}/annuler", form)
        assert (status, LOST in html) == (409, True)
        assert house.in_force().catalogue.record(record.id) is not None
        back = f"/console/entrainement/{older}/revenir"
        status, html = await writer.post(back, {"comment": "comme avant"})
        assert (status, LOST in html, TROTTINIUM in html) == (409, True, True)
        assert (await writer.post(back, {"comment": "comme avant"} | READ))[1].endswith("dit=rolled_back")


async def test_what_is_only_looked_at_is_not_kept(house: House) -> None:
    body = in_force.raw(ONE) | {"title": "Un titre à l'essai"}
    tried = await in_force.considered(house, lambda connection: edits.write(connection, ONE.id, body, ACT))
    record = tried.catalogue.record(ONE.id)
    assert record is not None and record.title == "Un titre à l'essai"
    async with house.database.read() as connection:
        assert await edits.in_force(connection) == {}
    assert house.in_force().catalogue.record(ONE.id) == ONE
