"""Pages that only say something: what the service answers, what it keeps, who publishes it."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.house import House
from channels import render, session


def setup(app: web.Application, house: House) -> None:
    """Add the pages that the law asks for."""

    def plain(template: str, here: str) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def show(_: web.Request) -> web.Response:
            kept = house.settings.retention
            token = session.new(house.settings.secret_key)
            return render.page(house, template, here=here, kept=kept, session=token)

        return show

    app.add_routes(
        [
            web.get("/", plain("demo.html", "accueil")),
            web.get("/donnees", plain("data.html", "donnees")),
            web.get("/mentions-legales", plain("legal.html", "mentions")),
            web.get("/accessibilite", plain("accessibility.html", "accessibilite")),
            render.page_assets().route(),
        ]
    )
