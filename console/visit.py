"""One request of an operator: who asks, with which form; and the answers every page gives."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web
from multidict import MultiMapping

from bot.house import House
from bot.store import audit
from bot.store.audit import Act
from console import render
from console.operators import Operator
from console.roles import Right
from console.sessions import Session
from web import asked

ROOT = "/console"
SMALLEST_COMMENT = 3
LONGEST_SECRET = 1_024


@dataclass(frozen=True)
class Visit:
    """What a page is given; `session` is None on the pages of the login."""

    request: web.Request
    house: House
    session: Session | None
    form: MultiMapping[Any]

    @property
    def operator(self) -> Operator:
        """Who is signed in."""
        assert self.session is not None
        return self.session.operator

    @property
    def now(self) -> datetime:
        """The instant, by the house's clock."""
        return self.house.clock()

    @property
    def query(self) -> MultiMapping[str]:
        """The parameters of the address."""
        return self.request.query

    def may(self, right: Right) -> bool:
        """Tell whether the operator has a right."""
        return right in self.operator.rights

    def act(self, comment: str | None = None) -> Act:
        """Return who writes, when, and the comment of the form."""
        said = self.form.get("comment", "") if comment is None else comment
        return Act(self.operator.name, self.now, str(said).strip()[:500])

    @property
    def explained(self) -> bool:
        """Whether the form says why, as a write that others will read must."""
        return len(self.act().comment) >= SMALLEST_COMMENT

    async def note(self, action: str, subject: object = "") -> None:
        """Write in the journal what was done; `subject` is an id, never a person's words."""
        async with self.house.database.write() as connection:
            await audit.note(connection, self.act(), action, subject)

    def part(self, name: str = "id") -> str:
        """Return a part of the address, as its route names it."""
        return self.request.match_info[name]

    def number(self, name: str = "id") -> int:
        """Return a number of the address or of the form; 404 when there is none."""
        raw = self.request.match_info.get(name) or self.form.get(name) or self.query.get(name) or ""
        found = asked.number(raw)
        if found is None:
            raise web.HTTPNotFound
        return found

    def text(self, name: str, *, longest: int = 4_000) -> str:
        """Return a field of the form, trimmed and cut; empty when it is absent."""
        return str(self.form.get(name, "")).replace("\r\n", "\n").strip()[:longest]

    def secret(self, name: str) -> str:
        """Return a password of the form as it was typed; empty when it is absent."""
        return str(self.form.get(name, ""))[:LONGEST_SECRET]

    def ticked(self, name: str) -> bool:
        """Tell whether a box of the form is ticked."""
        return bool(self.form.get(name))

    def numbers(self, name: str) -> list[int]:
        """Return the numbers of the boxes ticked under one name; what is no number counts for none."""
        read = map(asked.number, self.form.getall(name, []))
        return [number for number in read if number is not None]

    def texts(self, name: str, *, longest: int = 64) -> list[str]:
        """Return every field of the form of one name, each cut."""
        return [str(value)[:longest] for value in self.form.getall(name, [])]

    def page(self, template: str, *, status: int = 200, **values: Any) -> web.Response:
        """Return a page that knows the operator, their rights, and the sentence to say once."""
        common = {"visit": self, "session": self.session, "Right": Right, "flash": self.request.query.get("dit")}
        return render.page(template, status=status, **common, **values)


Handler = Callable[[Visit], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Route:
    """A page: `right` is what it needs, None before signing in; `largest` is the bytes of a form with a file, 0 without."""

    method: str
    path: str
    right: Right | None
    handler: Handler
    largest: int = 0


def back(path: str, *, said: str = "", **query: Any) -> web.Response:
    """Return to a page after a write; `said` is the key of the sentence it shows."""
    from urllib.parse import urlencode

    values: Mapping[str, Any] = {**({"dit": said} if said else {}), **query}
    wanted = {name: value for name, value in values.items() if value not in (None, "")}
    location = f"{ROOT}{path}" + (f"?{urlencode(wanted)}" if wanted else "")
    return web.Response(status=303, headers={"Location": location})
