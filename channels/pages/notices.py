"""Pages that only say something: what the service answers, what it keeps, who publishes it, by which rules it checks."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.clock import paris_day
from bot.house import House
from channels import api, render, session
from region import current, examples


def setup(app: web.Application, house: House) -> None:
    def plain(template: str, here: str) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def show(_: web.Request) -> web.Response:
            programmes = sorted(current.catalogue().programmes.values(), key=lambda each: each.title)
            kept = house.settings.retention
            token = session.new(house.settings.secret_key)
            return render.page(house, template, here=here, programmes=programmes, kept=kept, session=token)

        return show

    async def rules(request: web.Request) -> web.Response:
        programme = current.catalogue().programmes.get(request.match_info["programme"])
        as_json = request.query.get("format") == "json" or "application/json" in request.headers.get("Accept", "")
        if as_json:
            return api.rules_of(programme)
        if programme is None:
            return render.page(house, "missing.html", status=404, here="")
        played = examples.played(programme, today=paris_day(house.clock()))
        return render.page(house, "rules.html", here="regles", programme=programme, played=played)

    app.add_routes(
        [
            web.get("/", plain("demo.html", "accueil")),
            web.get("/integrer", plain("integrate.html", "integrer")),
            web.get("/donnees", plain("data.html", "donnees")),
            web.get("/mentions-legales", plain("legal.html", "mentions")),
            web.get("/accessibilite", plain("accessibility.html", "accessibilite")),
            web.get("/regles/{programme}", rules),
            render.page_assets().route(),
        ]
    )
