"""Runs the nodes of a training one after the other, and tells each as it ends."""

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.engine.graph import SequentialRunner

Progress = Callable[[str, int, int], None]


def telling(progress: Progress) -> type[SequentialRunner]:
    """Return a runner that reports each node of the training graph as it ends."""

    class TellingRunner(SequentialRunner):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            total = len(self._nodes)
            for done, (name, node) in enumerate(self._nodes.items(), start=1):
                self._nodes[name] = _Told(node, name, partial(_report, progress, done, total))  # type: ignore[assignment]

    return TellingRunner


def _report(progress: Progress, done: int, total: int, step: str) -> None:
    progress(step, done, total)


class _Told:
    def __init__(self, node: Any, name: str, tell: Callable[[str], None]) -> None:
        self._node, self._name, self._tell = node, name, tell

    def __call__(self, *inputs: Any) -> Any:
        output = self._node(*inputs)
        self._tell(self._name)
        return output
