"""A calendar is read by its token alone, as its account may see at that moment, and by code names."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import httpx
import pytest
from icalendar import Calendar
from starlette.applications import Starlette

from casebook.accounts import Account, RoleGrant
from casebook.engine import create
from casebook.records import AccessLog, Contact, Person
from casebook.roles import Actor
from tests.ui.conftest import DAY
from ui.context import open_book
from ui.server import calendar
from ui.server.answers.limits import Limit
from ui.server.start import MIDDLEWARE
from ui.settings import accounts, casebook, operator, settings

OWN = "http://127.0.0.1:8501"
HOSTILE = "A-1 END:VEVENT SUMMARY:x;,\\<b>"


@pytest.fixture
def account(at: str, monkeypatch: pytest.MonkeyPatch) -> Account:
    create(at)
    with casebook().writing("before") as writer:
        person = Person(code_name=HOSTILE, real_name="佐藤 花", city="仙台市", ward="青葉区", identified_on=DAY)
        key = writer.add(replace(person, review_on=DAY))
        writer.add(
            Contact(
                person_id=key,
                contacted_on=DAY,
                kind="visit",
                purpose="exit",
                next_step="統合失調症の佐藤さんに電話",
                next_on=DAY + timedelta(days=7),
            )
        )
    key = accounts().add(operator(), "緑川 みどり", "midori", "つゆくさ dew on 17 leaves")
    accounts().grant(operator(), RoleGrant(account_id=key, role="coordinator"))
    for name in ("OVERALL", "OF_AN_ACCOUNT", "NOTED"):
        monkeypatch.setattr(calendar, name, Limit(100, 60, lambda: 0.0))
    return next(one for one in accounts().all() if one.id == key)


def ask(path: str) -> httpx.Response:
    async def asking() -> httpx.Response:
        app = Starlette(routes=calendar.ROUTES, middleware=MIDDLEWARE)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=OWN) as client:
            return await client.get(path)

    return asyncio.run(asking())


def events_of(told: httpx.Response) -> list[tuple[str, date, str]]:
    found = Calendar.from_ical(told.content).walk("VEVENT")
    return [(str(one["uid"]), one.decoded("dtstart"), str(one["summary"])) for one in found]


def reader(token: str) -> Actor:
    found = accounts().read_by(token)
    assert found is not None
    return found[1]


def test_a_calendar_shows_what_its_account_may_see_and_follows_it(account: Account) -> None:
    token = accounts().make_feed(account)
    address = calendar.calendar_address(token, "ja").removeprefix(OWN)
    readers = [calendar.WHO, reader(token)]
    told = ask(address)
    assert (told.status_code, told.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert (told.headers["cache-control"], told.headers["x-robots-tag"]) == ("no-store", "noindex, nofollow")
    assert "佐藤" not in told.text.replace("\r\n ", "")
    events = events_of(told)
    assert [uid for uid, *_ in events] == ["review-1@sonae", "next_step-1@sonae"]
    assert HOSTILE in events[0][2]
    book = open_book(settings().database_url)
    with book.writing("moved") as writer:
        one = writer.one(Contact, 1)
        writer.change(replace(one, next_on=DAY + timedelta(days=9)))
    later = events_of(ask(address))
    assert later[1][:2] == ("next_step-1@sonae", DAY + timedelta(days=9))
    (grant,) = accounts().grants(account.id)
    assert grant.id is not None
    accounts().grant(operator(), RoleGrant(account_id=account.id, role="ward_office", scope="泉区"))
    accounts().revoke(operator(), grant.id)
    readers.append(reader(token))
    assert not events_of(ask(address))
    accounts().switch(operator(), account.id, on=False)
    assert ask(address).status_code == 404
    for who in readers:
        open_book(settings().database_url, who).flush()
    noted = Counter((one.kind, one.who, one.entity_id) for one in book.all(AccessLog) if "calendar" in one.kind)
    assert noted == {("calendar_read", account.name, account.id): 3, ("calendar_refused", "calendar", None): 1}


def test_a_token_opens_nothing_once_it_was_revoked_or_another_made_and_nobody_asks_for_ever(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = accounts()
    first = calendar.calendar_address(known.make_feed(account), "en").removeprefix(OWN)
    second = calendar.calendar_address(known.make_feed(account), "en").removeprefix(OWN)
    assert [ask(one).status_code for one in (first, second)] == [404, 200]
    known.revoke_feed(account)
    assert [ask(one).status_code for one in (second, "/calendar/x.ics")] == [404, 404]
    assert known.feed_made_at(account.id) is None
    third = calendar.calendar_address(known.make_feed(account), "en").removeprefix(OWN)
    monkeypatch.setattr(calendar, "OF_AN_ACCOUNT", Limit(1, 60, lambda: 0.0))
    assert [ask(third).status_code for _ in range(2)] == [200, 429]
    monkeypatch.setattr(calendar, "OVERALL", Limit(0, 60, lambda: 0.0))
    assert ask("/calendar/x.ics").status_code == 429
