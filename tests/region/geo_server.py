"""A local API Géo that answers with the published fields only, and misbehaves when told."""

from pathlib import Path
from typing import Any

import yaml
from aiohttp import web


class GeoServer:
    """Answers one commune a department; `fault` is a status and a body it gives instead."""

    def __init__(self, description: Path) -> None:
        described = yaml.safe_load(description.read_text(encoding="utf-8"))
        self.fields = set(described["parameters"]["communeFieldsParam"]["items"]["enum"])
        self.fault: Any = None
        self.base = ""
        self.app = web.Application()
        self.app.router.add_get("/departements/{code}/communes", self._communes)

    async def _communes(self, request: web.Request) -> web.Response:
        asked = set(request.query["fields"].split(","))
        if not asked <= self.fields:
            return web.json_response({"code": 400, "message": "fields"}, status=400)
        if self.fault is not None:
            return web.Response(status=self.fault[0], text=self.fault[1], content_type="application/json")
        whole = {
            "code": f"{request.match_info['code']}001",
            "nom": "Anizy-le-Grand",
            "codesPostaux": ["02320"],
            "codeEpci": "200071769",
            "epci": {"code": "200071769", "nom": "CC Picardie des Châteaux"},
            "codeDepartement": request.match_info["code"],
            "population": 2472,
            "centre": {"type": "Point", "coordinates": [3.45, 49.51]},
            "deleguees": [{"code": "02018", "nom": "Anizy-le-Grand"}, {"code": "02430", "nom": "Lizy"}],
        }
        return web.json_response([{name: value for name, value in whole.items() if name in asked}])
