"""Makes the HTML of the console from templates; everything a person wrote is escaped."""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.clock import PARIS
from console.assets import ASSETS
from learning.sentences import intents
from region import formats
from region.files import read_yaml
from web import typography

HERE = Path(__file__).parent


@cache
def words() -> dict[str, Any]:
    """Return the sentences and names the console's code uses, by key."""
    read: dict[str, Any] = read_yaml(HERE / "wordings.yml")
    return read


@cache
def environment() -> Environment:
    """Return the console's templates with their filters; a name that is not given is an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {
        "paris": paris, "day": day, "hour": hour, "percent": percent, "intent": intents.label, "word": word,
        "number": number, "iso": iso, "command": command,
        "lasting": formats.lasting, "plural": formats.plural,
        "raw": raw,
    }  # fmt: skip
    made.globals |= {"words": words(), "asset": ASSETS.url}
    return made


def page(template: str, *, status: int = 200, **values: Any) -> web.Response:
    """Return a page, never kept by a browser."""
    html = fragment(template, **values)
    return web.Response(text=html, content_type="text/html", status=status, headers={"Cache-Control": "no-store"})


def fragment(template: str, **values: Any) -> str:
    """Return a page or a piece of one, as HTML set as it is printed; what a person wrote stays as it is."""
    return typography.page(environment().get_template(template).render(**values))


def raw(text: str | None) -> Markup:
    """Return what a person wrote, which no one corrects: neither its spaces nor its apostrophes."""
    return Markup("<span{}>{}</span>").format(Markup(typography.RAW), text or "")


def word(key: str | None, group: str) -> str:
    """Return the French name of a value of the code; the value itself where it has none."""
    return str(words()[group].get(key, key if key is not None else "—"))


def command(text: str) -> str:
    """Return what a person wrote; a command as what it asks for."""
    return str(words()["commands"].get(text.strip().lower(), text))


def paris(instant: datetime | None) -> str:
    """« 25/11/2026 à 18 h 40 »"""
    return formats.instant(instant) if instant else "—"


def hour(instant: datetime) -> str:
    """« 18:40 », in Paris."""
    return instant.astimezone(PARIS).strftime("%H:%M")


def day(value: date | datetime | None) -> str:
    """« 25 novembre 2026 »; a dash for None."""
    if value is None:
        return "—"
    return formats.day(value.astimezone(PARIS).date() if isinstance(value, datetime) else value)


def iso(value: date | datetime | None) -> str:
    """Return a day or an instant as ISO writes it; empty for None."""
    return value.isoformat() if value else ""


def percent(rate: float | None, digits: int = 0) -> str:
    """« 87 % », « 87,5 % »"""
    if rate is None:
        return "—"
    return f"{rate * 100:.{digits}f}".replace(".", ",") + "\u202f%"


def number(value: float | int | None, digits: int = 0) -> str:
    """« 1 234 », « 0,87 »"""
    if value is None:
        return "—"
    return f"{value:,.{digits}f}".replace(",", "\u202f").replace(".", ",")
