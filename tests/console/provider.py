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
PROCONNECT_SCOPES = ["openid", "given_name", "usual_name", "email", "uid", "siret"]


@dataclass
class Provider:
    """Answers as the specification says; `lies` replaces claims of the token."""

    url: str = ""
    name: str = "Camille"
    proconnect: bool = False
    asked: dict[str, str] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    nonces: dict[str, str] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: JsonWebKey.generate_key("RSA", 2048, {"kid": "one"}, is_private=True))

    def agree(self, location: str) -> str:
        """Return where the person's browser goes once they agreed."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        self.asked = asked
        known = {"client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "acr_values"}
        if self.proconnect and not (set(asked) <= known and set(asked["scope"].split()) <= set(PROCONNECT_SCOPES)):
            return f"{urlsplit(asked['redirect_uri']).path}?error=invalid_request&state={asked['state']}"
        self.nonces["code"] = asked["nonce"]
        return f"{urlsplit(asked['redirect_uri']).path}?code=code&state={asked['state']}"

    def about(self) -> dict[str, Any]:
        return {
            "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize", "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        } | self._more()  # fmt: skip

    def _more(self) -> dict[str, Any]:
        """Return what differs: ProConnect knows no PKCE, has scopes of its own, a signed userinfo and a logout."""
        if not self.proconnect:
            return {"code_challenge_methods_supported": ["S256"]}
        return {
            "scopes_supported": PROCONNECT_SCOPES, "acr_values_supported": ["eidas1"],
            "userinfo_endpoint": f"{self.url}/userinfo", "end_session_endpoint": f"{self.url}/session/end",
        }  # fmt: skip

    def userinfo(self) -> str:
        claims = {"iss": self.url, "aud": CLIENT, "sub": "person-1", "email": "c@exemple.fr", "uid": "7"} | self.told
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key).decode()

    def token(self, code: str) -> str:
        claims = {
            "iss": self.url, "aud": CLIENT, "sub": "person-1", "exp": int(time.time()) + 300, "iat": int(time.time()),
            "nonce": self.nonces.get(code, ""),
        } | ({} if self.proconnect else {"preferred_username": self.name}) | self.lies  # fmt: skip
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key).decode()


@asynccontextmanager
async def provider() -> AsyncIterator[Provider]:
    made = Provider()

    async def about(_: web.Request) -> web.Response:
        return web.json_response(made.about())

    async def token(request: web.Request) -> web.Response:
        form = await request.post()
        if bool(form.get("code_verifier")) == made.proconnect:
            return web.json_response({"error": "invalid_grant"}, status=400)
        return web.json_response(
            {"id_token": made.token(str(form["code"])), "token_type": "Bearer", "access_token": "a"}
        )

    async def userinfo(request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != "Bearer a":
            return web.Response(status=401)
        return web.Response(text=made.userinfo(), content_type="application/jwt")

    async def keys(_: web.Request) -> web.Response:
        return web.json_response({"keys": [made.key.as_dict(is_private=False)]})

    app = web.Application()
    app.router.add_get("/.well-known/openid-configuration", about)
    app.router.add_post("/token", token)
    app.router.add_get("/keys", keys)
    app.router.add_get("/userinfo", userinfo)
    async with TestServer(app) as server:
        made.url = str(server.make_url("")).rstrip("/")
        yield made
