"""Who holds the disk, a copy or what a dead process left reads no name there: planted in every sealed field, and sought."""

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from casebook import vocabulary as v
from casebook.book import Casebook, Writer
from casebook.mapping import table_of
from casebook.records import (
    AdmissionGround,
    AdviceVisit,
    Audit,
    CapacityCount,
    CapacityTarget,
    CareNote,
    CaseReview,
    Contact,
    ContactPerson,
    CorporationVisit,
    Correction,
    CouncilMeeting,
    CouncilPlan,
    CouncilYear,
    Draft,
    EditionPapers,
    EmergencyNeed,
    Enquiry,
    ExitPlan,
    ExitTask,
    FacilityLink,
    FollowUp,
    IncomingAnswer,
    IssueCase,
    JointCase,
    JointReport,
    Person,
    PersonSheet,
    Record,
    RegionalIssue,
    RegionalIssueStep,
    Resource,
    ResourceUse,
    ReviewEdition,
    RightsRequest,
    SavedView,
    SharingGround,
    SheetEdition,
    SheetHanding,
    ShiftNote,
    TrainingEvent,
)
from casebook.upkeep import back_up, server
from casebook.upkeep.reading import Copy
from casebook.vault.rows import SECRETS
from tests.casebook import test_tables as samples
from tests.casebook.upkeep.copying import laid_out
from tests.conftest import COORDINATOR, KEYS, NOW, OpenBook
from ui.cli.app import app
from ui.settings import settings

NAME = "田村麻呂子"
OTHER = "坂上苅田麻"
ROOT = Path(__file__).parents[2]
SAMPLES: tuple[Record, ...] = (
    samples.PERSON, samples.AVOID, samples.CONSENT, samples.MEMBER, samples.STAY, samples.CALL, samples.CENTRE,
    replace(samples.FACILITY, source="manual"), samples.CONDITION, samples.VISIT, samples.PLAN, samples.PROPOSAL,
    samples.STEP, samples.RULE, samples.SCENARIO, EmergencyNeed(consultation_id=1), ExitPlan(stay_id=1),
    Enquiry(consultation_id=1, facility_id=1, at=NOW, answer="accepted"),
    FacilityLink(facility_id=1, token_hash="0" * 64, made_at=NOW, made_by="x", expires_on=NOW.date()),
    IncomingAnswer(
        link_id=1, facility_id=1, received_at=NOW, form="0" * 64, part=0, what=v.INCOMING[0], payload={},
        state="set_aside", decided_at=NOW, decided_by="x",
    ),
    SharingGround(
        person_id=1, ground=v.LEGAL_GROUNDS[0], shared_with="x", reason="x", decided_by="x", decided_on=NOW.date()
    ),
    AdmissionGround(stay_id=1, ground=v.ADMISSION_GROUNDS[0], decided_by="x", decided_on=NOW.date()),
    SheetEdition(
        month=date(2026, 11, 1), day=NOW.date(), made_at=NOW, made_by="x", withdrawn_at=NOW, withdrawn_by="x", reason="x"
    ),
    EditionPapers(edition_id=1, record={}),
    ReviewEdition(
        fiscal_year=2025, small_cell=10, checksum="0" * 64, made_at=NOW, made_by="x", withdrawn_at=NOW, withdrawn_by="x",
        reason="x",
    ),
    Correction(person_id=1, entity="stay", entity_id=1, kind="corrected", reason="x", at=NOW, who="x", since=0),
    Draft(kind="call", typed_by="x", opened_at=NOW, changed_at=NOW), SavedView(who=COORDINATOR.name, page="people", name="x", made_at=NOW),
    Contact(person_id=1, contacted_on=NOW.date(), kind="visit", purpose="exit"),
    FollowUp(person_id=1, follow_level="yearly", closed_on=NOW.date()), CaseReview(person_id=1, reviewed_on=NOW.date()),
    ExitTask(stay_id=1, task="motivation"), ShiftNote(at=NOW, who="x", note="x"),
    CareNote(person_id=1), ContactPerson(person_id=1),
    PersonSheet(
        person_id=1, kind="intake", version=1, made_at=NOW, made_by="x", content={}, withdrawn_at=NOW, withdrawn_by="x",
        reason="x",
    ),
    SheetHanding(
        sheet_id=1, handed_on=NOW.date(), handed_to="x", ground="consent", way="post", received_on=NOW.date()
    ),
    Resource(name="x", sharing="never", written_by="x", checked_on=NOW.date()),
    ResourceUse(person_id=1, resource_id=1, need="meals", since_on=NOW.date()),
    CouncilYear(fiscal_year=2026), CouncilPlan(council_year_id=1, kind="general", planned=1),
    CouncilMeeting(kind="general", held_on=NOW.date(), held=False),
    TrainingEvent(kind="training", title="x", held_on=NOW.date()),
    RegionalIssue(title="x", theme="other", raised_on=NOW.date(), ended_on=NOW.date(), ending="x"),
    IssueCase(regional_issue_id=1, person_id=1),
    RegionalIssueStep(regional_issue_id=1, taken_on=NOW.date(), action="x"),
    JointCase(person_id=1, core_centre="x", begun_on=NOW.date(), ended_on=NOW.date(), ending="other"),
    JointReport(joint_case_id=1, month=NOW.date().replace(day=1), done="x"),
    AdviceVisit(visited_on=NOW.date(), office="x", kind="other"),
    CapacityCount(counted_on=NOW.date(), offices=1), CapacityTarget(for_on=NOW.date(), offices=1),
    CorporationVisit(visited_on=NOW.date(), corporation="x"),
    RightsRequest(person_id=1, kind="correction", asked_on=NOW.date(), asked_by=v.CONSENT_BY[0], done_at=NOW, done_by="x"),
)  # fmt: skip
ORDER = (
    "person",
    "facility",
    "centre",
    "stay",
    "consultation",
    "plan",
    "proposal",
    "facility_link",
    "sheet_edition",
    "resource",
    "person_sheet",
    "council_year",
    "regional_issue",
    "joint_case",
)
DYING = """
import os, signal, sys
from datetime import datetime
from casebook.book import open_casebook
from casebook.records import Person
from casebook.roles import Actor
from dataclasses import replace
import tests.conftest as given
book = open_casebook(sys.argv[1], Actor("x", "coordinator"), lambda: given.NOW)
with book.writing("test") as writer:
    for number in range(300):
        writer.add(Person(code_name=f"D-{number}", real_name=sys.argv[2], note=sys.argv[2] * 100))
    writer.change_many([replace(one, note=sys.argv[2]) for one in writer.all(Person)])
    book._ground.commit = lambda transaction, connection: os.kill(os.getpid(), signal.SIGKILL)
"""


def spelt(name: str) -> Iterator[bytes]:
    """Yield a name as it may stand in a file."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp932", "euc-jp"):
        yield name.encode(encoding)
    yield json.dumps(name)[1:-1].encode()
    yield repr(name.encode())[2:-1].encode()
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + name.encode())
        yield whole[4 if shift else 0 : -4]


def holding(folder: Path, *names: str) -> list[str]:
    """Return the files in which one of the names stands, in whatever spelling."""
    wanted = [spelling for name in names for spelling in spelt(name)]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in files if any(spelling in path.read_bytes() for spelling in wanted)]


def planted(record: Record, name: str) -> Record:
    """Return a record with a name in each field that is sealed."""
    values: dict[str, Any] = {
        one.name: {"people": [name]} if one.is_json else f"{name}{one.name}"
        for one in SECRETS[table_of(type(record)).name]
    }
    return replace(record, **values)


def plant(writer: Writer, name: str) -> list[Record]:
    ranked = sorted(SAMPLES, key=lambda one: ORDER.index(n) if (n := table_of(type(one)).name) in ORDER else len(ORDER))
    written = []
    for sample in ranked:
        record = planted(replace(sample, who=writer.actor.name) if isinstance(sample, SavedView) else sample, name)
        written.append(replace(record, id=writer.add(record)))
    return written


def test_every_table_with_sealed_fields_is_planted() -> None:
    # tests/casebook/accounts/test_administering.py; whoever breaks glass must name the person first
    elsewhere = {"second_factor", "broken_glass"}
    assert {table for table, secrets in SECRETS.items() if secrets} - elsewhere <= {
        table_of(type(one)).name for one in SAMPLES
    }


def live(book: Casebook) -> None:
    """Write names, change them, take them back, and remove who had them."""
    with book.writing("plant") as writer:
        written = plant(writer, NAME)
    with book.writing("change") as writer:
        for record in written:
            writer.change(planted(record, OTHER))
    with book.writing("undo") as writer:
        for entry in reversed(book.all(Audit)[-3:]):
            writer.undo(entry)
    with book.writing("remove") as writer:
        key = writer.add(Person(code_name="gone", real_name=NAME, note=NAME * 500))
    with book.writing("remove") as writer:
        writer.remove(Person, key)
    assert NAME in str(book.all(Person)) + str(book.all(Audit))


def test_no_name_is_in_the_file_its_journal_a_copy_or_what_commands_leave(
    sqlite_url: str, open_book: OpenBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("SONAE_DATABASE_URL", sqlite_url)
    settings.cache_clear()
    live(open_book(sqlite_url))
    sheet = tmp_path / "people.csv"
    sheet.write_text(f"仮名,氏名（任意）,備考\nC-001,{NAME},{NAME}\nC-002,{OTHER},=1+1\n", encoding="utf-8")
    told = [CliRunner().invoke(app, ["import", "people", str(sheet), *more]) for more in ([], ["--commit"], ["--json"])]
    sheet.unlink()
    assert [one.exit_code for one in told] == [0, 0, 0]
    assert any(one.code_name == "C-001" and one.real_name == NAME for one in open_book(sqlite_url).all(Person))
    back_up(sqlite_url, tmp_path / "copy", NOW)
    laid_out(tmp_path / "copy", tmp_path / "copy.db")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    died = subprocess.run([sys.executable, "-c", DYING, sqlite_url, NAME], env=environment, check=False)
    assert died.returncode == -signal.SIGKILL
    assert holding(tmp_path, NAME, OTHER) == []
    open_book(sqlite_url).all(Person)
    assert holding(tmp_path, NAME, OTHER) == []
    settings.cache_clear()


def test_the_search_finds_what_stands_there(tmp_path: Path) -> None:
    for number, spelling in enumerate(spelt(NAME)):
        path = tmp_path / str(number)
        path.write_bytes(b"x" + spelling + b"y")
    assert len(holding(tmp_path, NAME)) == number + 1


def test_no_name_is_in_a_dump_of_the_server(postgres_url: str, open_book: OpenBook, tmp_path: Path) -> None:
    live(open_book(postgres_url))
    back_up(postgres_url, tmp_path / "copy", NOW)
    with server._as_script(Copy(tmp_path / "copy", KEYS)) as (script, _):
        (tmp_path / "unpacked.sql").write_bytes(script.read())
    assert "v1:" in (tmp_path / "unpacked.sql").read_text()
    assert holding(tmp_path, NAME, OTHER) == []
