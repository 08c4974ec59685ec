"""Restricted files are there for those who are named and for nobody else; broken glass opens one for an evening."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.book import Casebook, open_casebook
from casebook.errors import NotAllowedError, NotFoundError, RefusedError
from casebook.memory import Memory
from casebook.records import (
    AccessLog,
    Adoption,
    Audit,
    BrokenGlass,
    Consent,
    ExitPlan,
    Facility,
    NamedReader,
    Person,
    Plan,
    Proposal,
    Stay,
)
from casebook.roles import Actor, Held
from tests.conftest import COORDINATOR, NOW

ADA, BEA, CLEO = (Actor(name, "coordinator") for name in ("安達", "別所", "倉田"))
WARD = Actor("区の人", "ward_office", "青葉区")
PLACE = Facility(source="manual", service_code="24", service_name="短期入所", name="けやき")
EVENING = NOW.replace(hour=22, minute=0)
MORNING = EVENING.replace(hour=9) + timedelta(days=1)


def at(book, actor, now=NOW, *, remembers=False):
    return Casebook(book._engine, actor, lambda: now, memory=Memory() if remembers else None)


@pytest.fixture
def restricted(book):
    """A casebook with somebody whose file is for two named people, and somebody else."""
    with book.writing("before") as writer:
        site = writer.add(PLACE)
        quarter: dict[str, Any] = {"period_start": date(2026, 10, 1), "period_end": date(2026, 12, 31)}
        plan = writer.add(
            Plan(
                made_at=NOW, made_by="x", **quarter, policy_name="p", policy_version="1", policy_sha256="0", solver="x",
                placed=0, cost=0, record={},
            )
        )  # fmt: skip
        writer.add(Adoption(plan_id=plan, **quarter, adopted_at=NOW, adopted_by="x"))
        for code_name in ("限定", "普通"):
            key = writer.add(Person(code_name=code_name, real_name=f"本名{code_name}", ward="青葉区"))
            given = Consent(person_id=key, given_by="person", form="oral", given_on=NOW.date())
            writer.add(replace(given, scope="matching_and_sharing"))
            stay = writer.add(Stay(person_id=key, facility_id=site, kind="emergency", start_on=date(2026, 11, 20)))
            writer.add(ExitPlan(stay_id=stay))
            days: dict[str, Any] = {"start_on": date(2026, 11, 25), "end_on": date(2026, 11, 27)}
            writer.add(Proposal(plan_id=plan, person_id=key, facility_id=site, cost=1, status="booked", **days))
    with at(book, ADA).writing("restrict") as writer:
        for actor in (ADA, BEA):
            writer.add(NamedReader(person_id=1, name=actor.name, named_by=ADA.name, named_at=NOW))
    return book


def names(book):
    return [one.code_name for one in book.all(Person)]


@pytest.mark.parametrize("remembers", [False, True])
def test_a_restricted_file_is_there_for_those_who_are_named_and_no_one_else(restricted, remembers):
    for actor, seen in ((ADA, 2), (BEA, 2), (CLEO, 1), (WARD, 1)):
        book = at(restricted, actor, remembers=remembers)
        for _ in range(2):
            for kind in (Person, Consent, Stay, ExitPlan, Proposal):
                assert len(book.all(kind)) == seen, (actor, kind)
        assert len(book.all(Person, code_name="限定")) == seen - 1
        assert set(book.written_at(Person, {1, 2})) == set(range(3 - seen, 3))
    assert names(at(restricted, Actor("計画", "planner")).counting()) == ["普通"]
    assert names(at(restricted, ADA).for_everyone()) == ["普通"]
    assert at(restricted, CLEO).for_everyone().actor == CLEO


def test_nothing_in_the_logs_tells_of_it(restricted):
    at(restricted, ADA).note("person_read", entity="person", entity_id=1)
    with at(restricted, ADA).writing("stay") as writer:
        [wrong] = writer.all(Stay, person_id=1)
        [plan] = writer.all(ExitPlan, stay_id=wrong.id)
        writer.remove(ExitPlan, plan.id)
        writer.remove(Stay, wrong.id)
    for actor, told in ((ADA, True), (CLEO, False)):
        book = at(restricted, actor)
        text = repr([*book.all(Audit), *book.all(AccessLog)])
        assert ("限定" in text) is told
        about = {(one.entity, one.entity_id) for one in (*book.all(Audit), *book.all(AccessLog))}
        assert (("person", 1) in about) is (("stay", 1) in about) is (("named_reader", 1) in about) is told
        assert ("person", 2) in about


def test_her_bed_and_her_place_are_taken_without_saying_by_whom(restricted):
    night = date(2026, 11, 25)
    for actor in (ADA, CLEO):
        book = at(restricted, actor)
        assert book.nights_taken(Stay, NOW.date(), kind="emergency") == {1: 2}
        assert book.nights_taken(Proposal, night, status="booked") == {1: 2}
    held = Held(1, 1, "booked", date(2026, 11, 25), date(2026, 11, 27))
    assert at(restricted, CLEO).held_unseen() == at(restricted, ADA).for_everyone().held_unseen() == [held]
    assert at(restricted, ADA).held_unseen() == []
    with pytest.raises(ValueError, match="person_id"):
        at(restricted, CLEO).nights_taken(Stay, NOW.date(), person_id=1)


def test_who_is_not_named_writes_nothing_of_it(restricted):
    cleo = at(restricted, CLEO)
    tries = (
        lambda writer: writer.add(Consent(person_id=1, given_by="person", form="written", given_on=NOW.date())),
        lambda writer: writer.add(ExitPlan(stay_id=1)),
        lambda writer: writer.add(NamedReader(person_id=1, name=CLEO.name, named_by=CLEO.name, named_at=NOW)),
        lambda writer: writer.remove(NamedReader, 1),
        lambda writer: writer.remove(Stay, 1),
        lambda writer: writer.change(Person(id=1, code_name="x")),
    )
    before = restricted.revision()
    for attempt in tries:
        with pytest.raises((NotAllowedError, NotFoundError)), cleo.writing("test") as writer:
            attempt(writer)
    assert restricted.revision() == before
    with pytest.raises(RefusedError), cleo.writing("test") as writer:  # a code is one person's; it is not said whose
        writer.add(Person(code_name="限定"))


def test_two_at_least_are_named_and_an_administrator_names_more_without_seeing_the_file(restricted):
    with pytest.raises(NotAllowedError) as caught, at(restricted, ADA).writing("test") as writer:
        writer.add(NamedReader(person_id=2, name=ADA.name, named_by=ADA.name, named_at=NOW))
    assert caught.value.code == "casebook.too_few_named"
    with pytest.raises(NotAllowedError), at(restricted, ADA).writing("test") as writer:
        writer.remove(NamedReader, 1)
    keeper = Actor("管理者", "administrator")
    book = at(restricted, keeper)
    assert [(one.person_id, one.name) for one in book.all(NamedReader)] == [(1, ADA.name), (1, BEA.name)]
    assert book.all(Person) == []
    for key, name in ((2, keeper.name), (1, ADA.name)):
        with pytest.raises((NotAllowedError, RefusedError)), book.writing("test") as writer:
            writer.add(NamedReader(person_id=key, name=name, named_by=name, named_at=NOW))
    with book.writing("test") as writer:
        writer.add(NamedReader(person_id=1, name=CLEO.name, named_by=keeper.name, named_at=NOW))
    assert names(at(restricted, CLEO)) == ["限定", "普通"]
    assert book.all(Person) == []
    with at(restricted, CLEO).writing("lift") as writer:
        for one in writer.all(NamedReader):
            writer.remove(NamedReader, one.id)
    assert names(at(restricted, COORDINATOR)) == ["限定", "普通"]


def test_a_reader_that_remembers_is_shown_what_is_restricted_meanwhile_no_more(restricted, open_book):
    book = at(restricted, CLEO, remembers=True)
    assert names(book) == ["普通"]
    before = book.moment()[1]
    with at(restricted, ADA).writing("restrict") as writer:
        for actor in (ADA, BEA):
            writer.add(NamedReader(person_id=2, name=actor.name, named_by=ADA.name, named_at=NOW))
    assert names(book) == []
    assert book.moment()[1] != before


def break_glass(book, named, reason="夜に倒れた", until=MORNING):
    with book.writing("break the glass") as writer:
        for key in writer.behind_glass(named):
            writer.add(BrokenGlass(person_id=key, who=book.actor.name, at=writer.now, until=until, reason=reason))


@pytest.mark.parametrize(
    ("actor", "named"), [(CLEO, "本名限定"), (WARD, "普通"), (Actor("相談員", "consultation_office", "x"), "本名普通")]
)
def test_broken_glass_opens_a_file_until_morning_for_whoever_broke_it(restricted, actor, named):
    with restricted.writing("withdraw") as writer:
        for one in writer.all(Consent):
            writer.change(replace(one, withdrawn_on=NOW.date()))
    night = at(restricted, actor, EVENING)
    before = names(night)
    break_glass(night, named)
    assert set(names(night)) - set(before) == {named.removeprefix("本名")}
    assert len(night.all(Stay)) == len(names(night))
    assert len(night.all(BrokenGlass)) == 1
    assert names(at(restricted, actor, MORNING - timedelta(seconds=1))) == names(night)
    assert names(at(restricted, actor, MORNING)) == before
    assert names(at(restricted, replace_name(actor), EVENING)) == before


def test_a_reader_that_remembers_sees_the_file_close_though_nobody_writes(restricted):
    times = [EVENING]
    book = Casebook(restricted._engine, CLEO, lambda: times[-1], memory=Memory())
    break_glass(book, "限定")
    assert names(book) == names(book) == ["限定", "普通"]
    times.append(MORNING)
    assert names(book) == ["普通"]
    times.append(EVENING)  # a clock that is set back
    assert names(book) == ["限定", "普通"]


def replace_name(actor):
    return Actor("ほかの人", grants=actor.grants)


def add_after_naming(named, book, record):
    with book.writing("test") as writer:
        writer.behind_glass(named)
        writer.add(record)


def test_glass_is_broken_by_name_for_oneself_and_for_a_night(restricted):
    ward = at(restricted, Actor("泉区の人", "ward_office", "泉区"), EVENING)
    break_glass(ward, "限定")  # restricted: not there for a ward office
    assert names(ward) == []
    row = BrokenGlass(person_id=2, who=ward.actor.name, at=EVENING, until=MORNING, reason="x")
    for wrong in (
        row,  # nobody named
        replace(row, who="ほかの人"),
        replace(row, until=EVENING + timedelta(days=2)),
        replace(row, reviewed_at=EVENING, reviewed_by="x", review="よし"),
    ):
        with pytest.raises((NotAllowedError, RefusedError)):
            add_after_naming("" if wrong is row else "普通", ward, wrong)
    break_glass(ward, "普通")
    with pytest.raises(NotAllowedError), ward.writing("test") as writer:
        writer.change(replace(writer.one(Person, 2), note="x"))
    for actor in (Actor("計画", "planner"), Actor("施設", "facility", "1")):
        with pytest.raises(NotAllowedError), at(restricted, actor).writing("test") as writer:
            writer.add(row)


def test_another_looks_at_broken_glass_and_signs(restricted):
    ward = at(restricted, WARD, EVENING)
    break_glass(ward, "普通")
    [row] = restricted.all(BrokenGlass)
    signed = replace(row, reviewed_at=MORNING, reviewed_by=WARD.name, review="よし")
    with pytest.raises((NotAllowedError, RefusedError)), ward.writing("test") as writer:
        writer.change(signed)
    auditor = Actor("監査", "auditor")
    for changed in (replace(signed, reviewed_by="x"), replace(signed, reviewed_by=auditor.name, reason="別の理由")):
        with pytest.raises(NotAllowedError), at(restricted, auditor, MORNING).writing("test") as writer:
            writer.change(changed)
    with at(restricted, auditor, MORNING).writing("sign") as writer:
        writer.change(replace(signed, reviewed_by=auditor.name))
    assert restricted.one(BrokenGlass, row.id).review == "よし"
    with pytest.raises(NotAllowedError), at(restricted, CLEO, MORNING).writing("test") as writer:
        writer.change(replace(signed, reviewed_by=CLEO.name, review="もう一度"))


def test_opening_a_casebook_anew_changes_nothing_of_it(restricted):
    url = str(restricted._engine.url.render_as_string(hide_password=False))
    book = open_casebook(url, CLEO, lambda: NOW, remembers=True)
    assert names(book) == ["普通"]
    book.close()
