"""What the published schema says of methods and types, and what is wrong with a call."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[1] / "data" / "api" / "telegram-bot-api.json"


class BadCall(ValueError):
    """A call breaks the schema; `str()` is the description Telegram would give."""


class Schema:
    """Methods and types of the Bot API."""

    def __init__(self, published: Mapping[str, Any]) -> None:
        self.methods: Mapping[str, Any] = {name.lower(): each for name, each in published["methods"].items()}
        self.types: Mapping[str, Any] = published["types"]

    @classmethod
    def load(cls, file: Path = FILE) -> "Schema":
        return cls(json.loads(file.read_text(encoding="utf-8")))

    def read_call(self, method: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of a call with their types; raises BadCall."""
        known = {field["name"]: field for field in self.methods[method.lower()]["fields"]}
        unknown, missing = given.keys() - known.keys(), {n for n, f in known.items() if f["required"]} - given.keys()
        if unknown or missing:
            raise BadCall(f"Bad Request: unknown fields {sorted(unknown)}, missing fields {sorted(missing)}")
        return {name: self._read(value, known[name]) for name, value in given.items()}

    def _read(self, value: Any, field: Mapping[str, Any]) -> Any:
        """Read a form field, where everything but texts and files is JSON."""
        if not isinstance(value, str) or field["types"] == ["String"]:
            return value
        try:
            read = json.loads(value)
        except ValueError:
            read = value
        if not any(self.fits(read, kind) or self.fits(value, kind) for kind in field["types"]):
            raise BadCall(f"Bad Request: field {field['name']} is none of {field['types']}")
        return read

    def fits(self, value: Any, kind: str) -> bool:
        """Whether a value is of a type of the schema, its parts included."""
        if kind.startswith("Array of "):
            return isinstance(value, list) and all(self.fits(each, kind.removeprefix("Array of ")) for each in value)
        simple = {"Integer": int, "Float": (int, float), "String": str, "Boolean": bool}.get(kind)
        if simple:
            return isinstance(value, simple) and (kind == "Boolean" or not isinstance(value, bool))  # type: ignore[arg-type]
        if kind not in self.types or not isinstance(value, dict):
            return False
        published = self.types[kind]
        if "subtypes" in published:
            return any(self.fits(value, each) for each in published["subtypes"])
        return self._object_fits(value, published.get("fields", []))

    def _object_fits(self, value: Mapping[str, Any], fields: list[Mapping[str, Any]]) -> bool:
        known = {field["name"]: field for field in fields}
        required = {name for name, field in known.items() if field["required"]}
        if value.keys() - known.keys() or required - value.keys():
            return False
        return all(any(self.fits(each, kind) for kind in known[name]["types"]) for name, each in value.items())
