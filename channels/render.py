"""Makes the HTML of public pages and of the chat frame from templates; everything a person wrote is escaped."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.house import House
from channels.wordings import texts
from channels.written import around, day, euros, linked, paris
from region import formats, passages
from region.service import said
from web import typography
from web.assets import Assets, folder, slimmed
from web.typography import french

HERE = Path(__file__).parent
FOLDERS = [HERE / "templates", HERE / "pages" / "templates"]
UNREAD = frozenset(
    {
        "strong", "launcher", "frame_title", "close", "loading", "load_failed", "load_page", "load_phone", "unread_one",
        "unread_many", "title", "title_full", "demonstration", "accessibility", "my_data", "legal", "human", "transcript",
        "compose", "placeholder", "send", "new_message", "menu", "full_page", "suggestions", "starters", "erase", "restart",
    }
)  # fmt: skip
"""What the button and the pages say by themselves: no script of the chat reads it."""
WAY_BACK = "private, no-cache"
"""Of a page made from a form, without a name: the browser's Back shows it again, with what was typed."""


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
        "quoted": passages.link,
        "around": around,
        "french": french,
        "euros": euros,
        "lasting": formats.lasting,
        "counted": formats.counted,
    }
    return made


def page(house: House, template: str, *, status: int = 200, cache: str = "no-store", **values: Any) -> web.Response:
    """Return a page that knows the service, the law's wordings and the banner of the moment."""
    html = environment().get_template(template).render(**common(house), **values)
    response = web.Response(
        text=typography.page(html), content_type="text/html", status=status, headers={"Cache-Control": cache}
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
    files = {name: body if name.endswith(".svg") else slimmed(body) for name, body in files.items()}
    said = {key: _typeset(value) for key, value in texts("widget").items() if key not in UNREAD}
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
