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


def of_schema(schema: dict[str, Any], described: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return values that follow a schema more often than not."""
    if "$ref" in schema:
        return of_schema(described["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], described)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds = schema.get("type", "object")
    makers = {
        "string": lambda: st.text(
            min_size=schema.get("minLength", 0), max_size=min(schema.get("maxLength", 60), 1_100)
        ),
        "integer": lambda: st.integers(schema.get("minimum"), schema.get("maximum")),
        "boolean": st.booleans,
        "null": st.none,
        "array": lambda: st.lists(of_schema(schema.get("items", {"type": "string"}), described), max_size=4),
        "object": lambda: of_object(schema, described),
    }
    return st.one_of([makers[kind]() for kind in ([kinds] if isinstance(kinds, str) else kinds)])


def of_object(schema: dict[str, Any], described: dict[str, Any]) -> st.SearchStrategy[Any]:
    fields = {name: of_schema(each, described) | ANYTHING for name, each in schema.get("properties", {}).items()}
    return st.fixed_dictionaries({}, optional=fields)


def requests_of(described: dict[str, Any]) -> list[tuple[str, str, st.SearchStrategy[Any]]]:
    listed = []
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            if method not in ("get", "post"):
                continue
            content = operation.get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema")
            listed.append((method, path, of_schema(schema, described) if schema else st.none()))
    return listed


def test_no_described_request_breaks_the_service(tmp_path: Path, place: tuple[str, str | None]) -> None:
    with asyncio.Runner() as runner:
        door = Door(tmp_path, *place)
        described = openapi.document(runner.run(door.open()))
        try:
            for method, path, bodies in requests_of(described):
                expected = described["paths"][path][method]["responses"]
                _hammer(runner, door, method, path, bodies, expected)
        finally:
            runner.run(door.close())


def _hammer(
    runner: asyncio.Runner, door: "Door", method: str, path: str, bodies: Any, expected: dict[str, Any]
) -> None:
    programmes = st.sampled_from(["ami-ia", "aden", "rien", "%00", "é"])

    @settings(max_examples=EXAMPLES_A_ROUTE, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(programme=programmes, body=st.one_of(bodies, ANYTHING), raw=st.one_of(st.none(), st.binary(max_size=40)))
    def one(programme: str, body: Any, raw: bytes | None) -> None:
        data = raw if raw is not None else json.dumps(body).encode()
        status = runner.run(
            door.knock(method, path.replace("{programme}", programme), data if method == "post" else None)
        )
        assert status < 500, (method, path, data)
        assert str(status) in expected or status == 404, (method, path, status, data)

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
