"""What is counted of the service, for `/metrics`; numbers only, nothing a person wrote.

Several workers write in one folder (PROMETHEUS_MULTIPROC_DIR, made by `serve --workers`), and whichever is asked answers
for all of them.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

SHARED = "PROMETHEUS_MULTIPROC_DIR"
TURN = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2)
CHANNELS = ("web", "telegram", "rest", "cli")
STEPS = ("store", "guard", "distress", "command", "held", "respond")
FACTS = ("phone", "email", "url", "host", "site", "date", "address", "amount")
SERVICES = ("telegram", "smtp", "companies", "agenda")
LAG = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 5)


class Metrics:
    """The counters of one process, on a registry of their own."""

    def __init__(self) -> None:
        self.registry = kept = CollectorRegistry()
        self.turns = Counter("beffroi_turns", "Turns, by channel and outcome", ["channel", "outcome"], registry=kept)
        self.seconds = Histogram(
            "beffroi_turn_seconds", "Seconds a turn takes", ["channel"], buckets=TURN, registry=kept
        )
        self.failures = Counter("beffroi_failures", "Unforeseen failures, by step", ["step"], registry=kept)
        self.blocked = Counter(
            "beffroi_blocked", "Replies the guard kept in, by kind of value", ["kind"], registry=kept
        )
        self.tasks = Counter("beffroi_task_failures", "Failures of background tasks", ["task"], registry=kept)
        self.errors = Counter("beffroi_server_errors", "Answers 500 and above, by route", ["route"], registry=kept)
        self.outside = Counter(
            "beffroi_outside_failures", "Calls to an outside service that failed", ["service"], registry=kept
        )
        self.lag = Histogram("beffroi_loop_lag_seconds", "How late the event loop wakes up", buckets=LAG, registry=kept)
        self.model = Gauge(
            "beffroi_model_loaded", "1 when a model is in service", registry=kept, multiprocess_mode="livemin"
        )
        self.memory = Gauge(
            "beffroi_resident_bytes", "Memory a process holds", registry=kept, multiprocess_mode="liveall"
        )
        for counter, labels in (
            (self.failures, STEPS),
            (self.blocked, FACTS),
            (self.outside, SERVICES),
            (self.seconds, CHANNELS),
        ):
            for label in labels:  # counted from 0 on: a counter that appears with its first failure is no increase
                counter.labels(label)

    def exposition(self, now: Mapping[str, tuple[str, float]]) -> bytes:
        """Return the text that monitoring reads: what was counted, and what is so `now` (name → help, value)."""
        registry = self.registry
        if SHARED in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)
        present = CollectorRegistry()
        present.register(_Present(now))
        return bytes(generate_latest(registry) + generate_latest(present))


class _Present:
    """Values read at the moment they are asked for."""

    def __init__(self, now: Mapping[str, tuple[str, float]]) -> None:
        self._now = now

    def collect(self) -> Iterable[GaugeMetricFamily]:
        for name, (told, value) in self._now.items():
            yield GaugeMetricFamily(name, told, value=value)


def shared(folder: Path) -> Mapping[str, str]:
    """Return what workers are told so that they count in one folder, which is emptied: counters begin at 0."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.db"):
        file.unlink()
    return {SHARED: str(folder)}


def ended(folder: Path, process: int) -> None:
    """Leave out what a worker that has ended said of itself; what it counted stays counted."""
    mark_process_dead(process, path=str(folder))  # type: ignore[no-untyped-call]


def resident_bytes() -> int:
    """Return the memory this process holds, 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
