"""A local register of companies that follows the published description of API Recherche d'entreprises, and misbehaves."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from aiohttp import web

from tests.region.misbehaving import Misbehaving

OFFICER = {"nom": "Canari", "prenoms": "Jeanne", "qualite": "Gérante", "type_dirigeant": "personne physique"}
SECONDARY = {"siege", "complements", "dirigeants", "finances", "matching_etablissements", "score", "tva"}


class RegisterServer(Misbehaving):
    """Answers /search for the companies it holds; `fault` is what it does instead, `asked` what it was asked."""

    def __init__(self, description: Path) -> None:
        self._described = yaml.safe_load(description.read_text(encoding="utf-8"))
        self.companies: dict[str, dict[str, Any]] = {}
        self.base = ""
        self.asked: list[Mapping[str, str]] = []
        self.app = web.Application()
        self.app.router.add_get("/search", self._search)

    def add(self, siren: str, **changes: Any) -> None:
        """Hold a company: the published examples, with what this test changes."""
        schema = self._described["components"]["schemas"]["result"]
        self.companies[siren] = {**self._example(schema), "siren": siren, "dirigeants": [OFFICER], **changes}

    async def _search(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(dict(request.query))
        if self.fault:
            return await self.misbehave(request)
        declared = {each["name"] for each in self._described["paths"]["/search"]["get"]["parameters"]}
        if not set(request.query) <= declared or not request.query.get("q"):
            return web.json_response({"erreur": "Paramètre inconnu."}, status=400)
        found = [self._cut(row, request.query) for siren, row in self.companies.items() if siren == request.query["q"]]
        page = {"results": found, "total_results": len(found), "page": 1, "per_page": 1, "total_pages": 1}
        return web.json_response(page)

    def _cut(self, row: Mapping[str, Any], query: Mapping[str, str]) -> dict[str, Any]:
        """Without its secondary fields, but those included, as `minimal` and `include` say."""
        kept = set(query.get("include", "").split(",")) if query.get("minimal") == "true" else SECONDARY
        return {name: value for name, value in row.items() if name not in SECONDARY or name in kept}

    def _example(self, schema: Mapping[str, Any]) -> Any:
        if "$ref" in schema:
            return self._example(self._described["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
        if "example" in schema:
            return schema["example"]
        if "properties" in schema:
            return {name: self._example(each) for name, each in schema["properties"].items()}
        return {} if "additionalProperties" in schema else [] if schema.get("type") == "array" else None

    async def _slow(self, _: web.Request) -> web.Response:
        await asyncio.sleep(1)
        return web.Response()

    async def _wrong_shape(self, request: web.Request) -> web.Response:
        return web.json_response({"results": [{"siren": request.query["q"], "finances": [1], "siege": "Lille"}]})
