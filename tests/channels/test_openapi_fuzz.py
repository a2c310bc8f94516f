"""Whatever is sent to the interfaces we describe, the answer is one we describe: never a 5xx."""

import asyncio
import json
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.house import House
from bot.store.database import Database
from channels import openapi
from tests.channels.conftest import MovingClock
from tests.channels.serving import Tab, served
from tests.channels.web_engine import WebEngine
from tests.houses import a_house

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
EXAMPLES_A_ROUTE = 40


def of_schema(schema: dict[str, Any], described: dict[str, Any], *, wild: bool) -> st.SearchStrategy[Any]:
    """Return values that follow a schema; `wild` ones may hold anything in each field, or miss it."""
    if "$ref" in schema:
        return of_schema(described["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], described, wild=wild)
    if schema.get("format") == "email":
        return st.emails()
    if "enum" in schema or "examples" in schema:
        return st.sampled_from(schema.get("enum") or schema["examples"])
    kinds = schema.get("type", "object")
    makers = {
        "string": lambda: st.text(
            min_size=schema.get("minLength", 0), max_size=min(schema.get("maxLength", 60), 1_100)
        ),
        "integer": lambda: st.integers(schema.get("minimum"), schema.get("maximum")),
        "boolean": st.booleans,
        "null": st.none,
        "array": lambda: st.lists(of_schema(schema.get("items", {"type": "string"}), described, wild=wild), max_size=4),
        "object": lambda: of_object(schema, described, wild=wild),
    }
    return st.one_of([makers[kind]() for kind in ([kinds] if isinstance(kinds, str) else kinds)])


def of_object(schema: dict[str, Any], described: dict[str, Any], *, wild: bool) -> st.SearchStrategy[Any]:
    fields = {name: of_schema(each, described, wild=wild) for name, each in schema.get("properties", {}).items()}
    if wild:
        return st.fixed_dictionaries({}, optional={name: each | ANYTHING for name, each in fields.items()})
    needed = {name: each for name, each in fields.items() if name in schema.get("required", ())}
    return st.fixed_dictionaries(needed, optional={name: each for name, each in fields.items() if name not in needed})


def requests_of(described: dict[str, Any]) -> list[tuple[str, str, st.SearchStrategy[Any]]]:
    listed = []
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            if method not in ("get", "post"):
                continue
            content = operation.get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema")
            listed.append((method, path, bodies_of(schema, described) if schema else st.none()))
    return listed


def test_no_described_request_breaks_the_service(tmp_path: Path, place: tuple[str, str | None]) -> None:
    with asyncio.Runner() as runner:
        door, answered = Door(tmp_path, *place), {}  # type: ignore[var-annotated]
        described = openapi.document(runner.run(door.open()))
        try:
            for method, path, bodies in requests_of(described):
                expected = described["paths"][path][method]["responses"]
                _hammer(runner, door, method, path, bodies, expected, answered)
        finally:
            runner.run(door.close())
    assert {route for route, statuses in answered.items() if 200 not in statuses} <= {
        "post /w/thumbs",
        "post /w/contact",
    }


def bodies_of(schema: dict[str, Any], described: dict[str, Any]) -> st.SearchStrategy[bytes]:
    """Return bodies: half of them follow the schema, the others lie about a field, are any JSON, or no JSON."""
    right, wrong = (of_schema(schema, described, wild=wild).map(_encoded) for wild in (False, True))
    return st.one_of(right, right, right, wrong, ANYTHING.map(_encoded), st.binary(max_size=40))


def _encoded(value: Any) -> bytes:
    return json.dumps(value).encode()


def _hammer(
    runner: asyncio.Runner,
    door: "Door",
    method: str,
    path: str,
    bodies: st.SearchStrategy[Any],
    expected: dict[str, Any],
    answered: dict[str, set[int]],
) -> None:
    programmes = st.sampled_from(["ami-ia", "aden", "dacs", "rien", "%00", "é"])

    @settings(max_examples=EXAMPLES_A_ROUTE, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(programme=programmes, body=bodies)
    def one(programme: str, body: bytes | None) -> None:
        status = runner.run(door.knock(method, path.replace("{programme}", programme), body))
        assert status < 500, (method, path, body)
        assert str(status) in expected or status == 404, (method, path, status, body)
        answered.setdefault(f"{method} {path}", set()).add(status)

    one()


class Door:
    """The served application and a tab, opened inside the runner's loop; its clock leaves the rate limits behind."""

    def __init__(self, folder: Path, url: str, schema: str | None) -> None:
        self._folder, self._place = folder, (url, schema)
        self._clock = MovingClock()
        self._stack = AsyncExitStack()

    async def open(self) -> House:
        store = Database(self._place[0], schema=self._place[1])
        await store.migrate()
        opened = a_house(store, self._folder, engine=WebEngine(), clock=self._clock)
        house = await self._stack.enter_async_context(opened)
        self._url = await self._stack.enter_async_context(served(house))
        self._client = await self._stack.enter_async_context(ClientSession())
        self._tab = await Tab.open(self._client, self._url)
        return house

    async def knock(self, method: str, path: str, data: bytes | None) -> int:
        self._clock.move(seconds=5)
        headers = {"X-Beffroi-Session": self._tab.token, "Content-Type": "application/json"}
        async with self._client.request(method, self._url + path, data=data, headers=headers) as answer:
            await answer.read()
            return answer.status

    async def close(self) -> None:
        await self._stack.aclose()
