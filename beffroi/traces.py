"""Tells each turn to an OpenTelemetry collector, its steps as spans: off, unless the standard OTEL_* variables name one.

A span holds names, ids and milliseconds: no text of a person, no sentence of an error.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bot.turn import watching

COLLECTORS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")


def wanted(environment: Mapping[str, str]) -> bool:
    """Tell whether a collector is named, and nothing says to leave it."""
    off = environment.get("OTEL_SDK_DISABLED", "").strip().lower() == "true"
    left = environment.get("OTEL_TRACES_EXPORTER", "otlp").strip().lower() == "none"
    return not off and not left and any(environment.get(name, "").strip() for name in COLLECTORS)


@contextmanager
def told(environment: Mapping[str, str]) -> Iterator[None]:
    """Send spans meanwhile, by OTLP over HTTP; what waits is sent at the end. The SDK reads the other OTEL_* itself."""
    if not wanted(environment):
        yield
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import SERVICE_NAME, Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    name = environment.get("OTEL_SERVICE_NAME", "").strip() or "beffroi"
    provider = TracerProvider(resource=Resource.create({SERVICE_NAME: name}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    watching.trace(provider.get_tracer("beffroi"))
    try:
        yield
    finally:
        watching.trace(None)
        provider.shutdown()
