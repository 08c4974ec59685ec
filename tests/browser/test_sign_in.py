"""The whole way in and out: by password and second factor, by an OpenID provider, and what who does not come in gets."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlparse

import httpx
import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from casebook.accounts import Accounts, RoleGrant, open_accounts
from casebook.roles import Actor
from tests.browser.conftest import Watched, free_port, serving, watch
from tests.browser.page_actions import serious
from ui.server.downloads import COOKIE as DOWNLOADS
from words.say import say
from words.zone import TOKYO

pytestmark = pytest.mark.browser
PASSWORD = "つゆくさ dew on 17 leaves"  # noqa: S105 - of nobody
OPERATOR = Actor("操作員", "operator")
FORGERIES = (
    *(
        "none",
        "wrong_key",
        "shared",
        "expired",
        "audience",
        "audiences",
        "issuer",
        "nonce",
        "stale",
        "nobody",
        "replay",
    ),
)
"""Tokens as `provider.py` forges them."""


@dataclass
class Served:
    """The app with two accounts, and the provider that it asks."""

    base: str
    provider: str
    accounts: Accounts


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-W", "ignore", str(Path(__file__).parent / "provider.py"), str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                httpx.get(base)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, provider: str, demo_template: Path) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("sign_in")
    url = f"sqlite:///{shutil.copy(demo_template, folder / 'sonae.db')}"
    accounts = open_accounts(url, lambda: datetime.now(TOKYO))
    for name, login, password, email in (
        ("緑川 みどり", "midori", PASSWORD, None),
        ("港 みなと", "minato", None, "minato@city.example.jp"),
        ("鈴木 管理", "kanri", PASSWORD, None),
    ):
        key = accounts.add(OPERATOR, name, login, password, email)
        role = "administrator" if login == "kanri" else "coordinator"
        accounts.grant(OPERATOR, RoleGrant(account_id=key, role=role))
    (folder / "secret").write_text("shared with the provider\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SONAE_SECOND_FACTOR_REQUIRED", "true")
        patch.setenv("SONAE_OIDC_ISSUER", provider)
        patch.setenv("SONAE_OIDC_CLIENT_ID", "sonae")
        patch.setenv("SONAE_OIDC_CLIENT_SECRET_FILE", str(folder / "secret"))
        with serving(url) as base:
            yield Served(base, provider, accounts)
    accounts.close()


def enter(page: Page, login: str, code: str = "", password: str = PASSWORD) -> None:
    page.get_by_label(say("sign_in.login", "ja"), exact=True).fill(login)
    page.get_by_label(say("sign_in.password", "ja"), exact=True).fill(password)
    page.get_by_label(say("sign_in.code", "ja")).fill(code)
    page.get_by_role("button", name=say("sign_in.title", "ja")).click()


def readable(watched: Watched) -> None:
    """Assert that axe-core finds nothing serious, and that on a telephone nothing lies beyond the edge."""
    assert serious(watched, watched.page.url) == []
    watched.page.set_viewport_size({"width": 390, "height": 1000})
    watched.settled()
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 390
    watched.page.set_viewport_size({"width": 1280, "height": 1000})
    watched.settled()


def set_up(watched: Watched) -> tuple[list[str], str]:
    """Set a second factor up, before which nothing else is shown; return the recovery codes, and the code that was used."""
    page = watched.page
    page.get_by_role("heading", level=1, name=say("nav.second_factor", "ja")).wait_for()
    assert page.get_by_test_id("stSidebarNav").get_by_role("link").count() <= 1
    page.goto(f"{watched.base}/my_account")
    page.get_by_text(say("my_account.second_factor_first", "ja")).wait_for()
    page.go_back()
    page.get_by_role("button", name=say("my_account.begin", "ja")).click()
    page.get_by_role("img", name=say("my_account.qr", "ja")).wait_for()
    readable(watched)
    used = pyotp.TOTP(page.locator("code").first.inner_text().replace(" ", "")).now()
    page.get_by_label(say("my_account.code", "ja")).fill(used)
    page.get_by_role("button", name=say("my_account.confirm", "ja")).click()
    page.get_by_text(say("my_account.codes", "ja")).wait_for()
    codes = page.locator("code").first.inner_text().split()
    assert len(codes) == 10
    page.get_by_role("button", name=say("my_account.codes_kept", "ja")).click()
    watched.settled()
    return codes, used


def ask_to_sign_in(page: Page) -> None:
    page.get_by_role("link", name=say("sign_in.title", "ja"), exact=True).wait_for()


def test_in_by_password_then_with_a_second_factor_and_out_everywhere(browser: Browser, served: Served) -> None:
    midori = served.accounts.find("midori")
    assert midori is not None
    served.accounts.reset(OPERATOR, midori.id)  # should this be run again
    watched = watch(browser, served.base, 390)
    page = watched.page
    page.goto(f"{served.base}/people")
    assert urlparse(page.url).path == "/sign-in"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    enter(page, "midori", password="x" * 20)
    assert page.get_by_role("alert").inner_text() == say("account.refused", "ja")
    watched.errors.clear()  # the browser tells of the 403
    enter(page, "midori")
    page.set_viewport_size({"width": 1280, "height": 1000})
    watched.settled()
    assert urlparse(page.url).path == "/people"
    codes, used = set_up(watched)
    assert urlparse(page.url).path == "/people"
    page.get_by_role("heading", level=1, name=say("nav.people", "ja")).wait_for()
    watched.clean()
    page.get_by_role("button", name=say("sign_in.out", "ja"), exact=True).click()
    ask_to_sign_in(page)
    page.goto(f"{served.base}/people")
    enter(page, "midori", used)
    page.get_by_role("alert").wait_for()
    enter(page, "midori", codes[0])
    watched.settled()
    other = page.context.new_page()
    other.set_viewport_size({"width": 1280, "height": 1000})
    other.goto(f"{served.base}/people")
    other.get_by_role("heading", level=1, name=say("nav.people", "ja")).wait_for()
    watched.go(say("nav.my_account", "ja"))
    page.get_by_role("button", name=say("my_account.everywhere", "ja")).click()
    ask_to_sign_in(page)
    other.get_by_role("link", name=say("nav.facilities", "ja"), exact=True).click()
    ask_to_sign_in(other)
    assert other.get_by_role("heading", level=1).count() == 0
    page.context.close()


def test_who_keeps_accounts_sees_these_and_nobodys_records_and_is_out_at_once(browser: Browser, served: Served) -> None:
    watched = watch(browser, served.base, 1280)
    page = watched.page
    page.goto(served.base)
    enter(page, "kanri")
    page.set_viewport_size({"width": 1280, "height": 1000})
    watched.settled()
    set_up(watched)
    shown = page.get_by_test_id("stSidebarNav").get_by_role("link").all_inner_texts()
    assert [one.splitlines()[-1] for one in shown] == [say("nav.my_account", "ja"), say("nav.accounts", "ja")]
    watched.go(say("nav.accounts", "ja"))
    page.get_by_role("tab", name=say("common.new", "ja")).click()
    readable(watched)
    page.get_by_label(say("input.must", "ja", label=say("accounts.name", "ja"))).fill("森 もり")
    page.get_by_label(say("input.must", "ja", label=say("accounts.login", "ja"))).fill("mori")
    page.get_by_label(say("accounts.first_password", "ja"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=say("accounts.add", "ja"), exact=True).click()
    page.get_by_text(say("accounts.added", "ja")).wait_for()
    watched.clean()
    made = served.accounts.find("mori")
    kanri = served.accounts.find("kanri")
    assert made is not None
    assert kanri is not None
    served.accounts.switch(OPERATOR, kanri.id, on=False)
    page.get_by_role("link", name=say("nav.my_account", "ja"), exact=True).click()
    ask_to_sign_in(page)
    assert page.get_by_text("森 もり").count() == 0
    page.context.close()


def test_nothing_of_the_apps_is_handed_out_without_signing_in(served: Served) -> None:
    with httpx.Client(base_url=served.base) as client:
        for path in ("/", "/people", "/media/x.csv", "/component/x/index.html", "/_stcore/upload_file/a/b", "//media/x",
                     "/_stcore/host-config", "/_stcore/stream", "/static/../media/x", "/answersx", "/sign-inx"):  # fmt: skip
            for headers in ({}, {"Cookie": "sonae_session=" + "x" * 43}, {"Accept": "text/html"}):
                answer = client.get(path, headers=headers)
                assert answer.status_code in (303, 401), path
                assert "stcore" not in answer.text.replace("%2F_stcore", "")
        assert client.post("/sign-in", data={"login": "midori", "password": PASSWORD}).status_code == 403
        client.get("/sign-in")
        wrong = client.post("/sign-in", data={"form": "x", "login": "midori", "password": PASSWORD})
        assert (wrong.status_code, "sonae_session" in client.cookies) == (403, False)
        assert client.post("/sign-in", content=b"x" * 9000).status_code == 413
    with pytest.raises(InvalidStatus):
        connect(f"{served.base.replace('http', 'ws')}/_stcore/stream", origin=cast("Any", served.base))


def test_after_signing_in_one_goes_to_a_page_of_this_server_and_to_no_other(served: Served) -> None:
    for after in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb"):
        with httpx.Client(base_url=served.base) as client:
            page = client.get("/sign-in", params={"next": after})
            assert "evil" not in page.text
            assert "alert" not in page.text


def test_the_page_works_without_a_script(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.base}/sign-in?lang=en")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="日本語").click()
    enter(page, "mori" if served.accounts.find("mori") else "nobody", password="x" * 20)
    assert page.get_by_role("alert").inner_text() == say("account.refused", "ja")
    context.close()


def at_provider(client: httpx.Client, served: Served, sub: str) -> str:
    """Go to the provider as a browser does, say who one is, and return where it sends one back to."""
    client.get(f"{served.base}/sign-in")
    there = client.get(f"{served.base}/sign-in/provider?next=%2Fpeople").headers["location"]
    asked = parse_qs(urlparse(there).query)
    assert asked["code_challenge_method"] == ["S256"]
    return client.post(there, data={"sub": sub}).headers["location"]


def came_in(client: httpx.Client) -> bool:
    return "sonae_session" in client.cookies


def test_in_by_a_provider_whose_key_changes_and_out(browser: Browser, served: Served) -> None:
    for rotated in (False, True):
        if rotated:
            httpx.get(f"{served.provider}/play/rotate")
        watched = watch(browser, served.base, 1280, served.provider)
        page = watched.page
        page.goto(f"{served.base}/people")
        page.get_by_role("link", name=say("sign_in.by_provider", "ja")).click()
        page.get_by_role("button", name="42").click()
        page.set_viewport_size({"width": 1280, "height": 1000})
        watched.settled()
        assert urlparse(page.url).path == "/people"
        names = {cookie["name"] for cookie in page.context.cookies(served.base)}
        assert names - {"_streamlit_xsrf", DOWNLOADS} == {"sonae_session"}
        page.get_by_role("button", name=say("sign_in.out", "ja"), exact=True).click()
        ask_to_sign_in(page)
        page.get_by_role("link", name=say("sign_in.leave", "ja")).click()
        page.wait_for_url(f"{served.provider}/oauth2/end_session?**")
        asked = parse_qs(urlparse(page.url).query)
        assert asked["post_logout_redirect_uri"] == [f"{served.base}/sign-in"]
        page.context.close()


@pytest.mark.parametrize("how", FORGERIES)
def test_a_forged_expired_foreign_or_used_token_gets_nothing(served: Served, how: str) -> None:
    httpx.get(f"{served.provider}/play/{how}")
    try:
        with httpx.Client() as client:
            answer = client.get(at_provider(client, served, "42"))
            assert answer.status_code == 403
            assert not came_in(client)
            assert say("sign_in.not_vouched", "ja") in answer.text
    finally:
        httpx.get(f"{served.provider}/play/true")


def test_strangers_and_who_comes_back_by_another_way_get_a_sentence(served: Served) -> None:
    for sub in ("43", "44"):
        with httpx.Client() as client:
            answer = client.get(at_provider(client, served, sub))
            assert say("account.not_known", "ja") in answer.text
            assert not came_in(client)
    with httpx.Client() as client, httpx.Client() as other:
        back = at_provider(client, served, "42")
        assert not came_in(other) and other.get(back).status_code == 403  # noqa: PT018 - the way of another browser
        assert client.get(back.replace("state=", "state=x")).status_code == 403
        way = at_provider(client, served, "42")
        kept = client.cookies.get("sonae_way", path="/sign-in")
        assert client.get(way).status_code == 303
        assert came_in(client)
        other.cookies.set("sonae_way", str(kept), domain="127.0.0.1", path="/sign-in")
        assert other.get(way).status_code == 403
        assert not came_in(other)
