"""Signing in through the identity provider of the administration (OpenID Connect), when the settings name one."""

import hashlib
import json
import logging
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from cryptography.fernet import Fernet, InvalidToken

from console import logins, operators, sessions
from console.provider import (
    RETURN,
    ProviderFailed,
    configured,
    discovered,
    exchanged,
    keys_of,
    question,
    userinfo,
    verified,
)  # fmt: skip
from console.visit import ROOT, Route, Visit, back
from web.addresses import address, network
from web.asked import same

log = logging.getLogger(__name__)
START = "/oidc"
COOKIE = "__Host-console-oidc"
MINUTES_10 = 600
LEAVING = "__Host-console-leaving"
"""Keeps, sealed, what the provider wants to hear at the logout."""
HOURS_12 = 12 * 3600


@dataclass(frozen=True)
class Identity:
    """Who the provider says is there; `tie` is the account to tie to it."""

    subject: str
    token: str
    ends_at: str
    tie: int | None = None


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
        about = await discovered(visit.house.settings)
    except ProviderFailed as error:
        log.warning("OpenID Connect: %s", error)
        return back("/connexion", said="oidc_down")
    proof: dict[str, Any] = {name: secrets.token_urlsafe(24) for name in ("state", "nonce", "verifier")}
    where = question(visit.house.settings, about, proof)
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


async def _identity(visit: Visit) -> Identity:
    """Return who answered, once everything was checked: signatures, issuer, audience, dates, nonce, and the userinfo."""
    settings = visit.house.settings
    sealed = visit.request.cookies.get(COOKIE, "")
    proof = json.loads(_vault(visit).decrypt(sealed.encode(), ttl=MINUTES_10))
    if not same(visit.query.get("state", ""), proof["state"]):
        raise ProviderFailed("state")
    about = await discovered(settings)
    given = await exchanged(settings, about, visit.query.get("code", ""), proof["verifier"])
    keys = await keys_of(about)
    signed = {
        "iss": {"essential": True, "value": settings.oidc_issuer},
        "aud": {"essential": True, "value": settings.oidc_client_id},
    }
    once = {
        "nonce": {"essential": True, "value": proof["nonce"]},
        "sub": {"essential": True},
        "exp": {"essential": True},
    }
    claims = verified(str(given["id_token"]), keys, signed | once)
    told = {**claims, **await userinfo(about, given, keys, signed)}
    if told["sub"] != claims["sub"] or ("email" in told and told.get("email_verified") is False):
        raise ProviderFailed("userinfo")
    ends_at = str(about.get("end_session_endpoint") or "")
    return Identity(str(claims["sub"]), str(given["id_token"]), ends_at, proof.get("tie"))


def _vault(visit: Visit) -> Fernet:
    key = hashlib.blake2b(visit.house.settings.secret_key.encode(), digest_size=32, person=b"oidc").digest()
    return Fernet(urlsafe_b64encode(key))


ROUTES = (Route("GET", START, None, start), Route("GET", RETURN, None, returned))
