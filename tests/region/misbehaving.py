"""The ways in which any service on the web fails to answer as it says it does."""

from aiohttp import web


class Misbehaving:
    """A local server; `fault` names what it does instead of answering, `retry_after` the seconds it asks to wait."""

    fault = ""
    retry_after = "3"

    async def misbehave(self, request: web.Request) -> web.StreamResponse:
        """Do what `fault` names."""
        answer: web.StreamResponse = await getattr(self, f"_{self.fault}")(request)
        return answer

    async def _busy(self, _: web.Request) -> web.Response:
        return web.Response(status=429, headers={"Retry-After": self.retry_after})

    async def _error(self, _: web.Request) -> web.Response:
        return web.Response(status=500, text="panne")

    async def _cut_short(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": "5000", "Content-Type": "application/json"})
        await answer.prepare(request)
        await answer.write(b'{"results": [')
        assert request.transport is not None
        request.transport.close()
        return answer

    async def _not_json(self, _: web.Request) -> web.Response:
        return web.Response(text="<html>maintenance</html>", content_type="text/html")
