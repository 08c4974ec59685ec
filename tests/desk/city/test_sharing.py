"""Sharing on a ground of the law, naming who may see a file, breaking the glass and signing for it."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from casebook.accounts import RoleGrant
from casebook.book import Casebook
from casebook.errors import NotAllowedError
from casebook.records import AccessLog, BrokenGlass, Consent, NamedReader, Person, SharingGround, SupportTeamMember
from casebook.roles import Actor
from casebook.roles.guard import LONGEST_OPEN
from desk.city.readers import Restricted, name_another, name_readers, possible_readers, restricted_files
from desk.city.sharing import (
    break_glass,
    closes_at,
    end_sharing,
    review_glass,
    share_on_ground,
    to_review,
)
from desk.errors import DeskError
from tests.conftest import NOW, TODAY
from words.zone import TOKYO

OFFICE = Actor("相談員", "consultation_office", "ひろせ相談室")
GROUND = SharingGround(
    person_id=1, ground="abuse_7", shared_with="ひろせ相談室", reason="通報があった", decided_by="担当者", decided_on=TODAY
)  # fmt: skip


def as_(book: Casebook, actor: Actor) -> Casebook:
    return Casebook(book._engine, actor, lambda: NOW)


@pytest.fixture
def known(book: Casebook) -> Casebook:
    with book.writing("before") as writer:
        key = writer.add(Person(code_name="A-001", real_name="見本 花子"))
        writer.add(SupportTeamMember(person_id=key, agency="ひろせ相談室"))
        given = TODAY - timedelta(days=9)
        writer.add(
            Consent(
                person_id=key, given_by="person", form="oral", given_on=given, scope="matching_and_sharing",
                withdrawn_on=TODAY,
            )
        )  # fmt: skip
    return book


def test_a_file_is_shared_on_a_ground_until_it_ends(known: Casebook) -> None:
    office = as_(known, OFFICE)
    assert office.all(Person) == []
    key = share_on_ground(known, GROUND)
    assert [one.code_name for one in office.all(Person)] == ["A-001"]
    assert office.all(SharingGround) == known.all(SharingGround)
    end_sharing(known, key, TODAY)
    assert office.all(Person) == []
    end_sharing(known, share_on_ground(known, GROUND), TODAY + timedelta(days=3))
    [ended] = known.all(SharingGround)
    assert (ended.until, ended.holds_on(TODAY), ended.holds_on(TODAY + timedelta(days=3))) == (
        TODAY + timedelta(days=2), True, False,
    )  # fmt: skip


@pytest.mark.parametrize("lacking", ["shared_with", "reason"])
def test_without_with_whom_or_why_nothing_is_shared(known: Casebook, lacking: str) -> None:
    with pytest.raises(DeskError):
        share_on_ground(known, replace(GROUND, **dict[str, Any]({lacking: " "})))
    with pytest.raises(NotAllowedError):
        share_on_ground(as_(known, OFFICE), GROUND)
    assert known.all(SharingGround) == []


def test_readers_are_named_changed_and_lifted(known: Casebook) -> None:
    me = known.actor.name
    with pytest.raises(NotAllowedError):
        name_readers(known, 1, [me], NOW)
    name_readers(known, 1, [me, " もう一人 ", ""], NOW)
    name_readers(known, 1, [me, "三人目"], NOW)
    assert {one.name for one in known.all(NamedReader)} == {me, "三人目"}
    name_readers(known, 1, [me, "四人目"], NOW, read=[me])  # the third was named since
    assert {one.name for one in known.all(NamedReader)} == {me, "三人目", "四人目"}
    assert as_(known, Actor("ほか", "coordinator")).all(Person) == []
    name_readers(known, 1, [], NOW)
    assert len(as_(known, Actor("ほか", "coordinator")).all(Person)) == 1
    assert [one.kind for one in known.all(AccessLog)] == ["restricted"] * 4


def test_where_people_sign_in_readers_are_those_who_come_in_and_see_people(known: Casebook) -> None:
    operator, accounts = Actor("x", "operator"), known.accounts()
    assert possible_readers(known) is None
    keys = {}
    for name, role in ((known.actor.name, "coordinator"), ("佐藤", "coordinator"), ("計画", "planner"), ("去った", "")):
        keys[name] = accounts.add(operator, name, name, None)
        if role:
            accounts.grant(operator, RoleGrant(account_id=keys[name], role=role))
    me = known.actor.name
    assert possible_readers(known) == sorted([me, "佐藤"])
    for wrong in ("だれでもない", "計画", "去った"):
        with pytest.raises(DeskError) as caught:
            name_readers(known, 1, [me, "佐藤", wrong], NOW)
        assert caught.value.params == {"names": wrong}
    name_readers(known, 1, [me, "佐藤"], NOW)
    keeper = as_(known, Actor("管理", "administrator"))
    assert restricted_files(keeper) == [Restricted(1, ("佐藤", me), ("佐藤", me))]
    for gone in (me, "佐藤"):
        accounts.switch(operator, keys[gone], on=False)
    new = accounts.add(operator, "新人", "新人", None)
    accounts.grant(operator, RoleGrant(account_id=new, role="coordinator"))
    assert restricted_files(keeper) == [Restricted(1, ("佐藤", me), ())]
    for nobody in ("だれでもない", "佐藤"):
        with pytest.raises(DeskError):
            name_another(keeper, 1, nobody, NOW)
    name_another(keeper, 1, "新人", NOW)
    assert keeper.all(Person) == []
    mine = as_(known, Actor("新人", "coordinator"))
    assert [one.code_name for one in mine.all(Person)] == ["A-001"]
    name_readers(mine, 1, ["新人", me], NOW)  # who was named before may stay, and who left goes
    assert restricted_files(keeper) == [Restricted(1, (me, "新人"), ("新人",))]


@pytest.mark.parametrize(
    ("opened", "ends", "closes"),
    [("22T22:00", "09:00", "23T09:00"), ("22T02:00", "09:00", "22T09:00"), ("22T09:00", "09:00", "23T09:00"),
     ("22T22:00", "23:30", "22T23:30"), ("22T23:30", "23:30", "23T23:30")],
)  # fmt: skip
def test_what_is_opened_closes_when_the_clock_says_so_for_the_next_time(opened: str, ends: str, closes: str) -> None:
    now = datetime.fromisoformat(f"2026-11-{opened}").replace(tzinfo=TOKYO)
    found = closes_at(now, time.fromisoformat(ends))
    assert found == datetime.fromisoformat(f"2026-11-{closes}").replace(tzinfo=TOKYO)
    assert timedelta() < found - now <= LONGEST_OPEN


def test_glass_is_broken_noted_and_signed_for_by_another(known: Casebook) -> None:
    ward = as_(known, Actor("区の人", "ward_office", "青葉区"))
    for named, reason in (("A-001", " "), ("", "転倒"), ("A-00", "転倒")):
        with pytest.raises(DeskError):
            break_glass(ward, named, reason, NOW, time(9))
    assert [(one.kind, one.entity_id) for one in known.all(AccessLog)] == [("glass_broken", None)]
    assert break_glass(ward, "見本 花子", "夜に倒れた", NOW, time(9)) == [1]
    assert [one.code_name for one in ward.all(Person)] == ["A-001"]
    assert to_review(ward) == []
    [waiting] = to_review(known)
    assert (waiting.who, waiting.reason) == ("区の人", "夜に倒れた")
    with pytest.raises(DeskError):
        review_glass(known, waiting.id or 0, " ", NOW)
    with pytest.raises(NotAllowedError):
        review_glass(ward, waiting.id or 0, "よし", NOW)
    review_glass(as_(known, Actor("監査", "auditor")), waiting.id or 0, "必要だった", NOW)
    assert to_review(known) == []
    assert known.one(BrokenGlass, waiting.id or 0).review == "必要だった"
    assert [one.kind for one in known.all(AccessLog)] == ["glass_broken", "glass_broken", "glass_reviewed"]
