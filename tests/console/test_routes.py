"""Each page of the console is seen by the roles it is for, and by nobody else."""

import re
from pathlib import Path

import pytest
import yaml

from bot.house import House
from console.roles import Role
from console.routes import ROUTES
from tests.console.site import Visitor, served, signed_in

MATRIX = yaml.safe_load((Path(__file__).with_name("matrix.yml")).read_text(encoding="utf-8"))
CASES = [(line, role) for line in MATRIX for role in Role]
PLACES = {"id": "999999", "condition": "sector", "sha": "0" * 64, "name": "ask_ami"}


def test_every_page_is_in_the_matrix() -> None:
    assert {f"{route.method} {route.path}" for route in ROUTES} == set(MATRIX)


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_each_role_reaches_its_pages_and_no_other(house: House) -> None:
    """Every route × role: 403 where the matrix says no, anything else where it says yes."""
    wrong = []
    async with served(house) as client:
        for role in Role:
            visitor = await signed_in(client, house, role.value, name=role.value)
            for line in MATRIX:
                if line.endswith(("/deconnexion", "/flux", "/appels")):
                    continue
                status = await _asked(visitor, line)
                if (status != 403) != _allowed(line, role):
                    wrong.append((role.value, line, status))
    assert wrong == []


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("line", "role"), [case for case in CASES if case[0].endswith(("/flux", "/appels"))])
async def test_live_pages_have_the_same_rights(house: House, line: str, role: Role) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, role.value)
        path = _path(line)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())}
        async with client.get(f"/console{path}", headers=headers) as answer:
            assert (answer.status != 403) == _allowed(line, role)


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_without_signing_in_every_page_leads_to_the_login(house: House) -> None:
    async with served(house) as client:
        nobody = Visitor(client, {})
        for line in MATRIX:
            if MATRIX[line] == "public":
                continue
            method, path = line.split()[0], f"/console{_path(line)}"
            status, text = await (nobody.get(path) if method == "GET" else nobody.post(path))
            assert status == 303, line
            assert method == "GET" or text == "/console/connexion", line


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_write_without_the_token_of_the_form_is_refused_and_changes_nothing(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "tous", "DPO")
        before = await _everything(house)
        for line in MATRIX:
            if line.startswith("POST") and MATRIX[line] != "public":
                status, _ = await visitor.post(f"/console{_path(line)}", {"comment": "essai"}, csrf="faux")
                assert status == 403, line
        assert await _everything(house) == before


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_page_of_another_site_can_neither_write_nor_read(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "tous")
        foreign = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}
        assert (await visitor.get("/console/", headers=foreign))[0] == 403
        assert (await visitor.post("/console/mon-compte", {"action": "shortcuts"}, headers=foreign))[0] == 403
        old = {"Origin": "https://ailleurs.example"}
        assert (await visitor.post("/console/mon-compte", {"action": "shortcuts"}, headers=old))[0] == 403
        link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
        assert (await visitor.get("/console/", headers=link))[0] == 200


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_pages_allow_no_inline_code_and_no_framing(house: House) -> None:
    async with served(house) as client:
        visitor = await signed_in(client, house, "tous")
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())}
        async with client.get("/console/", headers=headers) as answer:
            policy = answer.headers["Content-Security-Policy"]
            html = await answer.text()
        assert "'unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|javascript:", html)


def test_a_role_that_reads_may_not_write_and_the_dpo_acts_on_rights_alone() -> None:
    writes = {line for line in MATRIX if line.startswith("POST") and isinstance(MATRIX[line], list)}
    assert {line for line in writes if "lecteur" in MATRIX[line]} == {"POST /conversations"}, (
        "a search, which writes nothing"
    )
    assert {line for line in writes if "DPO" in MATRIX[line]} == {line for line in writes if " /droits" in line}
    assert all(MATRIX[line] == ["DPO"] for line in writes if " /droits" in line)


def _allowed(line: str, role: Role) -> bool:
    roles = MATRIX[line]
    return roles in ("tous", "public") or role.value in roles


def _path(line: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: PLACES[found[1]], line.split()[1])


async def _asked(visitor: Visitor, line: str) -> int:
    path = f"/console{_path(line)}"
    if line.startswith("GET"):
        return (await visitor.get(path))[0]
    status, _ = await visitor.post(path)
    return 200 if status == 403 and path.endswith(("/connexion", "/second-facteur")) else status


async def _everything(house: House) -> dict[str, int]:
    async with house.database.read() as connection:
        counts = {}
        for name in await house.database.tables():
            counts[name] = len((await connection.exec_driver_sql(f'SELECT 1 FROM "{name}"')).all())
        return counts
