"""Turns as traces: a collector that reads OTLP receives each turn and its steps, and nothing a person wrote."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from beffroi import traces
from bot.house import House
from bot.store.conversations import Incoming
from bot.turn import take, watching
from bot.turn.steps import STEPS


@pytest_asyncio.fixture
async def collector() -> AsyncIterator[tuple[str, list[ExportTraceServiceRequest]]]:
    """Give the address of a collector, and what it was sent."""
    sent: list[ExportTraceServiceRequest] = []

    async def taken(request: web.Request) -> web.Response:
        sent.append(ExportTraceServiceRequest.FromString(await request.read()))
        return web.Response()

    app = web.Application()
    app.router.add_post("/v1/traces", taken)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}", sent
    await runner.cleanup()


async def told(monkeypatch: pytest.MonkeyPatch, address: str, house: House, *texts: str) -> None:
    """Play messages with the collector named in the environment, as whoever runs the service names it."""
    given: Mapping[str, str] = {"OTEL_EXPORTER_OTLP_ENDPOINT": address, "OTEL_BSP_SCHEDULE_DELAY": "20"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with traces.told(given):
        for text in texts:
            await take(house, Incoming("web", "ada@exemple.fr", text))
        await asyncio.sleep(1)  # the collector lives on this loop, and the end of `told` holds it


def spans_of(sent: list[ExportTraceServiceRequest]) -> list[Any]:
    return [
        span
        for each in sent
        for resource in each.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]


async def test_a_turn_is_a_trace_and_its_steps_are_spans_inside(
    collector: tuple[str, list[ExportTraceServiceRequest]], house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, sent = collector
    await told(monkeypatch, address, house, "mon secret de famille")
    spans = spans_of(sent)
    (turn,) = [span for span in spans if span.name == "turn"]
    steps = [span for span in spans if span is not turn]
    assert {span.name for span in steps} == {step.__name__ for step in STEPS}
    assert {span.parent_span_id for span in steps} == {turn.span_id}
    assert all(turn.start_time_unix_nano <= span.start_time_unix_nano <= turn.end_time_unix_nano for span in steps)
    attributes = {each.key: each.value.string_value for each in turn.attributes}
    assert attributes["beffroi.outcome"] == "answered"
    assert attributes["beffroi.channel"] == "web"
    assert attributes["beffroi.conversation"]
    names = {each.key: each.value.string_value for each in sent[0].resource_spans[0].resource.attributes}
    assert names["service.name"] == "beffroi"


async def test_no_trace_holds_what_a_person_wrote_nor_the_sentence_of_an_error(
    collector: tuple[str, list[ExportTraceServiceRequest]], house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, sent = collector
    await told(monkeypatch, address, house, "un secret de famille", "panne")
    assert len([span for span in spans_of(sent) if span.name == "turn"]) == 2
    for private in (b"secret", b"famille", b"panne", b"exemple.fr"):
        assert private not in b"".join(each.SerializeToString() for each in sent)


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": " "},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collecteur", "OTEL_SDK_DISABLED": "true"},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collecteur", "OTEL_TRACES_EXPORTER": "none"},
    ],
)
async def test_without_a_collector_nothing_is_traced(environment: Mapping[str, str]) -> None:
    with traces.told(environment), watching.spanned("turn") as span:
        assert span is None
