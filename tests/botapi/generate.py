"""Makes updates of every type from the published schema: well formed, deep, and sometimes hostile."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from tests.botapi.schema import Schema

DEEP = 4
TEXTS = (
    "bonjour", "/start", "/oublier", "/exporter", "C'est quoi Proch'IA ?", "", " ", "é" * 4096, "🙂" * 2000, "a\0b",
    "\ud800", '/inform{"amount": 1}', "<b>&", "\u202e\u200b/restart", "1 85 05 78 006 084 91", "casse", "verdict", "long",
)  # fmt: skip
CHATS = ("private", "private", "group", "supergroup", "channel")


class Generator:
    """Values of the schema's types; the same seed gives the same values."""

    def __init__(self, schema: Schema, *, seed: int = 0) -> None:
        self._schema, self._random = schema, Random(seed)
        self._numbers = 0

    @property
    def kinds(self) -> list[str]:
        """The types of update."""
        return [field["name"] for field in self._schema.types["Update"]["fields"] if field["name"] != "update_id"]

    def updates(self, each: int) -> Iterator[dict[str, Any]]:
        """Yield `each` updates of every type, with part of their optional fields."""
        fields = {field["name"]: field for field in self._schema.types["Update"]["fields"]}
        for _ in range(each):
            for kind in self.kinds:
                self._numbers += 1
                yield {"update_id": self._numbers, kind: self._one_of(fields[kind]["types"], 0)}

    def spoiled(self, update: Mapping[str, Any]) -> dict[str, Any]:
        """Return an update in which one value, somewhere, is of the wrong type."""
        name = self._random.choice([key for key in update if key != "update_id"])
        return {**update, name: self._wrong(update[name])}

    def _wrong(self, value: Any) -> Any:
        if isinstance(value, dict) and value and self._random.random() < 0.8:
            name = self._random.choice(list(value))
            return {**value, name: self._wrong(value[name])}
        return self._random.choice([None, [], {}, "", 0, -1, True, 1e308, [[]], {"id": {}}])

    def _one_of(self, kinds: list[str], depth: int) -> Any:
        return self._value(self._random.choice(kinds), depth)

    def _value(self, kind: str, depth: int) -> Any:
        if kind.startswith("Array of "):
            inner = kind.removeprefix("Array of ")
            return [self._value(inner, depth + 1) for _ in range(self._random.randint(0, 2) if depth < DEEP else 0)]
        if kind == "Integer":
            return self._random.choice([0, 1, -1, 7, 2**31, 2**52, 2**63 - 1, -(2**63)])
        if kind == "Float":
            return self._random.uniform(-180, 180)
        if kind == "Boolean":
            return True
        if kind == "String":
            return self._random.choice(TEXTS)
        return self._object(kind, depth)

    def _object(self, kind: str, depth: int) -> dict[str, Any]:
        published = self._schema.types.get(kind, {})
        if "subtypes" in published:
            return self._object(self._random.choice(published["subtypes"]), depth)
        kept = 0.15 if depth < DEEP else 0.0
        made = {
            field["name"]: self._one_of(field["types"], depth + 1)
            for field in published.get("fields", [])
            if (field["required"] and depth < 2 * DEEP) or self._random.random() < kept
        }
        return made | self._known(kind)

    def _known(self, kind: str) -> dict[str, Any]:
        """Values that the assistant looks at are likely ones."""
        if kind == "Chat":
            return {"id": self._random.choice([7, 8, 9, -5]), "type": self._random.choice(CHATS)}
        if kind == "Message" and self._random.random() < 0.5:
            return {"text": self._random.choice(TEXTS)}
        if kind == "CallbackQuery":
            return {"id": str(self._random.randrange(10**18))}
        if kind == "User":
            return {"is_bot": self._random.random() < 0.1}
        return {}
