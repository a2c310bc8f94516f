"""Describes the public interfaces in OpenAPI, from one file that the fuzz test reads too."""

from functools import cache
from pathlib import Path
from typing import Any

from bot.house import House
from region.files import read_yaml

FILE = Path(__file__).with_name("openapi.yml")


def document(house: House) -> dict[str, Any]:
    """Return the description with this installation's address and its programmes."""
    described = dict(_read())
    described["servers"] = [{"url": house.settings.public_url}]
    programme = {"type": "string", "enum": sorted(house.in_force().catalogue.programmes)}
    parameters = described["components"]["parameters"] | {"Programme": _parameter(programme)}
    return described | {"components": described["components"] | {"parameters": parameters}}


def _parameter(schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": "programme", "in": "path", "required": True, "schema": schema}


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = read_yaml(FILE)
    return read
