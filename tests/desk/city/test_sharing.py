"""Sharing on a ground of the law, naming who may see a file, breaking the glass and signing for it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from casebook.book import Casebook
from casebook.errors import NotAllowedError
from casebook.records import AccessLog, BrokenGlass, Consent, NamedReader, Person, SharingGround, SupportTeamMember
from casebook.roles import Actor
from desk.city.sharing import (
    break_glass,
    end_sharing,
    name_readers,
    next_morning,
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
    assert as_(known, Actor("ほか", "coordinator")).all(Person) == []
    name_readers(known, 1, [], NOW)
    assert len(as_(known, Actor("ほか", "coordinator")).all(Person)) == 1
    assert [one.kind for one in known.all(AccessLog)] == ["restricted"] * 3


@pytest.mark.parametrize(
    ("hour", "closes"), [(22, date(2026, 11, 23)), (2, date(2026, 11, 22)), (9, date(2026, 11, 23))]
)
def test_what_is_opened_closes_at_nine(hour: int, closes: date) -> None:
    opened = datetime(2026, 11, 22, hour, 0, tzinfo=TOKYO)
    assert next_morning(opened) == datetime.combine(closes, datetime.min.time(), TOKYO).replace(hour=9)


def test_glass_is_broken_noted_and_signed_for_by_another(known: Casebook) -> None:
    ward = as_(known, Actor("区の人", "ward_office", "青葉区"))
    for named, reason in (("A-001", " "), ("", "転倒"), ("A-00", "転倒")):
        with pytest.raises(DeskError):
            break_glass(ward, named, reason, NOW)
    assert [(one.kind, one.entity_id) for one in known.all(AccessLog)] == [("glass_broken", None)]
    assert break_glass(ward, "見本 花子", "夜に倒れた", NOW) == [1]
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
