"""A file of dates or places is shown before it changes anything, then in force at once, then taken back."""

from typing import Any

import pytest
from aiohttp import FormData
from sqlalchemy import select

from bot.house import House
from bot.store.audit import audits
from console.bringing import LARGEST
from console.tables import data_imports
from tests.channels.serving import typed
from tests.console.site import Visitor, _cookies, served, signed_in

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
HEADER = "titre;debut;source;commune\n"
FIRST = (
    HEADER
    + "Atelier IA;10/12/2026 14:00;Ville de Lens;Lens\nCafé IA;11/12/2026;Ville de Lens;Lens\nLes robots;12/12/2026;Ville de Lens;Lens\n"
)
SECOND = (
    HEADER
    + "Atelier IA;10/12/2026 15:00;Ville de Lens;Lens\nLes robots;12/12/2026;Ville de Lens;Lens\nLes drones;14/12/2026;Ville de Lens;Lens\n"
)
WRONG = HEADER + "Atelier IA;32/12/2026;Ville de Lens;Lens\nCafé IA;11/12/2026;Ville de Lens;Lens\n"
PLACES = "id;nom;adresse;code_postal;commune;code_insee;latitude;longitude;telephone\n"
HOUSE_OF_LENS = "1;Maison du numérique;1 rue A;62300;Lens;62498;50.43;2.83;0321000000\n"


async def sent(visitor: Visitor, name: str, content: bytes | str, **fields: str) -> tuple[int, str]:
    form = FormData({"csrf": visitor.csrf, **fields}, quote_fields=False)  # as browsers write a name
    form.add_field("file", content.encode() if isinstance(content, str) else content, filename=name)
    headers = {"Cookie": _cookies(visitor.cookies)}
    async with visitor.client.post(
        "/console/agenda/importer", data=form, headers=headers, allow_redirects=False
    ) as answer:
        return answer.status, answer.headers.get("Location", "") or typed(await answer.text())


async def confirmed(visitor: Visitor, name: str, content: str, **fields: Any) -> str:
    _, path = await sent(visitor, name, content)
    _, said = await visitor.post(path, fields)
    return said


def known(house: House) -> list[str]:
    return sorted(f"{each.title} {each.when} {each.kind}".replace("\xa0", " ") for each in house.in_force().events)


async def test_nothing_changes_before_the_confirmation_and_all_of_it_after(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        status, path = await sent(visitor, "agenda.csv", FIRST)
        assert status == 303
        _, page = await visitor.get(path)
        assert "Avant d'importer agenda.csv" in page
        assert known(house) == []
        status, said = await visitor.post(path, {"comment": "marché de décembre"})
        assert (status, "dit=imported" in said) == (303, True)
        assert known(house)[0].startswith("Atelier IA jeudi")
        assert len(known(house)) == 3
        async with house.database.read() as connection:
            rows = (await connection.execute(select(audits.c.subject, audits.c.author, audits.c.comment))).all()
            kept = (await connection.execute(select(data_imports.c.content, data_imports.c.state))).all()
        assert ("agenda +3 ~0 -0", "Camille", "marché de décembre") in [tuple(row) for row in rows]
        assert [tuple(row) for row in kept] == [(None, "kept")]
        assert (await visitor.get(path))[0] == 404


async def test_a_kind_that_nothing_tells_is_asked_and_stays(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        _, path = await sent(visitor, "agenda.csv", FIRST)
        _, page = await visitor.get(path)
        assert page.count('<select id="kind-') == 1
        uid = page.partition('name="kind:')[2].partition('"')[0]
        await visitor.post(path, {f"kind:{uid}": "atelier", "kind:another": "atelier"})
        assert "Les robots samedi 12 décembre 2026 atelier" in known(house)
        await confirmed(visitor, "agenda.csv", SECOND)
        assert "Les robots samedi 12 décembre 2026 atelier" in known(house)


async def test_the_corrected_file_shows_what_changes_and_is_taken_back(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        await confirmed(visitor, "agenda.csv", FIRST)
        before = known(house)
        _, path = await sent(visitor, "agenda (2).csv", SECOND)
        _, page = await visitor.get(path)
        for said in (
            "<del>14:00</del> <ins>15:00</ins>",
            "Les drones",
            "Café IA",
            '<dt>Pareils</dt><dd class="big">1</dd>',
        ):
            assert said in page
        await visitor.post(path)
        assert [each.split(" ")[1] for each in known(house)] == ["IA", "drones", "robots"]
        _, agenda = await visitor.get("/console/agenda")
        undo = agenda.partition('action="/console/agenda/importer/')[2].partition('/annuler"')[0]
        status, said = await visitor.post(f"/console/agenda/importer/{undo}/annuler")
        assert (status, said.partition("dit=")[2]) == (303, "import_undone")
        assert known(house) == before
        _, said = await visitor.post(f"/console/agenda/importer/{undo}/annuler")
        assert said.partition("dit=")[2] == "import_gone"


async def test_what_was_changed_since_is_left_when_an_import_is_taken_back(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        await confirmed(visitor, "agenda.csv", FIRST)
        _, agenda = await visitor.get("/console/agenda")
        first = agenda.partition('name="uid" value="')[2].partition('"')[0]
        await visitor.post("/console/agenda/supprimer", {"uid": first})
        undo = agenda.partition('action="/console/agenda/importer/')[2].partition('/annuler"')[0]
        _, said = await visitor.post(f"/console/agenda/importer/{undo}/annuler")
        assert said.partition("dit=")[2] == "import_undone_but"
        assert known(house) == []


async def test_a_line_that_cannot_be_read_is_named_and_the_rest_may_be_kept(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        await confirmed(visitor, "agenda.csv", FIRST)
        _, path = await sent(visitor, "agenda.csv", WRONG)
        _, page = await visitor.get(path)
        assert "<td>2</td><td>« 32/12/2026 » n'est pas une date" in page
        assert "Importer le reste" in page
        await visitor.post(path)
        assert len(known(house)) == 3


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("agenda.csv", "", "Ligne 1 : le fichier est vide"),
        ("agenda.ics", "bonjour", "Ligne 1 : ce n'est pas un agenda iCal lisible"),
        ("agenda.csv", HEADER + "A;32/12/2026;V;Lens\n", "Ligne 2 : « 32/12/2026 » n'est pas une date"),
        ("liste.csv", "a;b\n1;2\n", "dit=file_unknown"),
        ("../../etc/cron.csv", "a;b\n1;2\n", "dit=file_unknown"),
        ("classeur.xlsx", b"PK\x03\x04\x00\x00", "Ligne 1 : ce fichier n'est pas un texte"),
    ],
)
async def test_a_file_that_is_none_is_refused_with_its_reason(
    house: House, name: str, content: str | bytes, said: str
) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        status, answer = await sent(visitor, name, content)
        assert status in (303, 422)
        assert said in answer
        async with house.database.read() as connection:
            assert (await connection.execute(select(data_imports.c.id))).all() == []


async def test_places_replace_those_kept_and_come_back(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        await confirmed(visitor, "lieux.csv", PLACES + HOUSE_OF_LENS)
        _, path = await sent(
            visitor,
            "lieux.csv",
            PLACES + HOUSE_OF_LENS.replace("0321000000", "0321000001") + HOUSE_OF_LENS.replace("1;M", "2;M"),
        )
        _, page = await visitor.get(path)
        assert "<del>0321000000</del> <ins>0321000001</ins>" in page
        await visitor.post(path)
        assert [each.id for each in house.in_force().places] == ["1", "2"]
        _, agenda = await visitor.get("/console/agenda")
        undo = agenda.partition('action="/console/agenda/importer/')[2].partition('/annuler"')[0]
        await visitor.post(f"/console/agenda/importer/{undo}/annuler")
        assert [(each.id, each.phone) for each in house.in_force().places] == [("1", "0321000000")]


async def test_a_file_too_large_or_of_one_who_may_not_is_refused(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        assert (await sent(visitor, "a.csv", HEADER + "x" * LARGEST))[0] == 413
        reader = await signed_in(client, house, "lecteur", name="Lou")
        assert (await sent(reader, "a.csv", FIRST))[0] == 403
        assert (await sent(Visitor(client, {}), "a.csv", FIRST))[1] == "/console/connexion"
        visitor.csrf = "faux"
        assert (await sent(visitor, "a.csv", FIRST))[0] == 403


async def test_an_abandoned_file_is_forgotten(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        _, path = await sent(visitor, "agenda.csv", FIRST)
        await visitor.post(f"{path}/abandonner")
        assert (await visitor.get(path))[0] == 404
        async with house.database.read() as connection:
            assert (await connection.execute(select(data_imports.c.id))).all() == []


async def test_a_date_is_added_with_its_commune_by_name_and_its_town_is_shown(house: House) -> None:
    form = {"title": "Atelier", "starts_on": "2099-12-10", "source_title": "Ville", "kind": "atelier"}
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        for said, where in (("Lens", "Lens"), ("02120 Guise", "Guise"), ("59350", "Lille")):
            assert (await visitor.post("/console/agenda", form | {"commune": said}))[1].endswith("dit=saved")
            assert f"<td>{where}</td>" in (await visitor.get("/console/agenda"))[1]
        for unknown in ("Trifouillis", "Crépy", "99999"):
            assert (await visitor.post("/console/agenda", form | {"commune": unknown}))[1].endswith("commune_unknown")
        _, path = await sent(visitor, "agenda.csv", FIRST)
        assert "<td>Lens</td>" in (await visitor.get(path))[1]
    assert sorted(str(each.commune) for each in house.in_force().events) == ["02361", "59350", "62498"]
