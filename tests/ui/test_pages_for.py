"""Which pages each role has, and that no page sends to the browser what its role may not see."""

import io
import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import FunctionType, MethodType, ModuleType

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest, element_tree, local_script_runner

from casebook.book import Casebook
from casebook.records import Consent, Person
from casebook.roles import Actor, Grant
from casebook.vocabulary import ROLES
from tests.optional import present
from tests.ui.conftest import DAY, show
from tests.ui.planted import INNER, actors, as_text, asked_site, people_in, plant
from ui import context, shell
from ui import settings as settings_module
from ui.kept import KEPT
from ui.noted import WITH_NAMES
from ui.pages_for import ACCOUNT_ENTRIES, ENTRIES, heads, pages_for
from ui.settings import casebook
from words.say import say


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Callable[[], bytes]:
    """Keep the messages of the last run, as they would go to a browser."""
    kept: list[bytes] = []
    parse = element_tree.parse_tree_from_messages

    def keeping(messages: list[ForwardMsg]) -> element_tree.ElementTree:
        kept[:] = [message.SerializeToString() for message in messages]
        return parse(messages)

    monkeypatch.setattr(local_script_runner, "parse_tree_from_messages", keeping)
    return lambda: b"".join(kept)


@pytest.fixture(scope="module")
def planted_file(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("planted") / "planted.db"
    path.write_bytes(demo_template.read_bytes())
    book = casebook(f"sqlite:///{path}")
    plant(book, DAY)
    book.close()
    return path


@pytest.fixture
def planted(at: str, planted_file: Path) -> Casebook:
    Path(at.removeprefix("sqlite:///")).write_bytes(planted_file.read_bytes())
    return casebook(at)


@pytest.fixture
def shared(planted_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Casebook]:
    """Give one casebook to all tests that only look, of which the server keeps what a coordinator's pages needed."""
    url = f"sqlite:///{planted_file}"
    monkeypatch.setenv("SONAE_DATABASE_URL", url)
    monkeypatch.setenv("SONAE_TODAY", DAY.isoformat())
    settings_module.settings.cache_clear()
    if all(state.database != url for state in KEPT.states):
        for name in pages_for(settings_module.local_actor(), DAY):
            show(name)
    yield casebook(url)
    settings_module.settings.cache_clear()


class Through(pickle.Pickler):
    """Writes all that an object holds, but functions."""

    def persistent_id(self, one: object) -> str | None:
        return "code" if isinstance(one, FunctionType | MethodType | ModuleType) else None


def held_by(value: object) -> bytes:
    """Return all that an object holds, as bytes in which texts stand as they are."""
    file = io.BytesIO()
    Through(file).dump(value)
    return file.getvalue()


@pytest.fixture
def as_whom(monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], None]:
    """Let somebody else be at work from the next run on."""
    return lambda actor: monkeypatch.setattr(context, "local_actor", lambda: actor)


def seen_by(book: Casebook, actor: Actor) -> set[int]:
    return {present(one.id) for one in casebook(str(book._engine.url), actor).all(Person)}


def look_closer(page: AppTest, name: str, keys: set[int], book: Casebook) -> None:
    """Open somebody's file, or a proposal, or a facility."""
    wanted = {
        "people": ("people.person", min(keys, default=None)),
        "facilities": ("facilities.facility", asked_site(book)),
        "proposals": ("proposals.proposal", 1),
        "map": ("map.facility", asked_site(book)),
    }.get(name, (name, None))
    asked = {"person": min(keys, default=None), "facility": asked_site(book)}.get(name)
    if asked is not None:
        page.query_params["id"] = str(asked)
        page.run()
        assert not page.exception
    if wanted[1] is not None:
        page.session_state[f"{wanted[0]}.wanted"] = wanted[1]
        page.run()
        assert not page.exception


def test_a_key_leads_to_one_page() -> None:
    letters = [entry.letter for entry in (*ENTRIES.values(), *ACCOUNT_ENTRIES.values()) if entry.letter]
    assert len(letters) == len(set(letters))


def test_the_pages_of_each_role_are_pages_that_there_are() -> None:
    assert set(shell.PAGES) == set(ENTRIES)
    assert {role for entry in ENTRIES.values() for role in entry.roles} <= set(ROLES)
    assert pages_for(Actor("x", "coordinator"), DAY) == tuple(ENTRIES)
    assert pages_for(Actor("x", "facility"), DAY) == ("facilities", "proposals", "glossary", "facility")
    assert pages_for(Actor("x", "administrator"), DAY) == ()
    both = Actor("x", grants=(Grant("planner"), Grant("facility", "1"), Grant("coordinator", until=DAY.replace(day=1))))
    assert pages_for(both, DAY) == (
        "facilities",
        "visits",
        "proposals",
        "map",
        "coverage",
        "review",
        "meetings",
        "capacity",
        "glossary",
        "method",
        "facility",
    )


def test_each_role_sees_the_sections_of_its_pages_alone() -> None:
    whose = {role: [section for _, section in heads(pages_for(Actor("x", role), DAY))] for role in ROLES}
    assert whose["coordinator"] == ["emergency", "registers", "trials", "area", "reports", "administration"]
    assert whose["auditor"] == ["emergency", "administration"]
    assert heads(pages_for(Actor("x", "facility"), DAY)) == [
        ("facilities", "registers"),
        ("proposals", "trials"),
        ("glossary", "administration"),
    ]
    assert heads(("my_account", "accounts")) == [("my_account", "administration")]


def test_the_coordinators_pages_are_full_of_names(shared, sent):
    """So that the tests below look for something that is there, on the pages and in what is kept."""
    for name in ("people", "proposals"):
        page = show(name)
        look_closer(page, name, {1}, shared)
        assert len(people_in(sent())) > 10
    page = show("facilities")
    look_closer(page, "facilities", set(), shared)
    assert INNER.search(as_text(sent()))
    kept = [one.value for one in KEPT._values.values() if one.state.database == str(shared._engine.url)]
    assert sum(len(people_in(held_by(value))) > 10 for value in kept) > 5


def test_each_page_that_names_people_is_noted_as_one(shared, sent):
    named = set()
    for name in shell.PAGES:
        show(name)
        if people_in(sent()):
            named.add(name)
    # The log names whom it is about, and is noted as read.
    assert named - {"audit"} <= set(WITH_NAMES)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "coordinator"])
def test_no_page_sends_a_name_that_its_role_may_not_see_and_none_is_kept_for_it(shared, sent, as_whom, role):
    """One role after the other, in one process that keeps what it worked out for all of them."""
    [actor] = [one for one in actors(shared) if one.role == role]
    seen = seen_by(shared, actor)
    told = role == "facility"
    assert bool(seen) == (told or role in ("consultation_office", "core_centre", "ward_office"))
    as_whom(actor)
    for name in shell.PAGES:
        page = show(name)
        assert [error.value for error in page.error] == [], name
        if name not in pages_for(actor, DAY):
            assert [one.value for one in page.info] == [say("app.not_your_page", "ja")]
            assert people_in(sent()) == set()
            continue
        assert say("app.not_your_page", "ja") not in [one.value for one in page.info]
        look_closer(page, name, seen, shared)
        raw = as_text(sent())
        assert people_in(sent()) <= seen, name
        if told:
            assert not INNER.search(raw)
            assert not {text for text in ("真名", "覚書", "隠町") if text in raw}
        if name in ("people", "person", "proposals") and seen:
            assert people_in(sent()), name
    own = casebook(str(shared._engine.url), actor).sight()
    url = str(shared._engine.url)
    kept = {key: one.value for key, one in KEPT._values.items() if (one.state.database, one.state.sight) == (url, own)}
    assert kept or not seen
    for key, value in kept.items():
        assert people_in(held_by(value)) <= seen, key


def test_in_one_session_a_role_that_ends_takes_the_names_along(planted, sent, as_whom):
    ward = next(one for one in actors(planted) if one.role == "ward_office")
    page = show("people")
    assert len(people_in(sent())) > 50
    as_whom(ward)
    page.run()
    assert people_in(sent())
    assert people_in(sent()) <= seen_by(planted, ward)
    as_whom(Actor("見る人", "planner"))
    page.run()
    assert [one.value for one in page.info] == [say("app.not_your_page", "ja")]
    assert people_in(sent()) == set()


def test_a_consent_that_is_withdrawn_takes_the_person_off_every_page_at_once(planted, sent, as_whom):
    """Of whoever sees by consent, on every page that she has, in sessions that showed the person before."""
    for actor in actors(planted):
        seen = seen_by(planted, actor)
        if not seen:
            continue
        gone = min(seen)
        as_whom(actor)
        pages = {name: show(name) for name in pages_for(actor, DAY)}
        with planted.writing("test") as writer:
            consents = writer.all(Consent, person_id=gone)
            writer.change_many([replace(one, withdrawn_on=DAY) for one in consents if one.withdrawn_on is None])
        for name, page in pages.items():
            page.run()
            assert not page.exception
            assert [error.value for error in page.error] == [], name
            assert people_in(sent()) <= seen - {gone}, (actor, name)
