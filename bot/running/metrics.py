"""What is counted of the turns, for `/metrics`; numbers only, nothing a person wrote."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """The counters of one process, on a registry of their own."""

    def __init__(self) -> None:
        self.registry = kept = CollectorRegistry()
        self.turns = Counter("beffroi_turns", "Turns, by channel and outcome", ["channel", "outcome"], registry=kept)
        self.seconds = Histogram(
            "beffroi_turn_seconds",
            "Seconds a turn takes",
            ["channel"],
            buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2),
            registry=kept,
        )
        self.failures = Counter("beffroi_failures", "Unforeseen failures, by step", ["step"], registry=kept)
        self.blocked = Counter(
            "beffroi_blocked", "Replies the guard kept in, by kind of value", ["kind"], registry=kept
        )
        self.tasks = Counter("beffroi_task_failures", "Failures of background tasks", ["task"], registry=kept)
        self.model = Gauge("beffroi_model_loaded", "1 when a model is in service", registry=kept)
