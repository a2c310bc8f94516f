"""Signing in: password, second factor, throttling, the cookie, and the identity provider."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import select

from bot.clock import Clock
from bot.house import House
from bot.store.audit import Act
from bot.store.database import Database
from console import logins, operators, passwords, second_factor, sessions
from console.operators import BadAccount
from console.roles import Role, read
from console.tables import operators as table
from console.tables import sessions as session_table
from tests.console.site import PASSWORD, Visitor, an_operator, served, signed_in, token
from tests.fakes import FakeEngine
from tests.houses import a_house

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
LOGIN = "/console/connexion"


class Time:
    """A clock a test moves."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


async def proof(visitor: Visitor) -> str:
    found = re.search(r'name="proof" value="([^"]+)"', (await visitor.get(LOGIN))[1])
    assert found
    return found[1]


async def sign_in(visitor: Visitor, name: str, password: str = PASSWORD) -> tuple[int, str]:
    return await visitor.post(LOGIN, {"name": name, "password": password, "proof": await proof(visitor)})


async def test_a_name_and_a_password_open_the_console_to_a_reader(house: House) -> None:
    await an_operator(house, "Camille", "lecteur")
    async with served(house) as client:
        visitor = Visitor(client, {})
        assert await sign_in(visitor, "Camille") == (303, "/console/")
        assert "Bonjour Camille" in (await visitor.get("/console/"))[1]


async def test_the_cookie_is_for_this_host_over_tls_and_out_of_reach_of_scripts(house: House) -> None:
    await an_operator(house, "Camille", "lecteur")
    async with served(house) as client:
        form = {"name": "Camille", "password": PASSWORD, "proof": await proof(Visitor(client, {}))}
        async with client.post(LOGIN, data=form, allow_redirects=False) as answer:
            cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie


async def test_passwords_and_cookies_are_kept_by_their_hash_only(house: House) -> None:
    await an_operator(house, "Camille", "lecteur")
    async with served(house) as client:
        visitor = Visitor(client, {})
        await sign_in(visitor, "Camille")
    async with house.database.read() as connection:
        kept = (await connection.execute(select(table.c.password))).scalar()
        digests = [row.digest for row in await connection.execute(select(session_table.c.digest))]
    assert kept.startswith("$argon2id$")
    assert visitor.cookies[sessions.COOKIE] not in digests


async def test_a_wrong_name_and_a_wrong_password_are_refused_in_the_same_words(house: House) -> None:
    await an_operator(house, "Camille", "lecteur")
    async with served(house) as client:
        visitor = Visitor(client, {})
        wrong = [await sign_in(visitor, "Camille", "faux"), await sign_in(visitor, "Personne")]
    assert [status for status, _ in wrong] == [403, 403]
    assert all("Le nom ou le mot de passe est inexact" in text for _, text in wrong)


async def test_after_six_failures_even_the_right_password_waits_a_quarter_of_an_hour(
    database: Database, tmp_path: Path
) -> None:
    time = Time()
    async with a_house(database, tmp_path, engine=FakeEngine(), clock=time) as house, served(house) as client:
        await an_operator(house, "Camille", "lecteur")
        visitor = Visitor(client, {})
        for _ in range(6):
            await sign_in(visitor, "Camille", "faux")
        assert (await sign_in(visitor, "Camille"))[0] == 429
        time.now += timedelta(minutes=16)
        assert (await sign_in(visitor, "Camille"))[0] == 303


async def test_a_stranger_who_fails_elsewhere_never_closes_the_owners_door(database: Database, tmp_path: Path) -> None:
    async with a_house(database, tmp_path, engine=FakeEngine(), trusted_proxies=1) as house, served(house) as client:
        await an_operator(house, "Camille", "lecteur")
        owner = Visitor(client, {})
        stamp = await proof(owner)
        async with house.database.write() as connection:
            await logins.note(connection, "Camille", "192.0.2.1", logins.DONE, now=house.clock() - timedelta(days=2))
            for number in range(70):
                await logins.note(connection, "Camille", f"198.51.100.{number}", logins.FAILED, now=house.clock())
        form = {"name": "Camille", "password": PASSWORD, "proof": stamp}
        stranger = await owner.post(LOGIN, form, headers={"X-Forwarded-For": "203.0.113.9"})
        assert stranger[0] == 429
        assert await owner.post(LOGIN, form, headers={"X-Forwarded-For": "192.0.2.1"}) == (303, "/console/")


async def test_codes_are_counted_on_the_account_from_wherever_they_come(house: House) -> None:
    async with house.database.write() as connection:
        tried = [
            await logins.begin_code(connection, "Camille", f"192.0.2.{number}", now=house.clock())
            for number in range(9)
        ]
        other = await logins.begin_code(connection, "Alex", "192.0.2.1", now=house.clock())
        password = await logins.begin(connection, "Camille", "192.0.2.1", now=house.clock())
    assert [each is not None for each in tried] == [True] * logins.FOR_CODE + [False] * 3
    assert other is not None
    assert password is not None


async def test_passwords_being_checked_hold_neither_the_loop_nor_the_database(house: House) -> None:
    await an_operator(house, "Camille", "lecteur")
    checking = [asyncio.create_task(passwords.owner(house, "Camille", "faux")) for _ in range(12)]
    stalls, loop = [], asyncio.get_running_loop()
    while not all(task.done() for task in checking):
        before = loop.time()
        await asyncio.sleep(0.005)
        stalls.append(loop.time() - before)
        async with house.database.write() as connection:
            await logins.note(connection, "Alex", "192.0.2.1", logins.DONE, now=house.clock())
    assert [await task for task in checking] == [None] * 12
    assert len(stalls) > 10
    assert sorted(stalls)[len(stalls) // 2] < 0.1


async def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(house: House) -> None:
    async with served(house) as client:
        me = await signed_in(client, house, "lecteur", name="Camille")
        elsewhere = Visitor(client, {})
        await sign_in(elsewhere, "Camille")
        assert (await elsewhere.get("/console/"))[0] == 200
        await me.post("/console/mon-compte", {"old": PASSWORD, "new": "un autre long mot de passe"})
        assert (await elsewhere.get("/console/"))[0] == 303
        assert (await me.get("/console/"))[0] == 200


async def test_an_open_page_hears_nothing_after_the_logout(house: House) -> None:
    async with served(house) as client:
        me = await signed_in(client, house, "annotateur", name="Camille")
        cookies = {"Cookie": f"{sessions.COOKIE}={me.cookies[sessions.COOKIE]}"}
        async with client.get("/console/conversations/appels", headers=cookies) as stream:
            assert (await stream.content.readline()).startswith(b"data: ")
            await me.post("/console/deconnexion")
            await asyncio.wait_for(stream.content.read(), 5)
            assert stream.content.at_eof()


async def test_a_form_this_program_did_not_write_is_refused(house: House) -> None:
    await an_operator(house, "Camille", "lecteur")
    async with served(house) as client:
        status, _ = await Visitor(client, {}).post(LOGIN, {"name": "Camille", "password": PASSWORD, "proof": "1.x"})
        assert status == 403


@pytest.mark.parametrize("role", ["publieur", "administrateur", "DPO"])
async def test_who_publishes_administers_or_watches_needs_a_second_factor(house: House, role: str) -> None:
    await an_operator(house, "Camille", role)
    async with served(house) as client:
        visitor = Visitor(client, {})
        assert await sign_in(visitor, "Camille") == (303, "/console/second-facteur")
        assert (await visitor.get("/console/"))[0] == 303
        html = (await visitor.get("/console/second-facteur"))[1]
        visitor.csrf = token(html)
        secret = re.search(r'id="secret">([A-Z2-7]+)<', html)
        assert secret
        assert (await visitor.post("/console/second-facteur", {"code": "000000"}))[0] == 403
        code = pyotp.TOTP(secret[1]).now()
        assert await visitor.post("/console/second-facteur", {"code": code}) == (303, "/console/")
        assert (await visitor.get("/console/"))[0] == 200


async def test_a_code_serves_once(database: Database, tmp_path: Path) -> None:
    time: Clock = Time()
    async with a_house(database, tmp_path, engine=FakeEngine(), clock=time) as house:
        number, secret = await an_operator(house, "Camille", "publieur"), pyotp.random_base32()
        async with house.database.write() as connection:
            operator = await operators.find(connection, number)
            assert operator is not None
            await second_factor.enrol_totp(connection, operator, secret, Act("Camille", time()), key="a key")
            code = pyotp.TOTP(secret).at(time())
            said = [
                await second_factor.check_totp(connection, operator, code, key="a key", now=time()) for _ in range(2)
            ]
        assert said == [True, False]


async def test_the_secret_of_the_second_factor_is_sealed_in_the_database(house: House) -> None:
    number, secret = await an_operator(house, "Camille", "publieur"), pyotp.random_base32()
    async with house.database.write() as connection:
        operator = await operators.find(connection, number)
        assert operator is not None
        await second_factor.enrol_totp(connection, operator, secret, Act("Camille", house.clock()), key="a key")
        assert secret not in (await connection.execute(select(table.c.totp))).scalar()


async def test_a_session_ends_when_idle_and_when_signed_out(database: Database, tmp_path: Path) -> None:
    time = Time()
    async with a_house(database, tmp_path, engine=FakeEngine(), clock=time) as house, served(house) as client:
        visitor = await signed_in(client, house, "lecteur")
        time.now += timedelta(hours=3)
        assert (await visitor.get("/console/"))[0] == 303
        other = await signed_in(client, house, "lecteur", name="Alex")
        kept = dict(other.cookies)
        await other.post("/console/deconnexion")
        assert (await Visitor(client, kept).get("/console/"))[0] == 303


async def test_closing_an_account_ends_its_sessions_at_once(house: House) -> None:
    async with served(house) as client:
        boss = await signed_in(client, house, "administrateur", name="Chef")
        visitor = await signed_in(client, house, "lecteur", name="Camille")
        async with house.database.read() as connection:
            number = next(each.id for each in await operators.everybody(connection) if each.name == "Camille")
        await boss.post(f"/console/operateurs/{number}", {"role": "lecteur"})
        assert (await visitor.get("/console/"))[0] == 303


async def test_the_preset_gives_every_role_but_dpo(house: House) -> None:
    async with served(house) as client:
        boss = await signed_in(client, house, "administrateur", name="Chef")
        await boss.post("/console/operateurs", {"name": "Camille", "password": PASSWORD, "preset": "1"})
        async with house.database.read() as connection:
            made = next(each for each in await operators.everybody(connection) if each.name == "Camille")
    assert set(made.roles) == set(Role) - {Role.DPO} == set(read(["tous"]))


async def test_the_last_administrator_stays_one(house: House) -> None:
    number = await an_operator(house, "Chef", "administrateur")
    async with house.database.write() as connection:
        with pytest.raises(BadAccount):
            await operators.change(
                connection, number, Act("Chef", house.clock()), wanted=["lecteur"], active=True, email=None
            )


async def test_a_short_password_is_refused(house: House) -> None:
    async with house.database.write() as connection:
        with pytest.raises(BadAccount, match="short"):
            await operators.add(connection, "Camille", ["lecteur"], Act("x", house.clock()), password="court")
