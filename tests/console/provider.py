"""A small OpenID Connect provider on this machine: one person, real keys, and lies on demand."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from aiohttp import web
from aiohttp.test_utils import TestServer
from authlib.jose import JsonWebKey, jwt

CLIENT = "beffroi"


@dataclass
class Provider:
    """Answers as the specification says; `lies` replaces claims of the token."""

    url: str = ""
    name: str = "Camille"
    lies: dict[str, Any] = field(default_factory=dict)
    nonces: dict[str, str] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: JsonWebKey.generate_key("RSA", 2048, {"kid": "one"}, is_private=True))

    def agree(self, location: str) -> str:
        """Return where the person's browser goes once they agreed."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        self.nonces["code"] = asked["nonce"]
        return f"{urlsplit(asked['redirect_uri']).path}?code=code&state={asked['state']}"

    def about(self) -> dict[str, str]:
        return {
            "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize", "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        }  # fmt: skip

    def token(self, code: str) -> str:
        claims = {
            "iss": self.url, "aud": CLIENT, "sub": "person-1", "exp": int(time.time()) + 300, "iat": int(time.time()),
            "nonce": self.nonces.get(code, ""), "preferred_username": self.name,
        } | self.lies  # fmt: skip
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key).decode()


@asynccontextmanager
async def provider() -> AsyncIterator[Provider]:
    made = Provider()

    async def about(_: web.Request) -> web.Response:
        return web.json_response(made.about())

    async def token(request: web.Request) -> web.Response:
        form = await request.post()
        if not form.get("code_verifier"):
            return web.json_response({"error": "invalid_grant"}, status=400)
        return web.json_response({"id_token": made.token(str(form["code"])), "token_type": "Bearer"})

    async def keys(_: web.Request) -> web.Response:
        return web.json_response({"keys": [made.key.as_dict(is_private=False)]})

    app = web.Application()
    app.router.add_get("/.well-known/openid-configuration", about)
    app.router.add_post("/token", token)
    app.router.add_get("/keys", keys)
    async with TestServer(app) as server:
        made.url = str(server.make_url("")).rstrip("/")
        yield made
