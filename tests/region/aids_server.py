"""A local Aides-territoires: its published fields, a token of a day, pages, and each way it misbehaves."""

import asyncio
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.region.misbehaving import Misbehaving

KEY, TOKEN = "cle-de-test", "jeton-{}"
RECENT = {"keyword", "perimeter_codes", "organization_type_slugs", "category_slugs", "itemsPerPage", "page"}
"""Parameters seen in the code of today's clients; the published list is of the version before."""


class AidsServer(Misbehaving):
    """Holds aids; `fault` is what GET /aids/ does instead, `asked` the questions, `signed_in` how many tokens it gave."""

    def __init__(self, folder: Path) -> None:
        self._fields = [
            line.split("\t")[0] for line in _lines(folder / "response_fields.tsv") if line.split("\t")[-1] == "x"
        ]
        self._declared = RECENT | {line.split("\t")[0] for line in _lines(folder / "query_params.tsv")}
        self.aids: list[dict[str, Any]] = []
        self.base, self.retry_after, self.refuses = "", "120", False
        self.signed_in, self.size, self.waits = 0, 50, 1.0
        self.asked: list[dict[str, str]] = []
        self.app = web.Application()
        self.app.add_routes([web.post("/api/connexion/", self._connexion), web.get("/api/aids/", self._aids)])

    def add(self, name: str, **said: Any) -> None:
        """Hold an aid: every published field, empty but those said."""
        number = len(self.aids) + 1
        assert set(said) <= {*self._fields, "is_live"}, set(said) - set(self._fields)
        usual = {
            "id": number,
            "slug": f"aide-{number}",
            "url": f"/aides/aide-{number}/",
            "date_updated": "2026-11-03T09:00:00",
        }
        usual |= {
            "categories": ["Activités économiques|Technologies numériques et numérisation"],
            "targeted_audiences": ["Communes"],
        }
        self.aids.append(dict.fromkeys(self._fields) | usual | {"name": name} | said)

    async def _connexion(self, request: web.Request) -> web.Response:
        if request.headers.get("X-AUTH-TOKEN") != KEY or self.refuses:
            return web.json_response({"message": "refus"}, status=401)
        self.signed_in += 1
        return web.json_response({"token": TOKEN.format(self.signed_in)})

    async def _aids(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(dict(request.query))
        if request.headers.get("Authorization") != f"Bearer {TOKEN.format(self.signed_in)}":
            return web.json_response({"message": "refus"}, status=401)
        if self.fault:
            return await self.misbehave(request)
        if not set(request.query) <= self._declared:
            return web.json_response({"message": "paramètre inconnu"}, status=400)
        first = (int(request.query.get("page", 1)) - 1) * self.size
        last = first + self.size
        after = request.url.update_query(page=str(last // self.size + 1)) if last < len(self.aids) else None
        page = {"count": len(self.aids), "previous": None, "next": str(after) if after else None}
        return web.json_response(page | {"results": self.aids[first:last]})

    async def _slow(self, request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(self.waits)
        self.fault = ""
        return await self._aids(request)

    async def _wrong_shape(self, _: web.Request) -> web.Response:
        return web.json_response({"results": {"name": "aide"}})

    async def _endless(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        for _ in range(80):
            await answer.write(b" " * 65_536)
        return answer

    async def _elsewhere(self, _: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "http://127.0.0.1:9/aids/"})

    async def _bad_rows(self, _: web.Request) -> web.Response:
        rows = [None, 3, {"name": 4}, {"name": "IA", "url": "javascript:alert(1)"}, {"name": "IA", "url": ["x"]}]
        late = {"name": "IA", "url": "/aides/b/", "submission_deadline": "demain"}
        return web.json_response({"results": [*rows, late, {"name": "<b>Aide</b> à l'IA", "url": "/aides/c/"}]})


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
