"""What every component that learns nothing is to Rasa."""
# ruff: noqa: ARG003 - Rasa chooses the arguments of `create`

from collections.abc import Mapping
from typing import Any, Self

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage


class Untrained(GraphComponent):
    """A component made from its part of config.yml alone."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        self._config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """Return the component, as Rasa makes it."""
        return cls(config)
