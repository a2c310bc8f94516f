"""What is switched for everybody: the assistant, the emergency banner, and when the desk is staffed."""

from datetime import datetime, time, timedelta
from typing import Any

from aiohttp import web

from bot.clock import PARIS
from bot.desk import hours, switching
from bot.running.switches import Banner
from console.roles import Right
from console.visit import Route, Visit, back
from learning.answers import in_force

PATH = "/interrupteurs"
SPANS = 4
BLANK = {"days": [], "from": "", "to": ""}
SWITCHED = {
    "stop": switching.stop_assistant,
    "start": switching.start_assistant,
    "hide": switching.hide_banner,
}


async def show(visit: Visit) -> web.Response:
    """Show the switches, the banner and the hours of the desk."""
    house, written = visit.house, visit.house.in_force().catalogue.service.hours
    spans = hours.read(written)
    return visit.page(
        "switches.html", on=house.switches.assistant_on, banner=house.switches.banner(visit.now), hours=spans,
        lines=[*written, *[BLANK] * SPANS][:SPANS], filled=bool(written), open=hours.is_open(visit.now, hours=spans),
        following=hours.next_opening(visit.now, hours=spans), now=visit.now.astimezone(PARIS),
    )  # fmt: skip


async def switch(visit: Visit) -> web.Response:
    """Stop or start the assistant, show or hide the banner; each with its reason."""
    if not visit.explained:
        return back(PATH, said="comment_needed")
    act, action = visit.act(), visit.text("action")
    if action in SWITCHED:
        await SWITCHED[action](visit.house, author=act.author, comment=act.comment)
    elif action == "banner" and (banner := _banner(visit)):
        await switching.show_banner(visit.house, banner, author=act.author, comment=act.comment)
    else:
        return back(PATH, said="bad_value")
    await visit.note(f"switch.{action}")
    return back(PATH, said="saved")


async def staffed(visit: Visit) -> web.Response:
    """Set when the desk is staffed: each line of the form is some days, from an hour to another."""
    if not visit.explained:
        return back(PATH, said="comment_needed")
    try:
        spans = [span for line in range(SPANS) if (span := _span(visit, line))]
    except ValueError:
        return back(PATH, said="bad_hours")
    values = {**in_force.values_of(visit.house.in_force().catalogue.service), "hours": spans}
    await in_force.write_service(visit.house, values, visit.act())
    return back(PATH, said="saved")


def _banner(visit: Visit) -> Banner | None:
    """Return the banner of the form: a text, from now until its last day included."""
    text, last = visit.text("text", longest=300), visit.text("until", longest=10)
    try:
        ends = datetime.fromisoformat(last).replace(tzinfo=PARIS) + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    return Banner(text, visit.now, ends) if text and ends > visit.now else None


def _span(visit: Visit, line: int) -> dict[str, Any] | None:
    """Return one line of the hours as service.yml writes it, None when it is empty; ValueError when it makes no sense."""
    days = [day for day in range(1, 8) if visit.ticked(f"day-{line}-{day}")]
    opens, closes = visit.text(f"from-{line}", longest=5), visit.text(f"to-{line}", longest=5)
    if not days and not opens and not closes:
        return None
    if not days or time.fromisoformat(opens) >= time.fromisoformat(closes):
        raise ValueError
    return {"days": days, "from": opens, "to": closes}


ROUTES = (
    Route("GET", PATH, Right.ADMINISTER, show),
    Route("POST", PATH, Right.ADMINISTER, switch),
    Route("POST", f"{PATH}/horaires", Right.ADMINISTER, staffed),
)
