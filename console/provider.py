"""What is asked of the identity provider, and how its answers are checked (OpenID Connect)."""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.settings import Settings
from console.visit import ROOT

RETURN = "/oidc/retour"
TIMEOUT = aiohttp.ClientTimeout(total=8)
ALGORITHMS = ["RS256", "ES256", "PS256"]
SCOPES, EIDAS = ("openid", "profile", "email", "uid"), "eidas1"


class ProviderFailed(RuntimeError):
    """The identity provider cannot be reached, or said something that cannot be trusted."""


def configured(settings: Settings) -> bool:
    """Tell whether the settings name a provider."""
    return bool(settings.oidc_issuer and settings.oidc_client_id)


def question(settings: Settings, about: Mapping[str, Any], proof: Mapping[str, str]) -> str:
    """Return the address of the question: nothing that the provider does not say it knows is sent."""
    known = about.get("scopes_supported") or ["openid", "profile", "email"]
    question = {
        "response_type": "code", "client_id": settings.oidc_client_id, "redirect_uri": returns_to(settings),
        "scope": " ".join(scope for scope in SCOPES if scope == "openid" or scope in known),
        "state": proof["state"], "nonce": proof["nonce"],
    }  # fmt: skip
    if "S256" in about.get("code_challenge_methods_supported", ()):
        challenge = urlsafe_b64encode(hashlib.sha256(proof["verifier"].encode()).digest()).decode().rstrip("=")
        question |= {"code_challenge": challenge, "code_challenge_method": "S256"}
    if EIDAS in about.get("acr_values_supported", ()):
        question["acr_values"] = EIDAS
    return f"{about['authorization_endpoint']}?{urlencode(question)}"


async def userinfo(
    about: Mapping[str, Any], given: Mapping[str, Any], keys: Mapping[str, Any], signed: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return what the provider says of the person: a signed answer (ProConnect) is checked, a plain one read."""
    if "userinfo_endpoint" not in about or not given.get("access_token"):
        return {}
    kind, body = await _fetched(about["userinfo_endpoint"], {"Authorization": f"Bearer {given['access_token']}"})
    if kind == "application/jwt":
        return verified(body, keys, signed)
    read = json.loads(body)
    if not isinstance(read, dict):
        raise ProviderFailed("userinfo")
    return read


def verified(token: str, keys: Mapping[str, Any], wanted: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the claims of a token once its signature, dates and wanted claims are checked. Raises ProviderFailed."""
    from authlib.jose import JsonWebKey, JsonWebToken  # read only where a provider is set: it is big
    from authlib.jose.errors import JoseError

    try:
        claims = JsonWebToken(ALGORITHMS).decode(token, JsonWebKey.import_key_set(keys), claims_options=wanted)
        claims.validate(leeway=60)
    except JoseError as error:
        raise ProviderFailed("token") from error
    return dict(claims)


async def exchanged(settings: Settings, about: Mapping[str, Any], code: str, verifier: str) -> Mapping[str, Any]:
    """Return the tokens given for a code: `id_token`, and `access_token` or None. Raises ProviderFailed."""
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": returns_to(settings),
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


async def discovered(settings: Settings) -> Mapping[str, Any]:
    """Return what the provider says of itself. Raises ProviderFailed."""
    about = await _get(f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration")
    if about.get("issuer") != settings.oidc_issuer:
        raise ProviderFailed("issuer")
    return about


async def keys_of(about: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the keys the provider signs with."""
    return await _get(about["jwks_uri"])


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


def returns_to(settings: Settings) -> str:
    """Return the address the provider sends the browser back to."""
    return f"{settings.public_url}{ROOT}{RETURN}"
