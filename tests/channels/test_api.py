"""The public API: a case checked, facts refused one by one, the description."""

from aiohttp import ClientSession

CASE = {"org_type": "commune", "commune": "62498", "amount": 90_000, "expenses": ["equipment"]}


async def test_a_case_is_checked_with_each_condition_and_its_source(client: ClientSession, url: str) -> None:
    async with client.post(f"{url}/api/eligibility/ami-ia", json={"facts": CASE}) as answer:
        verdict = await answer.json()
    assert answer.status == 200
    assert verdict["verdict"] == "conditions_met"
    assert verdict["calendar"] == "unknown"
    assert [each["id"] for each in verdict["conditions"]] == ["territory", "beneficiary", "project_cost", "expenses"]
    assert verdict["estimate"] is None
    assert verdict["checked_on"] == "2026-11-26"


async def test_facts_that_cannot_be_read_are_named(client: ClientSession, url: str) -> None:
    async with client.post(f"{url}/api/eligibility/ami-ia", json={"facts": {"amount": "beaucoup"}}) as answer:
        assert answer.status == 422
        assert [each["fact"] for each in (await answer.json())["errors"]] == ["amount"]
    for body in (b"{", b"[]", b"\xff", b"", b'{"facts": 3}', b"[" * 5_000):
        async with client.post(f"{url}/api/eligibility/ami-ia", data=body) as answer:
            assert answer.status == 422, body
            assert (await answer.json())["errors"][0]["fact"] == "facts"


async def test_an_unknown_programme_is_not_found(client: ClientSession, url: str) -> None:
    async with client.post(f"{url}/api/eligibility/rien", json={"facts": {}}) as answer:
        assert answer.status == 404


async def test_the_description_names_every_programme(client: ClientSession, url: str) -> None:
    async with client.get(f"{url}/api/openapi.json") as answer:
        described = await answer.json()
    assert described["openapi"] == "3.1.0"
    assert "ami-ia" in described["components"]["parameters"]["Programme"]["schema"]["enum"]


async def test_a_rest_body_no_database_could_keep_is_refused(client: ClientSession, url: str) -> None:
    for body in (
        b'{"sender": "\\u0000", "message": "a"}',
        b'{"message": "\\ud800"}',
        b'{"message": "a", "message_id": "\\u0000"}',
        b"[" * 7_000,
    ):
        typed = {"Content-Type": "application/json"}
        async with client.post(f"{url}/webhooks/rest/webhook", data=body, headers=typed) as answer:
            assert answer.status == 422, body


async def test_every_aid_is_checked_at_once_and_the_next_question_is_named(client: ClientSession, url: str) -> None:
    facts = {"org_type": "pme", "headcount": {"min": 12, "max": None}, "commune": "59350", "turnover": "unknown"}
    async with client.post(f"{url}/api/eligibility", json={"facts": facts}) as answer:
        told = await answer.json()
    assert {each["programme"] for each in told["verdicts"]} >= {"ami-ia", "aden", "dacs"}
    assert told["next"]["fact"] not in {"turnover", "org_type", "commune"}  # « plus de 12 » may be asked more precisely
    async with client.post(f"{url}/api/eligibility", json={"facts": {"headcount": {"min": 9, "max": 3}}}) as answer:
        assert answer.status == 422
        assert (await answer.json())["errors"][0]["fact"] == "headcount"
