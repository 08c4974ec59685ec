"""People and facilities are found by whatever is remembered of them, by who may see them, as a plain look finds them."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.book import Casebook
from casebook.records import Consent, ContactPerson, Facility, Person, SupportTeamMember
from casebook.roles import Actor
from desk.search import read_directory, search
from desk.search.search import spelled
from tests.conftest import TODAY
from tests.optional import present

OFFICE = "みどり相談"


@pytest.fixture
def full(book):
    with book.writing("add") as writer:
        first = writer.add(
            Person(
                code_name="A-001",
                real_name="齋藤 花子",
                kana="サイトウ ハナコ",
                born_on=date(1961, 4, 1),
                birth_year=1961,
            )
        )
        writer.add(Person(code_name="A-002", real_name="髙橋 次郎", birth_year=1989, status="closed"))
        writer.add(SupportTeamMember(person_id=first, agency=OFFICE, contact="022-111-2222（佐藤）"))
        writer.add(ContactPerson(person_id=first, full_name="渡邉 ミチ", relation="母", phone="090-5555-6666"))
        writer.add(
            Consent(person_id=first, given_by="person", form="oral", given_on=TODAY, scope="matching_and_sharing")
        )
        writer.add(
            Facility(
                source="wamnet", service_code="24", service_name="短期入所", name="ショートステイ桜ヶ丘", name_kana="さくらがおか",
                office_number="0415100001", phone="022(333)4444",
            )
        )  # fmt: skip
    return book


@pytest.mark.parametrize(
    ("text", "people", "facilities"),
    [
        ("斉藤", ["A-001"], 0), ("斎藤花", ["A-001"], 0), ("花子　齊藤", ["A-001"], 0), ("さいとう", ["A-001"], 0), ("ｻｲﾄｳ ﾊﾅ", ["A-001"], 0),
        ("高橋", ["A-002"], 0), ("Ａ－００１", ["A-001"], 0), ("a001", ["A-001"], 0), ("A‐", ["A-001", "A-002"], 0),
        ("1961", ["A-001"], 0), ("昭和36年", ["A-001"], 0), ("s36", ["A-001"], 0), ("平成元年", ["A-002"], 0), ("昭和64", ["A-002"], 0),
        ("平成1", ["A-002"], 0), ("斉藤 1989", [], 0), ("022-111", ["A-001"], 0), ("0221112222", ["A-001"], 0),
        ("ショートステイ", [], 1), ("櫻ケ丘", [], 1), ("さくら", [], 1), ("0415100001", [], 1), ("022-333-4444", [], 1), ("022", [], 0),
        ("渡辺", ["A-001"], 0), ("09055556666", ["A-001"], 0),
        ("", [], 0), ("　", [], 0), ("鈴木", [], 0),
    ],
)  # fmt: skip
def test_each_is_found_by_what_is_known_of_it(full, text, people, facilities):
    found = search(full, text)
    assert [one.code_name for one in found.people] == people
    assert len(found.facilities) == facilities
    assert found.count == len(people) + facilities


def test_only_what_may_be_seen_is_found(full):
    office = full.opened_for(Actor("x", "consultation_office", OFFICE))
    assert [one.code_name for one in search(office, "A-").people] == ["A-001"]
    other = full.opened_for(Actor("x", "consultation_office", "ほか"))
    assert search(other, "斉藤").count == search(other, "渡辺").count == 0
    planner = full.opened_for(Actor("x", "planner"))
    assert (search(planner, "A-001").count, len(search(planner, "桜").facilities)) == (0, 1)


def test_what_is_nearest_comes_first_and_more_is_counted(full):
    with full.writing("add") as writer:
        writer.add_many([Person(code_name=name) for name in ("B-1A", "AB-1", "B-1", "B-10", "B-11")])
    found = search(full, "b-1", most=3)
    assert [one.code_name for one in found.people] == ["B-1", "B-10", "B-11"]
    assert (found.left_out, found.count) == (2, 5)


PARTS = st.text("あいア亜沢澤 -1", max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.tuples(PARTS, PARTS), max_size=5), text=PARTS)
def test_a_plain_look_at_each_name_finds_the_same(monkeypatch, names, text):
    people = [
        Person(id=at, code_name=f"c{at}", real_name=name or None, kana=kana or None)
        for at, (name, kana) in enumerate(names, start=1)
    ]
    monkeypatch.setattr(Casebook, "all", lambda self, kind: people if kind is Person else [])
    monkeypatch.setattr(Casebook, "values", lambda *_, **__: [])
    book = Casebook.__new__(Casebook)
    plain = [
        one.id
        for one in people
        if spelled(text).split()
        and all(
            any(word in form for name in (one.code_name, one.real_name, one.kana) if name for form in forms(name))
            for word in spelled(text).split()
        )
    ]
    assert sorted(present(one.id) for one in read_directory(book).find(text, most=99).people) == plain


def forms(name):
    once = spelled(name)
    return once, "".join(letter for letter in once if letter not in " -・.")
