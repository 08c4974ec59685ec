"""Many records, many writes, many at once: what the server keeps stays bounded, and nobody gets what another may see."""

import gc
import weakref
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from benchmarks.large_city import make_large_city
from casebook.book import Casebook, open_casebook
from casebook.records import Consent, Person, SupportTeamMember
from casebook.roles import Actor
from desk.readiness import read_readiness
from tests.conftest import COORDINATOR, NOW
from ui import kept as module
from ui.context import Context
from ui.kept import Kept
from ui.settings import Settings

if TYPE_CHECKING:
    from desk.city import City
    from desk.readiness import ReadinessView

TODAY = NOW.date()
SIZE = (200, 60, 800)
ROUNDS = 40
OFFICES = ("見本相談支援事業所 ふもと", "見本相談支援事業所 なぎさ")


@pytest.fixture
def keeping(monkeypatch) -> Kept:
    """Keep apart from what the process keeps."""
    own = Kept()
    monkeypatch.setattr(module, "KEPT", own)
    return own


@pytest.fixture
def large(sqlite_url: str) -> Casebook:
    book = open_casebook(sqlite_url, COORDINATOR, lambda: NOW, remembers=True)
    make_large_city(book, TODAY, SIZE)
    return book


def seen_by(url: str, actor: Actor) -> Context:
    book = open_casebook(url, actor, lambda: NOW, remembers=True)
    return Context(book, "ja", TODAY, Settings(database_url=url))


def test_forty_rounds_of_writing_and_reading_keep_no_more_than_the_first(sqlite_url, large, keeping):
    context = seen_by(sqlite_url, COORDINATOR)
    cities: list[weakref.ref[City]] = []
    views: list[weakref.ref[ReadinessView]] = []
    taken = []
    for number in range(ROUNDS):
        with large.writing("test") as writer:
            person = writer.one(Person, writer.all(Person)[number].id)
            writer.change(replace(person, note=f"{number}"))
        cities.append(weakref.ref(context.city()))
        views.append(weakref.ref(context.readiness()))
        taken.append(keeping.taken)
        assert len(keeping.states) == 1
    gc.collect()
    assert [one() is not None for one in cities] == [False] * (ROUNDS - 1) + [True]
    assert [one() is not None for one in views] == [False] * (ROUNDS - 1) + [True]
    assert max(taken) <= 1.05 * taken[0]
    context.book.close()


def test_after_all_rounds_what_is_kept_is_what_a_fresh_casebook_says(sqlite_url, large, keeping, open_book):
    context = seen_by(sqlite_url, COORDINATOR)
    for number in range(5):
        with large.writing("test") as writer:
            writer.add(Person(code_name=f"N-{number}", identified_on=date(2026, 1, 1)))
        found = context.readiness()
        plain = read_readiness(open_book(sqlite_url), TODAY, found.problem.policy)
        assert found.counts == plain.counts
        assert found.problem.people == plain.problem.people
        assert found.problem.past_use == plain.problem.past_use
        assert (found.problem.home_metres == plain.problem.home_metres).all()
    context.book.close()


def test_of_eight_who_look_at_one_casebook_each_gets_what_she_may_see(sqlite_url, large, keeping, open_book):
    """In turn, twice, with a consent withdrawn in between: each time as a casebook that keeps nothing says."""
    actors = [
        COORDINATOR,
        Actor("もう一人", "coordinator"),
        *(Actor("相談員", "consultation_office", office) for office in OFFICES),
        Actor("中核", "core_centre", OFFICES[0]),
        Actor("青葉区", "ward_office", "青葉区"),
        Actor("泉区", "ward_office", "泉区"),
        Actor("計画", "planner"),
    ]
    contexts = [seen_by(sqlite_url, actor) for actor in actors]
    seen = []
    for _ in range(2):
        for context in contexts:
            names = {file.person.code_name for file in context.city().everyone.values()}
            plain = open_book(sqlite_url, context.book.actor)
            assert names == {person.code_name for person in plain.all(Person)}
            seen.append(len(names))
        with large.writing("test") as writer:
            [member, *_] = writer.all(SupportTeamMember, agency=OFFICES[0])
            for consent in writer.all(Consent, person_id=member.person_id):
                writer.change(replace(consent, withdrawn_on=TODAY))
    assert seen[0] == SIZE[0]
    assert len(set(seen)) > 4
    for context in contexts:
        context.book.close()
