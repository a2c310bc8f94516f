"""Makes the HTML of public pages and of the chat frame from templates; everything a person wrote is escaped."""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.clock import PARIS
from bot.house import House
from channels.wordings import texts
from region import formats
from region.service import said
from web import typography
from web.assets import Assets, folder, uncommented
from web.typography import french

HERE = Path(__file__).parent
FOLDERS = [HERE / "templates", HERE / "pages" / "templates"]
LINK = re.compile(
    r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)»]|(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:fr|eu|org|com|net)(?![\w@-])(?:/[^\s<>\"']*[^\s<>\"'.,;:!?)»])?"
)
"""An address, also without http; never the end of an e-mail."""
BULLET = re.compile(r"\s*[•·–-]\s+")
LISTED = "\n• "
LOADER_ONLY = frozenset(
    {"strong", "launcher", "loading", "load_failed", "load_page", "load_phone", "unread_one", "unread_many"}
)
PARIS_INSTANT = "%d/%m/%Y à %H h %M"


@cache
def environment() -> Environment:
    """Return the templates of the public rooms, strict about what they are given."""
    made = Environment(
        loader=FileSystemLoader(FOLDERS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "paris": paris,
        "day": day,
        "said": said,
        "linked": linked,
        "around": around,
        "french": french,
        "euros": euros,
    }
    return made


def page(house: House, template: str, *, status: int = 200, **values: Any) -> web.Response:
    """Return a page that knows the service, the law's wordings and the banner of the moment."""
    html = environment().get_template(template).render(**common(house), **values)
    response = web.Response(
        text=typography.page(html), content_type="text/html", status=status, headers={"Cache-Control": "no-store"}
    )
    response.enable_compression()
    return response


def common(house: House) -> dict[str, Any]:
    """Return what every template reads: texts, service, settings, banner."""
    return {
        "t": texts("widget"),
        "p": texts("pages"),
        "service": house.in_force().catalogue.service,
        "settings": house.settings,
        "banner": house.switches.banner(house.clock()),
        "assets": frame_assets(),
        "page_assets": page_assets(),
    }


@cache
def frame_assets() -> Assets:
    """Return the files of the chat app, and its sentences as a module."""
    files = folder(HERE / "web" / "static", ".js", ".css", ".svg")
    files = {name: uncommented(body) if name.endswith(".js") else body for name, body in files.items()}
    said = {key: _typeset(value) for key, value in texts("widget").items() if key not in LOADER_ONLY}
    said["rules"] = list(typography.RULES)
    files["texts.js"] = b"export default " + json.dumps(said, ensure_ascii=False).encode() + b";\n"
    return Assets("/w/s", files)


def _typeset(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _typeset(each) for key, each in value.items()}
    return french(value) if isinstance(value, str) else value


@cache
def page_assets() -> Assets:
    """Return the style sheets and small scripts of the pages."""
    return Assets("/pages", folder(HERE / "pages" / "static", ".js", ".css"))


def first_message(house: House, *, data_url: str, human: str) -> tuple[Markup, Markup]:
    """Return the first message of law.md in two parts: who speaks, then the rest; `human` is the target of « un agent »."""
    say, widget = house.wordings.say, texts("widget")
    text = say(
        "first_message",
        service=house.in_force().catalogue.service.service_name,
        days=house.settings.retention.dialogue,
        data_link="\x00",
        human_link="\x01",
    )
    html = str(escape(text))
    for strong in widget["strong"]:
        html = html.replace(str(escape(strong)), f"<strong>{escape(strong)}</strong>")
    data = Markup('<a href="{}" target="_blank" rel="noopener">{}{}</a>').format(
        data_url, say("first_message_my_data"), _tab(widget)
    )
    person = Markup('<a href="{}" data-human>{}</a>').format(human, say("first_message_human"))
    who, end, rest = html.replace("\x00", str(data)).replace("\x01", str(person)).partition("</strong>")
    greeting, _, presented = who.partition(", ")  # « Bonjour, je suis l'assistant… <strong>Je suis une IA »
    presented, strong, ai = presented.partition("<strong>")
    rest = f"{presented[:1].upper()}{presented[1:].strip()} {rest.strip()}"
    return Markup(f"{greeting}. {strong}{ai}{end}"), Markup(rest)


def _tab(widget: Any) -> Markup:
    """Say to a screen reader that a link opens a tab."""
    return Markup('<span class="hide"> ({})</span>').format(widget["new_tab"])


def paris(instant: datetime | str) -> str:
    """« 25/11/2026 à 18 h 40 »"""
    read = datetime.fromisoformat(instant) if isinstance(instant, str) else instant
    return read.astimezone(PARIS).strftime(PARIS_INSTANT)


def day(iso: str) -> str:
    """« 23 novembre 2026 »; what is not a day (a version of rules may be « 2 ») stays as it is."""
    try:
        return formats.day(datetime.fromisoformat(iso).date())
    except ValueError:
        return iso


def euros(amount: float) -> str:
    return formats.euros(amount)


def linked(text: str) -> Markup:
    """Return a text of ours with its addresses as links, its lists as lists and its lines kept; the rest is escaped."""
    parts: list[str] = []
    for line in text.split("\n"):
        if BULLET.match(line):
            item = f"<li>{_line(BULLET.sub('', line, count=1))}</li>"
            opened = bool(parts) and parts[-1].endswith("</ul>")
            parts[-1:] = (
                [parts[-1].removesuffix("</ul>") + item + "</ul>"] if opened else [*parts[-1:], f"<ul>{item}</ul>"]
            )
        elif parts and not parts[-1].endswith("</ul>"):
            parts[-1] += f"<br>{_line(line)}"
        else:
            parts.append(str(_line(line)))  # added to a Markup, what follows would be escaped again
    return Markup("".join(parts))


def around(text: str) -> tuple[str, str]:
    """Return what is said before the cards of several aids and after them: the lists of the text are what they show."""
    parts = text.split("\n\n")
    first = next((rank for rank, part in enumerate(parts) if LISTED in part), len(parts))
    after = (part for part in parts[first:] if LISTED not in part)
    return "\n\n".join(parts[:first]), "\n\n".join(after)


def _line(text: str) -> Markup:
    parts: list[str] = []
    end = 0
    for match in LINK.finditer(text):
        parts.append(str(escape(text[end : match.start()])))
        url = match[0] if match[0].startswith("http") else f"https://{match[0]}"
        parts.append(str(Markup('<a href="{}" rel="noopener">{}</a>').format(url, match[0])))
        end = match.end()
    return Markup("".join([*parts, str(escape(text[end:]))]))
