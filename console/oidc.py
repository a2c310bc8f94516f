"""Signing in through the identity provider of the administration (OpenID Connect), when the settings name one."""

import hashlib
import json
import logging
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from cryptography.fernet import Fernet, InvalidToken

from bot.settings import Settings
from console import logins, operators, sessions
from console.visit import ROOT, Route, Visit, back
from web.addresses import address, network
from web.asked import same

log = logging.getLogger(__name__)
START, RETURN = "/oidc", "/oidc/retour"
COOKIE = "__Host-console-oidc"
MINUTES_10 = 600
TIMEOUT = aiohttp.ClientTimeout(total=8)
ALGORITHMS = ["RS256", "ES256", "PS256"]
LEAVING = "__Host-console-leaving"
"""Keeps, sealed, what the provider wants to hear at the logout."""
HOURS_12 = 12 * 3600
SCOPES, EIDAS = ("openid", "profile", "email", "uid"), "eidas1"


@dataclass(frozen=True)
class Identity:
    """Who the provider says is there; `tie` is the account to tie to it."""

    subject: str
    token: str
    ends_at: str
    tie: int | None = None


class ProviderFailed(RuntimeError):
    """The identity provider cannot be reached, or said something that cannot be trusted."""


def configured(settings: Settings) -> bool:
    return bool(settings.oidc_issuer and settings.oidc_client_id)


async def start(visit: Visit) -> web.Response:
    """Send the operator to the provider."""
    return await asked(visit)


async def asked(visit: Visit, *, tie: bool = False) -> web.Response:
    """Send the browser to the provider, with what will prove that the answer is to this very question.

    `tie`: the operator signed in here gave their password, and ties their account to the identity that answers.
    """
    if not configured(visit.house.settings):
        raise web.HTTPNotFound
    try:
        about = await _discovered(visit.house.settings)
    except ProviderFailed as error:
        log.warning("OpenID Connect: %s", error)
        return back("/connexion", said="oidc_down")
    proof: dict[str, Any] = {name: secrets.token_urlsafe(24) for name in ("state", "nonce", "verifier")}
    where = _question(visit.house.settings, about, proof)
    if tie:
        proof["tie"] = visit.operator.id
        response = visit.page("elsewhere.html", url=where, leaving=False)
    else:
        response = web.Response(status=303, headers={"Location": where})
    _keep(visit, response, COOKIE, json.dumps(proof), seconds=MINUTES_10)
    return response


async def returned(visit: Visit) -> web.Response:
    """Read the provider's answer; only an account tied to that identity signs in."""
    settings = visit.house.settings
    if not configured(settings):
        raise web.HTTPNotFound
    try:
        identity = await _identity(visit)
    except (ProviderFailed, InvalidToken, ValueError, KeyError) as error:
        log.warning("OpenID Connect: %s", type(error).__name__)
        return back("/connexion", said="oidc_refused")
    if identity.tie is not None:
        return await _tied(visit, identity)
    place = network(address(visit.request, settings.trusted_proxies))
    async with visit.house.database.write() as connection:
        operator = await operators.by_subject(connection, identity.subject)
        outcome = logins.DONE if operator else logins.FAILED
        await logins.note(connection, operator.name if operator else "", place, outcome, now=visit.now)
        secret = await sessions.open_(connection, operator, now=visit.now, verified=True) if operator else ""
    if operator is None:
        return back("/connexion", said="oidc_unknown")
    response = back("/")
    sessions.give(response, secret)
    response.del_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="Lax")
    if identity.ends_at:
        _keep(visit, response, LEAVING, json.dumps({"token": identity.token, "at": identity.ends_at}), seconds=HOURS_12)
    return response


async def _tied(visit: Visit, identity: Identity) -> web.Response:
    """Tie the account whose password was given to the identity that answered, in the same browser and session."""
    session = visit.session
    if session is None or not session.complete or session.operator.id != identity.tie:
        return back("/connexion", said="oidc_refused")
    try:
        async with visit.house.database.write() as connection:
            await operators.tie(connection, session.operator.id, identity.subject, visit.act(""))
    except operators.BadAccount as error:
        return back("/mon-compte", said=f"account_{error.args[0]}")
    await visit.house.signals.publish("session")
    return back("/connexion", said="oidc_tied")


def leaving(visit: Visit) -> web.Response | None:
    """Return the page that tells the provider of the logout; None for who did not come by it."""
    try:
        sealed = visit.request.cookies.get(LEAVING, "")
        kept = json.loads(_vault(visit).decrypt(sealed.encode(), ttl=HOURS_12))
    except (InvalidToken, ValueError):
        return None
    home = f"{visit.house.settings.public_url}{ROOT}/connexion"
    told = {"id_token_hint": kept["token"], "state": secrets.token_urlsafe(16), "post_logout_redirect_uri": home}
    response = replace(visit, session=None).page("elsewhere.html", url=f"{kept['at']}?{urlencode(told)}", leaving=True)
    response.del_cookie(LEAVING, path="/", secure=True, httponly=True, samesite="Lax")
    return response


def _keep(visit: Visit, response: web.Response, name: str, value: str, *, seconds: int) -> None:
    sealed = _vault(visit).encrypt(value.encode()).decode()
    response.set_cookie(name, sealed, path="/", secure=True, httponly=True, samesite="Lax", max_age=seconds)


def _question(settings: Settings, about: Mapping[str, Any], proof: Mapping[str, str]) -> str:
    """Return the address of the question: nothing that the provider does not say it knows is sent."""
    known = about.get("scopes_supported") or ["openid", "profile", "email"]
    question = {
        "response_type": "code", "client_id": settings.oidc_client_id, "redirect_uri": _back(settings),
        "scope": " ".join(scope for scope in SCOPES if scope == "openid" or scope in known),
        "state": proof["state"], "nonce": proof["nonce"],
    }  # fmt: skip
    if "S256" in about.get("code_challenge_methods_supported", ()):
        challenge = urlsafe_b64encode(hashlib.sha256(proof["verifier"].encode()).digest()).decode().rstrip("=")
        question |= {"code_challenge": challenge, "code_challenge_method": "S256"}
    if EIDAS in about.get("acr_values_supported", ()):
        question["acr_values"] = EIDAS
    return f"{about['authorization_endpoint']}?{urlencode(question)}"


async def _identity(visit: Visit) -> Identity:
    """Return who answered, once everything was checked: signatures, issuer, audience, dates, nonce, and the userinfo."""
    settings = visit.house.settings
    sealed = visit.request.cookies.get(COOKIE, "")
    proof = json.loads(_vault(visit).decrypt(sealed.encode(), ttl=MINUTES_10))
    if not same(visit.query.get("state", ""), proof["state"]):
        raise ProviderFailed("state")
    about = await _discovered(settings)
    given = await _exchanged(settings, about, visit.query.get("code", ""), proof["verifier"])
    keys = await _get(about["jwks_uri"])
    signed = {
        "iss": {"essential": True, "value": settings.oidc_issuer},
        "aud": {"essential": True, "value": settings.oidc_client_id},
    }
    once = {
        "nonce": {"essential": True, "value": proof["nonce"]},
        "sub": {"essential": True},
        "exp": {"essential": True},
    }
    claims = _verified(str(given["id_token"]), keys, signed | once)
    told = {**claims, **await _userinfo(about, given, keys, signed)}
    if told["sub"] != claims["sub"] or ("email" in told and told.get("email_verified") is False):
        raise ProviderFailed("userinfo")
    ends_at = str(about.get("end_session_endpoint") or "")
    return Identity(str(claims["sub"]), str(given["id_token"]), ends_at, proof.get("tie"))


async def _userinfo(
    about: Mapping[str, Any], given: Mapping[str, Any], keys: Mapping[str, Any], signed: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return what the provider says of the person: a signed answer (ProConnect) is checked, a plain one read."""
    if "userinfo_endpoint" not in about or not given.get("access_token"):
        return {}
    kind, body = await _fetched(about["userinfo_endpoint"], {"Authorization": f"Bearer {given['access_token']}"})
    if kind == "application/jwt":
        return _verified(body, keys, signed)
    read = json.loads(body)
    if not isinstance(read, dict):
        raise ProviderFailed("userinfo")
    return read


def _verified(token: str, keys: Mapping[str, Any], wanted: Mapping[str, Any]) -> Mapping[str, Any]:
    from authlib.jose import JsonWebKey, JsonWebToken  # read only where a provider is set: it is big
    from authlib.jose.errors import JoseError

    try:
        claims = JsonWebToken(ALGORITHMS).decode(token, JsonWebKey.import_key_set(keys), claims_options=wanted)
        claims.validate(leeway=60)
    except JoseError as error:
        raise ProviderFailed("token") from error
    return dict(claims)


async def _exchanged(settings: Settings, about: Mapping[str, Any], code: str, verifier: str) -> Mapping[str, Any]:
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": _back(settings),
        "client_id": settings.oidc_client_id, "client_secret": settings.oidc_client_secret,
    }  # fmt: skip
    if "S256" in about.get("code_challenge_methods_supported", ()):
        form["code_verifier"] = verifier
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as client,
            client.post(about["token_endpoint"], data=form) as got,
        ):
            if got.status != 200:
                raise ProviderFailed(f"token {got.status}")
            given: Mapping[str, Any] = await got.json()
            return {"id_token": given["id_token"], "access_token": given.get("access_token")}
    except (TimeoutError, aiohttp.ClientError, KeyError, TypeError, ValueError) as error:
        raise ProviderFailed("token") from error


async def _discovered(settings: Settings) -> Mapping[str, Any]:
    about = await _get(f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration")
    if about.get("issuer") != settings.oidc_issuer:
        raise ProviderFailed("issuer")
    return about


async def _get(url: str) -> Mapping[str, Any]:
    read = json.loads((await _fetched(url, {}))[1])
    if not isinstance(read, dict):
        raise ProviderFailed(url)
    return read


async def _fetched(url: str, headers: Mapping[str, str]) -> tuple[str, str]:
    """Return the kind of an answer and its text."""
    try:
        async with aiohttp.ClientSession(timeout=TIMEOUT) as client, client.get(url, headers=headers) as got:
            got.raise_for_status()
            return got.content_type, await got.text()
    except (TimeoutError, aiohttp.ClientError, ValueError) as error:
        raise ProviderFailed(url) from error


def _back(settings: Settings) -> str:
    return f"{settings.public_url}{ROOT}{RETURN}"


def _vault(visit: Visit) -> Fernet:
    key = hashlib.blake2b(visit.house.settings.secret_key.encode(), digest_size=32, person=b"oidc").digest()
    return Fernet(urlsafe_b64encode(key))


ROUTES = (Route("GET", START, None, start), Route("GET", RETURN, None, returned))
