"""The pages that a letter opens: confirm an alert, see what is kept for it, say what became of the aid, stop in one click."""

from typing import Any

from aiohttp import web

from bot.desk import alerts
from bot.house import House
from bot.store.database import DatabaseUnavailable
from channels import cases, contact, render
from channels.wordings import texts
from web import asked


def setup(app: web.Application, house: House) -> None:
    """Add `POST /dossier/alerte` and `/alerte/{token}` with `/confirmer`, `/reponse` and `/arreter`."""

    async def wanted(request: web.Request) -> web.Response:
        form = await asked.form(request)
        case = await cases.read(house, form)
        email = str(form.get("email", "")).strip()
        if case.verdict is None or not house.settings.smtp_url:
            raise web.HTTPBadRequest
        if len(email) > contact.LONGEST["email"] or not contact.EMAIL.fullmatch(email):
            return _page(house, "alert_asked.html", case=case, done=False, email=email, status=422)
        conversation = await cases.conversation(house, case)
        await alerts.ask(house, email, case.verdict.to_dict(), conversation_id=conversation)
        return _page(house, "alert_asked.html", case=case, done=True)

    async def opened(request: web.Request) -> web.Response:
        return await _alert(house, request)

    async def confirmed(request: web.Request) -> web.Response:
        await alerts.confirm(house, request.match_info["token"])
        return await _alert(house, request)

    async def answered(request: web.Request) -> web.Response:
        form = await asked.form(request)
        obtained = form.get("obtenue") if form.get("obtenue") in alerts.OBTAINED else None
        if form.get("deposee") not in ("oui", "non"):
            return await _alert(house, request, status=422, note=texts("pages")["alert_answer"])
        filed = form.get("deposee") == "oui"
        done = await alerts.answer(house, request.match_info["token"], filed=filed, obtained=obtained)
        return _page(house, "alert_gone.html", thanked=done)

    async def stopping(request: web.Request) -> web.Response:
        return await _alert(house, request, stopping=True)

    async def stopped(request: web.Request) -> web.Response:
        await alerts.stop(house, request.match_info["token"])
        return _page(house, "alert_gone.html", thanked=False)

    app.add_routes(
        [
            web.post("/dossier/alerte", _stored(house, wanted)),
            web.get("/alerte/{token}", _stored(house, opened)),
            web.post("/alerte/{token}/confirmer", _stored(house, confirmed)),
            web.post("/alerte/{token}/reponse", _stored(house, answered)),
            web.get("/alerte/{token}/arreter", _stored(house, stopping)),
            web.post("/alerte/{token}/arreter", _stored(house, stopped)),
        ]
    )


def _stored(house: House, handler: Any) -> Any:
    """Say that the store does not answer, instead of failing."""

    async def handle(request: web.Request) -> web.Response:
        try:
            return await handler(request)  # type: ignore[no-any-return]
        except DatabaseUnavailable:
            return _page(house, "alert_gone.html", thanked=False, status=503, down=True)

    return handle


async def _alert(house: House, request: web.Request, *, status: int = 200, **shown: Any) -> web.Response:
    row = await alerts.find(house, request.match_info["token"])
    if row is None:
        return _page(house, "alert_gone.html", thanked=False, status=404)
    programme = house.in_force().catalogue.programmes.get(row.programme)
    title = programme.title if programme else row.programme
    return _page(house, "alert.html", status=status, row=row, title=title, facts=alerts.said(house, row), **shown)


def _page(house: House, template: str, *, status: int = 200, **values: Any) -> web.Response:
    defaults: dict[str, Any] = {"note": "", "stopping": False, "down": False}
    return render.page(house, template, status=status, here="dossier", **(defaults | values))
