"""Hostile strings in every column of text, on every page in both languages: nothing of them arrives unescaped."""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from google.protobuf.message import Message  # type: ignore[import-untyped]
from streamlit.testing.v1 import AppTest

from casebook.book import Casebook, Writer, open_casebook
from casebook.engine import connect
from casebook.records import (
    AdmissionGround,
    AdviceVisit,
    CapacityCount,
    CapacityTarget,
    CaseReview,
    Consultation,
    Contact,
    CorporationVisit,
    Correction,
    CouncilMeeting,
    Draft,
    EmergencyNeed,
    ExitTask,
    FollowUp,
    IssueCase,
    JointCase,
    JointReport,
    PairRule,
    PersonSheet,
    Proposal,
    ProposalStep,
    PublicFacility,
    RegionalIssue,
    RegionalIssueStep,
    Resource,
    ResourceUse,
    ReviewEdition,
    RightsRequest,
    SavedView,
    Scenario,
    SharingGround,
    SheetEdition,
    SheetHanding,
    ShiftNote,
    Statistic,
    Stay,
)
from casebook.roles import Actor
from casebook.tables import metadata
from casebook.vault.rows import SECRETS, Sealer
from casebook.vault.rows import opened as as_read
from casebook.vault.vault import vault_of
from casebook.vocabulary import ADMISSION_GROUNDS, CONSENT_BY, LEGAL_GROUNDS, VIEWED_PAGES
from desk.period import coming_quarter
from desk.plan import keep_adopted, plan_trials
from desk.policy import load_policy
from tests.conftest import NOW
from tests.optional import present
from tests.ui.conftest import DAY, lists, show
from ui import shell
from ui.pages.trials.page import VIEWS
from ui.settings import local_actor
from words.say import LANGUAGES

PIECES = (
    "<img src=x", "**Zq**", ":red[Zq]", ":material/home:", ":smile:", "$Zq$", "[Zq](https://evil", "www.evil", "`Zq`",
    "\u202e", "Zq->Zq",
)  # fmt: skip
EVIL = " ".join((*PIECES[:6], "[Zq](https://evil.example)", "www.evil.example", *PIECES[8:], "\u200b=Zq() # Zq"))
SPOKEN = EVIL.replace("\u202e", "").replace("\u200b", "")
# Of these a code or an outline is kept that is chosen or imported, never typed, and read by machines.
MACHINES = {"service_code", "geometry", "outline", "shapes", "policy_sha256", "solver", "corrected_fields", "entity"}
# What only machines write: logs, keys, indexes, sign-in; what facilities sent has tests of its own (tests/desk/answers).
NOT_TYPED = {
    "access_log", "account", "audit", "audit_chain", "broken_glass", "calendar_feed", "credential", "drill", "facility_link", "failed_attempts", "incoming_answer",
    "name_index", "named_reader", "read_mark", "recovery_code", "role_grant", "second_factor", "session", "vault_key",
}  # fmt: skip
# Names of places: equal ones stay equal, unknown ones unknown, so that everybody still lives somewhere.
PLACES = {"prefecture", "city", "ward", "town", "day_city", "day_ward", "day_town"}
# What a browser shows as it is, by message and field; and what is a page of its own, where Markdown is none.
AS_IT_IS = {"Selectbox.options", "Selectbox.raw_value", "MultiSelect.options", "TextInput.value", "TextInput.default"}
AS_IT_IS |= {"TextArea.value", "TextArea.default", "Dataframe.alt"}
# Lists and sentences: the browser makes text of them, and nothing else (tests/browser/test_lists.py).
AS_IT_IS |= {"BidiComponent.bytes", "BidiComponent.json"}
HTML = {"ComponentInstance.json_args", "Html.body"}


def append(connection: sa.Connection, table: sa.Table, name: str) -> int:
    """Put the strings behind what every row has in a column, sealed where it is; return how many rows there are."""
    column, vault = table.c[name], vault_of(connection)
    if name not in {one.name for one in SECRETS[table.name]}:
        before = column if name in PLACES else sa.func.coalesce(column, "")
        return connection.execute(table.update().values({column: before + EVIL})).rowcount
    sealer = Sealer(vault, vault.keys.newest)
    rows = [as_read(vault, table.name, {**row}) for row in connection.execute(sa.select(table)).mappings()]
    for row in rows:
        kept = sealer.row(table.name, {**row, name: (row[name] or "") + EVIL})
        connection.execute(table.update().where(table.c.id == row["id"]).values({column: kept[name]}))
    return len(rows)


def poison(url: str) -> dict[str, set[str]]:
    """Put the strings into every column that the database lets hold them; return those columns by table."""
    found: dict[str, set[str]] = {}
    engine = connect(url)
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            for column in table.columns:
                if table.name in NOT_TYPED or not isinstance(column.type, sa.String) or column.name in MACHINES:
                    continue
                with connection.begin_nested() as attempt:
                    try:
                        rows = append(connection, table, column.name)
                    except sa.exc.IntegrityError:  # a closed list, or a number of ten digits
                        attempt.rollback()
                    else:
                        if rows:
                            found.setdefault(table.name, set()).add(column.name)
    engine.dispose()
    return found


def add_sheets(writer: Writer, person_id: int) -> None:
    """Add a version of a sheet that was withdrawn, and one that was handed over."""
    made: dict[str, Any] = {
        "made_at": NOW,
        "made_by": "x",
        "content": {"who": "x"},
        "withdrawn_by": "x",
        "reason": "x",
    }
    about: dict[str, Any] = {"person_id": person_id, "kind": "intake"}
    writer.add(PersonSheet(version=1, withdrawn_at=NOW, **made, **about))
    del made["withdrawn_by"], made["reason"]
    sheet = writer.add(PersonSheet(version=2, **made, **about))
    given: dict[str, Any] = {"handed_to": "x", "ground": "consent", "way": "post", "received_by": "x", "note": "x"}
    writer.add(SheetHanding(sheet_id=sheet, handed_on=DAY, received_on=DAY, **given))


def add_registers(writer: Writer) -> None:
    """Add what is kept of the work around people."""
    meeting: dict[str, Any] = {"ward": "青葉区", "kind": "general", "name": "x", "place": "x", "summary": "x"}
    writer.add(CouncilMeeting(held_on=DAY, held=True, **meeting))
    known: dict[str, Any] = {"theme": "transport", "raised_by": "general", "in_charge": "x", "ward": "青葉区"}
    issue = writer.add(RegionalIssue(title="x", raised_on=DAY, ended_on=DAY, ending="x", **known))
    taken: dict[str, Any] = {"action": "x", "answered": "x", "passed_to": "city"}
    writer.add(RegionalIssueStep(regional_issue_id=issue, taken_on=DAY, **taken))
    writer.add(IssueCase(regional_issue_id=issue, person_id=1, note="x"))
    roles: dict[str, Any] = dict.fromkeys(("by_base", "by_centre", "by_office", "by_ward", "note", "ending_note"), "x")
    case = writer.add(JointCase(person_id=1, core_centre="x", begun_on=DAY, ended_on=DAY, ending="other", **roles))
    month = DAY.replace(day=1)
    writer.add(JointReport(joint_case_id=case, month=month, done="x", situation="x", next_step="x"))
    said: dict[str, Any] = dict.fromkeys(("who_went", "summary", "next_step", "note"), "x")
    writer.add(AdviceVisit(visited_on=DAY, office="x", kind="case", ward="青葉区", **said))
    writer.add(CapacityCount(counted_on=DAY, offices=41, note="x"))
    writer.add(CapacityTarget(for_on=DAY, offices=45, note="x"))
    writer.add(CorporationVisit(visited_on=DAY, corporation="x", opinions="x", who_went="x"))


def add_what_the_demonstration_lacks(book: Casebook) -> None:
    """Add one record of every kind that has a column of text and is not in the demonstration."""
    view = plan_trials(book, coming_quarter(DAY), load_policy(), DAY)
    keep_adopted(book, view, NOW)
    proposal, call = book.all(Proposal)[0], book.all(Consultation)[0]
    base: dict[str, Any] = {"city": "仙台市", "ward": "青葉区"}
    pair: dict[str, Any] = {"person_id": proposal.person_id, "facility_id": proposal.facility_id}
    with book.writing("test") as writer:
        writer.add(PairRule(**pair, kind="not_before", until=DAY + timedelta(days=30), reason="person_wish"))
        stay = present(book.all(Stay, kind="emergency")[-1].id)
        told: dict[str, Any] = {"in_charge": "x", "note": "x"}
        writer.add(ExitTask(stay_id=stay, task="motivation", **told))
        writer.add(Contact(**pair, contacted_on=DAY, kind="visit", purpose="exit", next_step="x", next_on=DAY, **told))
        ended: dict[str, Any] = {"next_on": None, "closed_on": DAY, "closed_reason": "x"}
        writer.change_many([replace(one, **ended) for one in writer.all(FollowUp)])
        writer.add(CaseReview(person_id=proposal.person_id, reviewed_on=DAY, council="x", decided="x"))
        place = dict.fromkeys(("town", "contact", "open_hours", "accessibility", "note", "source"), "x")
        known: dict[str, Any] = {**place, **base, "written_by": "x", "checked_on": DAY}
        resource = writer.add(Resource(name="x", sharing="named", readers="x", **known))
        used: dict[str, Any] = {"person_id": proposal.person_id, "need": "meals", "since_on": DAY, "story": "x"}
        writer.add(ResourceUse(resource_id=resource, **used))
        add_sheets(writer, proposal.person_id)
        add_registers(writer)
        writer.add(ShiftNote(at=NOW, who="x", note="x"))
        moved: dict[str, Any] = {"from_status": "suggested", "to_status": "asked", "since": book.revision()}
        writer.add(ProposalStep(proposal_id=present(proposal.id), at=NOW, who="x", **moved))
        writer.add(EmergencyNeed(consultation_id=present(call.id), **base))
        writer.add(PublicFacility(name="公民館", **base, lat=38.26, lon=140.87, located_at="office"))
        writer.add(Statistic(level="ward", kind="population", on=date(2020, 10, 1), value=9, source="x", **base))
        shared: dict[str, Any] = {"person_id": proposal.person_id, "reason": "x"}
        ground: dict[str, Any] = {"ground": LEGAL_GROUNDS[0], "shared_with": "x", "decided_by": "x", "decided_on": DAY}
        writer.add(SharingGround(**shared, **ground))
        wrong: dict[str, Any] = {
            "entity": "person",
            "entity_id": 1,
            "kind": "corrected",
            "at": NOW,
            "who": "x",
            "since": 0,
        }
        writer.add(Correction(**shared, **wrong))
        said: dict[str, Any] = {"ground": ADMISSION_GROUNDS[0], "decided_by": "x", "decided_on": DAY, "reason": "x"}
        writer.add(AdmissionGround(stay_id=present(book.all(Stay, kind="emergency")[0].id), **said))
        asked: dict[str, Any] = {"kind": "correction", "asked_on": DAY, "asked_by": CONSENT_BY[0]}
        writer.add(RightsRequest(person_id=proposal.person_id, what="x", **asked))
        typed: dict[str, Any] = {"typed_by": "x", "opened_at": NOW, "changed_at": NOW}
        for viewed in VIEWED_PAGES:
            writer.add(SavedView(who=book.actor.name, page=viewed, name="x", made_at=NOW, parameters={"ward": [EVIL]}))
        writer.add(Draft(kind="call", **typed, content={"description": EVIL, "caller_name": EVIL, "who": 0}))
        times: dict[str, Any] = {"period_start": date(2027, 1, 1), "period_end": date(2027, 3, 31), "made_at": NOW}
        writer.add(Scenario(name="x", edits={}, made_by="x", **times))
        taken_back: dict[str, Any] = {"withdrawn_at": NOW, "withdrawn_by": "x", "reason": "x"}
        printed: dict[str, Any] = {"fiscal_year": 2025, "small_cell": 10, "checksum": "0" * 64}
        writer.add(ReviewEdition(**printed, made_at=NOW, made_by="x", **taken_back))
        writer.add(SheetEdition(month=date(2026, 1, 1), day=date(2026, 1, 9), made_at=NOW, made_by="x", **taken_back))


@pytest.fixture(scope="module")
def hostile_file(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a demonstration casebook with hostile strings wherever it holds text; all but closed lists do."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    shutil.copy(demo_template, path)
    book = open_casebook(f"sqlite:///{path}", Actor(SPOKEN, "coordinator"), lambda: NOW)
    add_what_the_demonstration_lacks(book)
    book.close()
    found = poison(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:  # whoever opens the pages sees her own
        connection.execute("UPDATE saved_view SET who = ?", (local_actor().name,))
    texts = {
        table.name
        for table in metadata.sorted_tables
        if table.name not in NOT_TYPED and any(isinstance(column.type, sa.String) for column in table.columns)
    }
    assert set(found) == texts
    assert sum(map(len, found.values())) > 80
    return path


def strings(message: Message) -> Iterator[tuple[str, str]]:
    """Yield every text of a message with its message's and its field's name."""
    for field, value in message.ListFields():
        for one in value if field.is_repeated else [value]:
            if isinstance(one, Message):
                yield from strings(one)
            elif isinstance(one, str):
                yield f"{message.DESCRIPTOR.name}.{field.name}", one


def unescaped(page: AppTest) -> set[tuple[str, str]]:
    """Return what arrived as it was where it would be read as Markdown or HTML, by field."""
    own = (proto for node in page._tree if isinstance(proto := getattr(node, "proto", None), Message))
    return {
        (where, piece)
        for proto in own
        for where, text in strings(proto)
        if where not in AS_IT_IS
        for piece in (PIECES[:1] if where in HTML else PIECES)
        if piece in text
    }


def opened(page: AppTest) -> AppTest:
    """Choose the last of every list of what is named in the casebook, so that its details are shown."""
    for data in lists(page):
        page.session_state[f"{data['key']}.wanted"] = data["ids"][-1]
    for one in page.selectbox:
        if any(PIECES[0] in option for option in one.options):
            one.select_index(len(one.options) - 1)
    return page.run()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", shell.PAGES)
def test_no_text_of_any_record_is_read_as_markup(at: str, hostile_file: Path, name: str, language: str) -> None:
    shutil.copy(hostile_file, at.removeprefix("sqlite:///"))
    page = show(name, language)
    seen = unescaped(page)
    page = opened(page)
    assert not page.exception
    assert seen | unescaped(page) == set()


@pytest.mark.parametrize("view", [view for view in VIEWS if view not in ("suggestions", "map")])
def test_no_view_of_a_plan_reads_it_as_markup(at: str, hostile_file: Path, view: str) -> None:
    shutil.copy(hostile_file, at.removeprefix("sqlite:///"))
    page = show("trials")
    page.session_state["trials.view"] = view
    page = opened(page.run())
    assert not page.exception
    assert unescaped(page) == set()


def test_what_is_not_escaped_is_seen() -> None:
    def say_it(text: str) -> None:
        import streamlit as st

        from ui.components.text import plain

        st.markdown(plain(text))
        st.caption(text)

    page = AppTest.from_function(say_it, args=(EVIL,)).run()
    assert unescaped(page) == {("Markdown.body", piece) for piece in PIECES}
