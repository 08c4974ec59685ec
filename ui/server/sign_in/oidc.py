"""OpenID Connect (Core 1.0, code flow): to the city's provider and back, with state, nonce and PKCE.

Nothing of it is kept but what the provider vouched for; the keys are fetched for each sign-in, so that they may change.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import httpx
from authlib.common.security import generate_token
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from casebook.accounts import Identity
from ui.server.paths import SIGN_IN, base
from ui.settings import real_now, settings
from words.message import SonaeError

BACK, LEAVE = "callback", "leave"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Of a signature by the provider's own key: neither none nor one by a secret that both know."""
CLOCKS = 60
"""Seconds by which the provider's clock may differ."""
FRESH = 600
"""Seconds that an identity token may be old."""
PATIENCE = 10.0


class ProviderError(SonaeError):
    """The provider cannot be reached, or what it says is not as it must be."""


def is_configured() -> bool:
    """Return whether the settings name a provider."""
    return bool(settings().oidc_issuer and settings().oidc_client_id)


async def begin(origin: str, after: str, language: str) -> tuple[str, str]:
    """Return where the browser is to go, and what it is to keep until it is back.

    Raises
    ------
    ProviderError
        If the provider cannot be reached.
    """
    state, nonce, verifier = generate_token(43), generate_token(43), generate_token(64)
    async with _client() as client:
        found = await _provider(client)
    where = prepare_grant_uri(
        found["authorization_endpoint"],
        settings().oidc_client_id,
        "code",
        redirect_uri=_back(origin),
        scope="openid email",
        state=state,
        nonce=nonce,
        code_challenge=create_s256_code_challenge(verifier),
        code_challenge_method="S256",
        ui_locales=language,
    )
    return str(where), f"{state}|{nonce}|{verifier}|{after}"


async def leave(origin: str, language: str) -> str | None:
    """Return where the browser signs out of the provider, too (RP-Initiated Logout 1.0); None if it names no such place.

    Nothing is kept by which the provider would know whose session it is: it asks, or ends the browser's.

    Raises
    ------
    ProviderError
        If the provider cannot be reached.
    """
    async with _client() as client:
        where = (await _provider(client)).get("end_session_endpoint")
    if not isinstance(where, str):
        return None
    told = {
        "client_id": settings().oidc_client_id,
        "post_logout_redirect_uri": f"{origin}{base()}/{SIGN_IN}",
        "ui_locales": language,
    }
    return str(httpx.URL(where).copy_merge_params(told))


async def finish(origin: str, way: str, said: Mapping[str, str]) -> tuple[Identity, str]:
    """Return for whom the provider vouches, and where she wanted to go.

    Parameters
    ----------
    way
        What the browser kept since `begin`.
    said
        What it brings back.

    Raises
    ------
    ProviderError
        If anything is not as it must be.
    """
    state, nonce, verifier, after = (*way.split("|", 3), "", "", "", "")[:4]
    code = said.get("code", "")
    if not state or not code or said.get("state") != state:
        raise ProviderError("sign_in.not_vouched")
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": _back(origin),
        "code_verifier": verifier,
        "client_id": settings().oidc_client_id,
    }
    async with _client() as client:
        found = await _provider(client)
        try:
            answer = await client.post(found["token_endpoint"], data=asked, auth=_secret() or httpx.USE_CLIENT_DEFAULT)
            answer.raise_for_status()
            token = str(answer.json()["id_token"])
            keys = KeySet.import_key_set(cast("Any", await _fetch(client, found["jwks_uri"])))
        except (httpx.HTTPError, JoseError, KeyError, TypeError, ValueError) as error:
            raise ProviderError("sign_in.not_vouched") from error
    claims = read_token(token, keys, nonce, int(real_now().timestamp()))
    email = claims.get("email") if claims.get("email_verified") is True else None
    return Identity(settings().oidc_issuer, str(claims["sub"]), nonce, str(email) if email else None), after


def read_token(token: str, keys: KeySet, nonce: str, now: int) -> Mapping[str, Any]:
    """Return what an identity token says (Core 1.0, section 3.1.3.7).

    Raises
    ------
    ProviderError
        If it is not signed by the provider, for Sonae, for this sign-in, just now.
    """
    client_id = settings().oidc_client_id
    rules = jwt.JWTClaimsRegistry(
        now=now,
        leeway=CLOCKS,
        iss={"essential": True, "value": settings().oidc_issuer},
        aud={"essential": True, "value": client_id},
        nonce={"essential": True, "value": nonce},
        exp={"essential": True},
        iat={"essential": True},
        sub={"essential": True},
    )
    try:
        claims = jwt.decode(token, keys, algorithms=ALGORITHMS).claims
        rules.validate(claims)
    except (JoseError, ValueError, TypeError) as error:
        raise ProviderError("sign_in.not_vouched") from error
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != client_id:
        raise ProviderError("sign_in.not_vouched")
    if claims["iat"] < now - FRESH - CLOCKS or not nonce:
        raise ProviderError("sign_in.not_vouched")
    return claims


def _client() -> httpx.AsyncClient:
    return httpx.AsyncClient(timeout=PATIENCE, headers={"Accept": "application/json"})


def _secret() -> httpx.BasicAuth | None:
    """Return by what Sonae shows that it is the client (RFC 6749, section 2.3.1); None if it has no secret."""
    where = settings().oidc_client_secret_file
    if not where:
        return None
    secret = Path(where).read_text(encoding="utf-8").strip()
    return httpx.BasicAuth(quote(settings().oidc_client_id, safe=""), quote(secret, safe=""))


def _back(origin: str) -> str:
    return f"{origin}{base()}/{SIGN_IN}/{BACK}"


async def _provider(client: httpx.AsyncClient) -> Mapping[str, Any]:
    """Return what the provider says of itself (Discovery 1.0)."""
    issuer = settings().oidc_issuer
    try:
        found = await _fetch(client, f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    except (httpx.HTTPError, json.JSONDecodeError) as error:
        raise ProviderError("sign_in.no_answer") from error
    wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if found.get("issuer") != issuer or any(not isinstance(found.get(one), str) for one in wanted):
        raise ProviderError("sign_in.not_vouched")
    return found


async def _fetch(client: httpx.AsyncClient, where: str) -> dict[str, Any]:
    answer = await client.get(where)
    answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        raise ProviderError("sign_in.not_vouched")
    return found
