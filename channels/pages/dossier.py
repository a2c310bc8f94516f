"""From a verdict to the file: what was stated goes on once, after a screen that shows exactly what leaves, and to whom."""

from aiohttp import web

from bot.desk import cases as case_files
from bot.desk import requests
from bot.house import House
from bot.store.database import DatabaseUnavailable
from channels import cases, render
from channels.cases import Case
from channels.pages import case_pages
from channels.pages.demand import Demand, condition, official, request_of
from channels.wordings import texts
from web import asked

MOST_TYPED = 40


def setup(app: web.Application, house: House) -> None:
    """Add `/dossier`, which asks for a reference, and what follows it by form: nothing is in an address."""
    pages = Dossier(house)
    app.add_routes(
        [
            web.get("/dossier", pages.asked_reference),
            web.post("/dossier", pages.opened),
            web.post("/dossier/reprendre", pages.resumed),
            web.post("/dossier/page", pages.kept),
            web.post("/dossier/effacer", pages.forgotten),
            web.post("/dossier/contester", pages.contested),
            web.post("/dossier/demande", pages.demanded),
        ]
    )


class Dossier:
    """The pages of one house."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def asked_reference(self, _: web.Request) -> web.Response:
        """Ask for the reference of a case that was kept."""
        return self._reference_page()

    async def opened(self, request: web.Request) -> web.Response:
        """Show the ways on from a case; which of its aids it is about, where it is about several."""
        case = await cases.read(self._house, await asked.form(request))
        if case.verdict is None:
            return render.page(
                self._house, "dossier_which.html", cache=render.WAY_BACK, here="dossier", case=case,
                every=cases.every(case),
            )  # fmt: skip
        return case_pages.ways_on(self._house, case, cache=render.WAY_BACK)

    async def resumed(self, request: web.Request) -> web.Response:
        """Show the ways on from a case that was kept."""
        given = str((await asked.form(request)).get("reference", ""))[:MOST_TYPED]
        row = await case_files.find(self._house, given)
        case = cases.kept(self._house, row.verdict) if row else None
        if case is None:
            return self._reference_page(given, unknown=True, status=404)
        return case_pages.ways_on(self._house, case, cache=render.WAY_BACK, reference=row.reference)

    async def kept(self, request: web.Request) -> web.Response:
        """Keep a case under a reference, and show its page to print."""
        house, case = self._house, await self._about(request)
        verdict = case.verdict.to_dict()  # type: ignore[union-attr]
        try:
            reference = await case_files.keep(house, verdict, conversation_id=await cases.conversation(house, case))
        except DatabaseUnavailable:
            return case_pages.ways_on(house, case, status=503, note=texts("pages")["store_down"])
        return render.page(
            house, "verdict.html", verdict=verdict, aids=None, date=verdict["date"], official_page=official(case),
            until=None, reference=reference,
        )  # fmt: skip

    async def forgotten(self, request: web.Request) -> web.Response:
        """Erase a case that was kept."""
        done = await case_files.forget(self._house, str((await asked.form(request)).get("reference", "")))
        return render.page(self._house, "dossier_gone.html", here="dossier", done=done)

    async def contested(self, request: web.Request) -> web.Response:
        """Show a condition to contest."""
        case = await self._about(request)
        checked = condition(case, (await asked.form(request)).get("condition"))
        if checked is None:
            raise web.HTTPNotFound
        return case_pages.contested(self._house, case, checked, cache=render.WAY_BACK)

    async def demanded(self, request: web.Request) -> web.Response:
        """Show a request again to be changed, show what leaves with it, or leave it."""
        case = await self._about(request)
        demand = Demand.read(case, await asked.form(request))
        errors = {} if demand.changing else demand.faults()
        if demand.changing or errors:
            return self._again(case, demand, errors)
        if not demand.sending:
            return case_pages.leaving(self._house, case, demand.given, demand.checked)
        try:
            done = await requests.leave(self._house, request_of(case, demand))
        except DatabaseUnavailable:
            down = texts("pages")["store_down"]
            return case_pages.leaving(self._house, case, demand.given, demand.checked, status=503, note=down)
        return render.page(self._house, "dossier_sent.html", here="dossier", done=done)

    def _again(self, case: Case, demand: Demand, errors: dict[str, str]) -> web.Response:
        """Show the page that the request was written on, as it was written."""
        house, status = self._house, 422 if errors else 200
        if demand.checked:
            return case_pages.contested(house, case, demand.checked, given=demand.given, errors=errors, status=status)
        return case_pages.ways_on(house, case, given=demand.given, errors=errors, status=status)

    def _reference_page(self, given: str = "", *, unknown: bool = False, status: int = 200) -> web.Response:
        return render.page(
            self._house, "dossier_reference.html", status=status, here="dossier", reference=given, unknown=unknown
        )

    async def _about(self, request: web.Request) -> Case:
        """Return the case of a form; 400 where it has no verdict."""
        case = await cases.read(self._house, await asked.form(request))
        if case.verdict is None:
            raise web.HTTPBadRequest
        return case
