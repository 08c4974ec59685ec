"""The form as a facility's browser meets it, and whoever guesses, replays, or sends from another page."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from casebook.engine import create
from casebook.records import AccessLog, Audit, Consent, Facility, FacilityLink, IncomingAnswer, Person, Proposal
from casebook.records.base import require
from desk.answers import add_link, revoke_link
from tests.desk.proposals.world import World, make
from tests.ui.conftest import DAY
from ui.context import open_book
from ui.server.answers import link_address, routes
from ui.server.answers.limits import Limit
from ui.server.paths import ANSWERS, OPEN
from ui.server.start import MIDDLEWARE
from ui.settings import casebook, settings
from words.say import LANGUAGES, say

OWN = "http://127.0.0.1:8501"
HOSTILE = "<script>alert(1)</script>{{7*7}}&amp;けやき"


@pytest.fixture
def world(at: str) -> Iterator[World]:
    create(at)
    book = casebook()
    made = make(book, [2], [(0, 0, 0)])
    with book.writing("before") as writer:
        writer.change(replace(writer.one(Facility, made.facilities[0]), name=HOSTILE))
        (consent,) = writer.all(Consent)
        writer.change(replace(consent, scope="matching_and_sharing"))
    made.step(made.proposals[0], "asked")
    yield made
    book.close()


@pytest.fixture
def link(world: World, monkeypatch: pytest.MonkeyPatch) -> tuple[FacilityLink, str]:
    monkeypatch.setattr(routes, "OVERALL", Limit(1000, 60, lambda: 0.0))
    monkeypatch.setattr(routes, "OF_A_LINK", Limit(1000, 60, lambda: 0.0))
    made, token = add_link(world.book, world.facilities[0], DAY)
    return made, link_address("", token)


class Browser:
    """Asks the routes behind the layers that stand before them, one request at a time."""

    def __init__(self) -> None:
        self.app = Starlette(routes=routes.ROUTES, middleware=MIDDLEWARE[:2])
        self.headers = {"Origin": OWN}

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("GET", path, **more)

    def post(self, path: str, headers: dict[str, str] | None = None, **more: Any) -> httpx.Response:
        return self.ask("POST", path, headers={**self.headers, **(headers or {})}, **more)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def asking() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url=OWN) as client:
                return await client.request(method, path, **more)

        return asyncio.run(asking())


@pytest.fixture
def browser(at: str) -> Browser:
    return Browser()


class Form(HTMLParser):
    """Reads the form of a page: its address, fields, labels and what would run or load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.labelled: set[str] = set()
        self.asked: set[str] = set()
        self.action = ""
        self.tags: set[str] = set()
        self._in_label = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        own = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self._in_label |= tag == "label"
        assert not [name for name in own if name.startswith("on")]
        if tag == "form":
            self.action = own["action"]
        if tag == "label" and "for" in own:
            self.labelled.add(own["for"])
        if tag in ("input", "select", "textarea") and own.get("type") != "hidden":
            assert self._in_label or own.get("id"), own
            if own.get("id"):
                self.asked.add(own["id"])
        if tag == "input" and (own.get("type") not in ("radio", "checkbox") or "checked" in own):
            self.fields[own["name"]] = own.get("value", "")

    def handle_endtag(self, tag):
        self._in_label &= tag != "label"


def answers(world: World) -> list[IncomingAnswer]:
    return world.book.all(IncomingAnswer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_needs_no_script_names_every_field_and_nobody(world, link, browser, language):
    answer = browser.get(link[1], params={"lang": language})
    assert answer.status_code == 200
    form = Form(answer.text)
    assert not form.tags & {"script", "img", "iframe"}
    assert form.asked <= form.labelled
    assert f'lang="{language}"' in answer.text
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text
    for person in world.book.all(Person):
        assert person.code_name not in answer.text
    assert say("answer_page.title", language) in answer.text
    assert f"proposal-{world.proposals[0]}" in answer.text


def test_its_headers_let_nothing_in_keep_nothing_and_frame_nothing(world, link, browser):
    headers = browser.get(link[1]).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["cache-control"] == "no-store"
    assert "noindex" in headers["x-robots-tag"]
    assert headers["referrer-policy"] == "same-origin"


def test_what_is_sent_waits_to_be_confirmed_and_is_not_shown_again(world, link, browser):
    form = Form(browser.get(link[1]).text)
    fields = {**form.fields, "vacancy": "few", f"proposal-{world.proposals[0]}": "accepted", "remark": "見学できます"}
    done = browser.post(form.action, data=fields)
    assert done.status_code == 303
    assert say("answer_page.received", "ja") in browser.get(done.headers["location"]).text
    assert [(one.what, one.state) for one in answers(world)] == [
        ("vacancy", "waiting"),
        ("proposal", "waiting"),
        ("remark", "waiting"),
    ]
    assert world.book.one(Proposal, world.proposals[0]).status == "asked"
    assert "見学できます" not in browser.get(link[1]).text
    assert browser.post(form.action, data=fields).status_code == 303  # the same form again
    assert len(answers(world)) == 3
    form = Form(browser.get(link[1]).text)
    browser.post(form.action, data={**form.fields, "vacancy": "few"})
    assert len(answers(world)) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_kept_comes_back_as_it_was_typed_with_a_sentence(world, link, browser, language):
    here = f"{link[1]}?lang={language}"
    sent = browser.post(
        here, data={"form": "x", "trial_places": "1000", "remark": '"><script>x</script>', "vacancy": "few"}
    )
    assert sent.status_code == 422
    assert say("answer_page.mend", language) in sent.text
    assert "<script>" not in sent.text
    assert "&lt;script&gt;x" in sent.text
    assert 'value="1000"' in sent.text
    nothing = browser.post(here, data={"form": "x", "remark": " "})
    assert say("answer_page.empty", language) in nothing.text
    assert answers(world) == []


def test_unknown_expired_and_revoked_are_answered_alike_and_take_nothing(world, link, browser):
    site = world.facilities[0]
    revoked, token = add_link(world.book, site, DAY)
    revoke_link(world.book, require(revoked.id))
    gone = add_link(world.book, site, DAY - timedelta(days=2), 1)[1]
    tried = [link_address("", one) for one in (token, gone, "A" * 43, "x", "%00" * 43, "あ")]
    seen = {(answer.status_code, answer.text) for answer in map(browser.get, tried)}
    assert seen == {(404, browser.get(tried[2]).text)}
    sent = {browser.post(one, data={"form": "x", "vacancy": "few"}).status_code for one in tried}
    assert sent == {404}
    assert answers(world) == []


def test_each_opening_is_noted_and_of_refusals_so_many_that_no_guessing_fills_the_log(
    world, link, browser, monkeypatch
):
    monkeypatch.setattr(routes, "NOTED", Limit(2, 60, lambda: 0.0))
    form = Form(browser.get(link[1]).text)
    browser.post(form.action, data={**form.fields, "vacancy": "few"})
    for _ in range(4):
        browser.get(f"/answers/{'A' * 43}")
    open_book(settings().database_url, routes.WHO).flush()
    entries = [(one.kind, one.entity_id, one.detail) for one in world.book.all(AccessLog)]
    assert {kind for kind, *_ in entries} == {"link_issued", "link_opened", "answer_received", "link_refused"}
    noted = [entry for entry in entries if entry[0] in {"link_opened", "link_refused"}]
    assert noted == [("link_opened", link[0].id, None)] * 2 + [("link_refused", None, None)] * 2
    written = [one for one in world.book.all(Audit) if one.role == "facility_link"]
    assert {(one.entity, one.action) for one in written} == {("incoming_answer", "insert")}


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", f"{OWN}.evil.example", "https://127.0.0.1:8501"]
)
def test_a_form_that_another_page_sends_is_refused(world, link, browser, origin):
    browser.headers = {}
    sent = browser.post(link[1], data={"form": "x", "vacancy": "few"}, headers={"Origin": origin} if origin else {})
    assert sent.status_code in (403, 421)
    assert answers(world) == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"x" * (routes.MOST_BYTES + 1), 413),
        (b"&".join(b"a%d=1" % number for number in range(routes.MOST_FIELDS + 1)), 422),
        (b"remark=%ff%fe", 422),
        (b"\xff\xfe", 422),
        (b"", 422),
        (b"vacancy=few&vacancy=full;drop", 303),
    ],
)
def test_what_is_too_large_or_no_form_is_refused(world, link, browser, body, status):
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert browser.post(link[1], content=body, headers=kind).status_code == status


def test_whoever_asks_too_often_waits_by_the_link_and_all_together(world, link, browser, monkeypatch):
    monkeypatch.setattr(routes, "OF_A_LINK", Limit(2, 60, lambda: 0.0))
    other = link_address("", add_link(world.book, world.facilities[0], DAY)[1])
    assert [browser.get(link[1]).status_code for _ in range(3)] == [200, 200, 429]
    assert browser.get(other).status_code == 200
    monkeypatch.setattr(routes, "OVERALL", Limit(5, 60, lambda: 0.0))
    assert [browser.get(f"/answers/{'A' * 43}").status_code for _ in range(6)] == [404] * 5 + [429]
    assert browser.get(other).headers["retry-after"] == "60"


def test_beyond_this_machine_the_form_is_shut_until_an_address_is_set(world, link, browser, monkeypatch):
    monkeypatch.setattr(routes, "get_option", lambda _: "0.0.0.0")  # noqa: S104
    assert not routes.are_open()
    assert browser.get(link[1]).status_code == 404
    monkeypatch.setenv("SONAE_PUBLIC_ADDRESS", "https://sonae.example.jp")
    settings.cache_clear()
    assert routes.are_open()


def test_the_form_stands_among_what_is_asked_for_without_signing_in():
    assert ANSWERS in OPEN
    assert re.fullmatch(r"/answers/\{token\}", routes.ROUTES[0].path)
    assert Path(routes.__file__).parent.name == ANSWERS
