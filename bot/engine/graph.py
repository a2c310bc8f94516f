"""Runs Rasa's graph node after node, so that a message waits for understanding and not for a scheduler.

Rasa's own runner builds and schedules a dask graph at every call. The nodes here are the same, called in
topological order; the order is worked out once for each set of targets.
"""

from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage


class SequentialRunner(GraphRunner):
    """A `GraphRunner` without a scheduler; plans are kept by target."""

    def __init__(self, schema: GraphSchema, nodes: dict[str, GraphNode]) -> None:
        self._schema = schema
        self._nodes = nodes
        self._plans: dict[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]] = {}

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> "SequentialRunner":
        """Return the runner of a graph, its nodes made once."""
        nodes = {
            name: GraphNode.from_schema_node(name, node, model_storage, execution_context, hooks)
            for name, node in graph_schema.nodes.items()
        }
        return cls(graph_schema, nodes)

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Return `{target: output}`; `inputs` name the placeholders (message, tracker)."""
        wanted = tuple(targets or self._schema.target_names)
        outputs: dict[str, tuple[str, Any]] = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, needs in self._plan(wanted):
            node = self._nodes[name]
            if (
                isinstance(node, GraphNode) and node._eager and not node._hooks
            ):  # a loaded model: what it needs is known to be there
                given = {parameter: outputs[source][1] for parameter, source in node._inputs.items()}
                outputs[name] = name, node._fn(node._component, **given)
            else:
                outputs[name] = node(*(outputs.get(need, need) for need in needs))
        return {name: outputs[name][1] for name in wanted}

    def _plan(self, targets: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        if targets not in self._plans:
            nodes = self._schema.minimal_graph_schema(list(targets)).nodes
            order = TopologicalSorter({name: node.needs.values() for name, node in nodes.items()}).static_order()
            self._plans[targets] = tuple((name, tuple(nodes[name].needs.values())) for name in order if name in nodes)
        return self._plans[targets]
