"""Signing in through the identity provider of the administration (OpenID Connect), when the settings name one."""

import hashlib
import json
import logging
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from cryptography.fernet import Fernet, InvalidToken

from bot.settings import Settings
from console import logins, operators, sessions
from console.visit import ROOT, Route, Visit, back
from web.asked import same

log = logging.getLogger(__name__)
START, RETURN = "/oidc", "/oidc/retour"
COOKIE = "__Host-console-oidc"
MINUTES_10 = 600
TIMEOUT = aiohttp.ClientTimeout(total=8)
ALGORITHMS = ["RS256", "ES256", "PS256"]


class ProviderFailed(RuntimeError):
    """The identity provider cannot be reached, or said something that cannot be trusted."""


def configured(settings: Settings) -> bool:
    return bool(settings.oidc_issuer and settings.oidc_client_id)


async def start(visit: Visit) -> web.Response:
    """Send the operator to the provider, with what will prove that the answer is to this very question."""
    if not configured(visit.house.settings):
        raise web.HTTPNotFound
    try:
        about = await _discovered(visit.house.settings)
    except ProviderFailed as error:
        log.warning("OpenID Connect: %s", error)
        return back("/connexion", said="oidc_down")
    asked = {name: secrets.token_urlsafe(24) for name in ("state", "nonce", "verifier")}
    response = web.Response(status=303, headers={"Location": _question(visit.house.settings, about, asked)})
    sealed = _vault(visit).encrypt(json.dumps(asked).encode()).decode()
    response.set_cookie(COOKIE, sealed, path="/", secure=True, httponly=True, samesite="Lax", max_age=MINUTES_10)
    return response


async def returned(visit: Visit) -> web.Response:
    """Read the provider's answer; only an account that exists here signs in."""
    settings = visit.house.settings
    if not configured(settings):
        raise web.HTTPNotFound
    try:
        claims = await _claims(visit)
    except (ProviderFailed, InvalidToken, ValueError, KeyError) as error:
        log.warning("OpenID Connect: %s", type(error).__name__)
        return back("/connexion", said="oidc_refused")
    name = claims.get("preferred_username") or claims.get("email")
    async with visit.house.database.write() as connection:
        operator = await operators.by_subject(connection, str(claims["sub"]), name)
        outcome = logins.DONE if operator else logins.FAILED
        await logins.note(connection, str(name or "")[:64], visit.request.remote or "", outcome, now=visit.now)
        secret = await sessions.open_(connection, operator, now=visit.now, verified=True) if operator else ""
    if operator is None:
        return back("/connexion", said="oidc_unknown")
    response = back("/")
    sessions.give(response, secret)
    response.del_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Lax")
    return response


def _question(settings: Settings, about: Mapping[str, Any], asked: Mapping[str, str]) -> str:
    challenge = urlsafe_b64encode(hashlib.sha256(asked["verifier"].encode()).digest()).decode().rstrip("=")
    return f"{about['authorization_endpoint']}?" + urlencode(
        {
            "response_type": "code", "client_id": settings.oidc_client_id, "redirect_uri": _back(settings),
            "scope": "openid profile email", "state": asked["state"], "nonce": asked["nonce"],
            "code_challenge": challenge, "code_challenge_method": "S256",
        }
    )  # fmt: skip


async def _claims(visit: Visit) -> Mapping[str, Any]:
    """Return the verified claims of the answer: signature, issuer, audience, dates and nonce."""
    settings = visit.house.settings
    sealed = visit.request.cookies.get(COOKIE, "")
    asked = json.loads(_vault(visit).decrypt(sealed.encode(), ttl=MINUTES_10))
    if not same(visit.query.get("state", ""), asked["state"]):
        raise ProviderFailed("state")
    about = await _discovered(settings)
    token = await _exchanged(settings, about, visit.query.get("code", ""), asked["verifier"])
    keys = await _get(about["jwks_uri"])
    wanted = {
        "iss": {"essential": True, "value": settings.oidc_issuer},
        "aud": {"essential": True, "value": settings.oidc_client_id},
        "nonce": {"essential": True, "value": asked["nonce"]},
        "sub": {"essential": True}, "exp": {"essential": True},
    }  # fmt: skip
    return _verified(token, keys, wanted)


def _verified(token: str, keys: Mapping[str, Any], wanted: Mapping[str, Any]) -> Mapping[str, Any]:
    from authlib.jose import JsonWebKey, JsonWebToken  # read only where a provider is set: it is big
    from authlib.jose.errors import JoseError

    try:
        claims = JsonWebToken(ALGORITHMS).decode(token, JsonWebKey.import_key_set(keys), claims_options=wanted)
        claims.validate(leeway=60)
    except JoseError as error:
        raise ProviderFailed("token") from error
    return dict(claims)


async def _exchanged(settings: Settings, about: Mapping[str, Any], code: str, verifier: str) -> str:
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": _back(settings), "code_verifier": verifier,
        "client_id": settings.oidc_client_id, "client_secret": settings.oidc_client_secret,
    }  # fmt: skip
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as client,
            client.post(about["token_endpoint"], data=form) as got,
        ):
            if got.status != 200:
                raise ProviderFailed(f"token {got.status}")
            return str((await got.json())["id_token"])
    except (TimeoutError, aiohttp.ClientError, KeyError) as error:
        raise ProviderFailed("token") from error


async def _discovered(settings: Settings) -> Mapping[str, Any]:
    about = await _get(f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration")
    if about.get("issuer") != settings.oidc_issuer:
        raise ProviderFailed("issuer")
    return about


async def _get(url: str) -> Mapping[str, Any]:
    try:
        async with aiohttp.ClientSession(timeout=TIMEOUT) as client, client.get(url) as got:
            got.raise_for_status()
            read: Mapping[str, Any] = await got.json()
            return read
    except (TimeoutError, aiohttp.ClientError, ValueError) as error:
        raise ProviderFailed(url) from error


def _back(settings: Settings) -> str:
    return f"{settings.public_url}{ROOT}{RETURN}"


def _vault(visit: Visit) -> Fernet:
    key = hashlib.blake2b(visit.house.settings.secret_key.encode(), digest_size=32, person=b"oidc").digest()
    return Fernet(urlsafe_b64encode(key))


ROUTES = (Route("GET", START, None, start), Route("GET", RETURN, None, returned))
