"""Signing out of the provider, where it has a place for it."""

import asyncio
from urllib.parse import parse_qs, urlparse

import httpx
import pytest

from ui.server.sign_in import oidc
from ui.settings import settings

ISSUER = "https://id.example"
SAID = {"issuer": ISSUER, "authorization_endpoint": "a", "token_endpoint": "t", "jwks_uri": "j"}


@pytest.mark.parametrize("place", [None, f"{ISSUER}/out", f"{ISSUER}/out?realm=city"])
def test_it_is_left_where_it_says_so_and_what_it_says_of_the_way_stays(monkeypatch, place):
    monkeypatch.setenv("SONAE_OIDC_ISSUER", ISSUER)
    monkeypatch.setenv("SONAE_OIDC_CLIENT_ID", "sonae")
    settings.cache_clear()
    said = SAID if place is None else {**SAID, "end_session_endpoint": place}
    transport = httpx.MockTransport(lambda _: httpx.Response(200, json=said))
    monkeypatch.setattr(oidc, "_client", lambda: httpx.AsyncClient(transport=transport))
    where = asyncio.run(oidc.leave("https://sonae.example.jp", "ja"))
    if place is None or where is None:
        assert where is place
        return
    assert where.startswith(f"{ISSUER}/out?")
    asked = parse_qs(urlparse(where).query)
    assert asked["post_logout_redirect_uri"] == ["https://sonae.example.jp/sign-in"]
    assert asked["client_id"] == ["sonae"]
    assert asked.get("realm") == (["city"] if "realm" in place else None)
