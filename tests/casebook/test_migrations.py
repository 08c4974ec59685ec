"""The database comes into being by its migrations alone, and says clearly when it is not as it should be."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from casebook import engine as engine_module
from casebook import tables
from casebook.accounts import Accounts
from casebook.engine import connect, create
from casebook.errors import RefusedError
from casebook.mapping import KINDS, table_of
from casebook.records import (
    Adoption,
    Area,
    Audit,
    BaseLayer,
    Facility,
    FacilityCondition,
    Person,
    Plan,
    Proposal,
    ProposalStep,
    Scenario,
)
from casebook.tables import accounts
from casebook.vault.vault import Place, vault_of
from tests.casebook.databases import open_at, refusal
from tests.conftest import NOW


def execute(url, statement):
    engine = connect(url)
    try:
        with engine.begin() as connection:
            connection.execute(sa.text(statement))
    finally:
        engine.dispose()


def fresh(request, kind):
    if kind == "sqlite":
        return f"sqlite:///{request.getfixturevalue('tmp_path') / 'fresh.db'}"
    server = request.getfixturevalue("postgres_server")
    engine = sa.create_engine(server.format("postgres").replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("DROP DATABASE IF EXISTS fresh"))
        connection.execute(sa.text("CREATE DATABASE fresh"))
    engine.dispose()
    return server.format("fresh")


OFFICE = (
    "INSERT INTO facility (source, service_code, service_name, name, corrected_fields, status, is_base) "
    "VALUES ('manual', '24', '短期入所', 'もみじ', '', 'open', false)"
)
PLANNED = (
    "INSERT INTO person (code_name, status) VALUES ('A-001', 'active')",
    OFFICE,
    "INSERT INTO plan (made_at, made_by, period_start, period_end, policy_name, policy_version, policy_sha256, "
    "solver, placed, cost, record) "
    "VALUES ('2026-11-22 00:00:00', 'x', '2027-01-01', '2027-03-31', 'p', '1', '0', 'x', 1, 9, '{}')",
)
"""A person, an office, and a plan of both."""


def earlier(request, kind, version):
    url = fresh(request, kind)
    engine = connect(url, making=True)
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        command.upgrade(engine_module._config(connection), version)
    engine.dispose()
    return url


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_fresh_database_is_made_once_and_left_alone_the_second_time(request, kind):
    url = fresh(request, kind)
    assert create(url) is True
    assert create(url) is False
    open_at(url).close()


def test_the_migrations_make_exactly_the_tables_that_the_code_believes_in(url):
    engine = connect(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, tables.metadata) == []
    engine.dispose()


def test_every_check_of_the_tables_is_in_the_database(url):
    """Alembic compares no CHECK, so they are held against each other by name here."""
    engine = connect(url)
    found = {
        (name, check["name"])
        for name in tables.metadata.tables
        for check in sa.inspect(engine).get_check_constraints(name)
    }
    engine.dispose()
    wanted = {
        (table.name, str(constraint.name))
        for table in tables.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, sa.CheckConstraint) and not getattr(constraint, "_type_bound", False)
    }
    assert wanted <= found


def test_the_checks_say_the_same_in_the_tables_and_in_the_database(sqlite_url):
    """A code added to a closed list needs a migration; so does an id that must not be used twice."""
    made, wanted = connect(sqlite_url), sa.create_engine("sqlite://")
    tables.metadata.create_all(wanted)
    rules, autoincrement = [], []
    for engine in (made, wanted):
        found = sa.inspect(engine)
        names = set(found.get_table_names()) - {"alembic_version"}
        rules.append(
            {
                (name, one["name"], one["sqltext"])
                for name in names
                for one in found.get_check_constraints(name)
                if one["name"]
            }
        )
        with engine.connect() as connection:
            query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"
            autoincrement.append(set(connection.exec_driver_sql(query).scalars()))
        engine.dispose()
    assert rules[0] == rules[1]
    assert autoincrement[0] == autoincrement[1] == set(tables.metadata.tables)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_casebook_of_the_first_version_keeps_its_proposals(request, kind):
    url = earlier(request, kind, "0001")
    for statement in (
        *PLANNED,
        "INSERT INTO proposal (plan_id, person_id, facility_id, cost, status) VALUES (1, 1, 1, 9, 'asked')",
    ):
        execute(url, statement)
    assert create(url) is True
    book = open_at(url)
    (proposal,) = book.all(Proposal)
    assert proposal == Proposal(id=1, plan_id=1, person_id=1, facility_id=1, cost=9, status="asked")
    with book.writing("test") as writer:
        writer.change(replace(proposal, status="released"))
        assert writer.add(Person(code_name="A-002")) == 2
        assert writer.add(Proposal(plan_id=1, person_id=2, facility_id=1, cost=0)) == 2
    book.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_casebook_with_facilities_learns_of_another_source_and_keeps_them(request, kind):
    url = earlier(request, kind, "0003")
    execute(url, OFFICE)
    execute(url, "INSERT INTO facility_condition (facility_id, sharing) VALUES (1, 'public')")
    assert create(url) is True
    book = open_at(url)
    (old,) = book.all(Facility)
    new = replace(old, id=None, source="kaigo", service_code="K210", name="かえで")
    with book.writing("test") as writer:
        assert writer.add(new) == 2
    with pytest.raises(RefusedError), book.writing("test") as writer:
        writer.add(replace(new, source="hearsay"))
    with pytest.raises(RefusedError), book.writing("test") as writer:
        writer.remove(Facility, 1)
    book.close()
    if kind == "sqlite":
        engine = connect(url)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        engine.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_casebook_with_numbers_beyond_their_bounds_is_brought_within_and_says_so(request, kind):
    url = earlier(request, kind, "0005")
    for statement in (
        "INSERT INTO person (code_name, status, review_on, wheelchair, max_distance_m) "
        "VALUES ('A-001', 'active', '2026-12-01', true, 2000000000)",
        "INSERT INTO person (code_name, status, max_distance_m) VALUES ('A-002', 'active', 1000000)",
        OFFICE,
        "INSERT INTO facility_condition (facility_id, sharing, trial_places) VALUES (1, 'public', 20000)",
    ):
        execute(url, statement)
    assert create(url) is True
    book = open_at(url)
    assert [one.max_distance_m for one in book.all(Person)] == [1_000_000, 1_000_000]
    assert book.all(FacilityCondition)[0].trial_places == 999
    person, condition = book.all(Audit)
    before = {"id": 1, "code_name": "A-001", "status": "active", "review_on": "2026-12-01", "wheelchair": True}
    assert (person.before, person.after) == (
        {**before, "max_distance_m": 2_000_000_000},
        {**before, "max_distance_m": 1_000_000},
    )
    assert (person.what, person.action, condition.entity) == ("migration 0006", "update", "facility_condition")
    with book.writing("test") as writer:  # whoever was beyond the bounds can be written as ever
        writer.change(replace(writer.one(Person, 1), note="静かな場所を好む"))
    book.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_scenarios_stay_when_their_names_become_those_of_a_period(request, kind):
    url = earlier(request, kind, "0006")
    insert = "INSERT INTO scenario (name, period_start, period_end, edits, made_at, made_by) VALUES "
    row = "'2027-01-01', '2027-03-31', '{}', '2026-11-22 00:00:00', 'x')"
    execute(url, f"{insert} ('案1', {row}, ('案2', {row}")
    execute(url, "DELETE FROM scenario WHERE name = '案2'")
    assert create(url) is True
    book = open_at(url)
    (kept,) = book.all(Scenario)
    assert (kept.id, kept.name, kept.edits) == (1, "案1", {})
    with book.writing("test") as writer:
        assert writer.add(replace(kept, id=None, period_start=date(2027, 4, 1), period_end=date(2027, 6, 30))) == 3
    with pytest.raises(RefusedError), book.writing("test") as writer:
        writer.add(replace(kept, id=None))
    book.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_of_plans_kept_before_the_last_of_each_period_is_the_adopted_one(request, kind):
    url = earlier(request, kind, "0009")
    insert = (
        "INSERT INTO plan (made_at, made_by, period_start, period_end, policy_name, policy_version, policy_sha256, "
        "solver, placed, cost, record) VALUES "
    )
    rest = "'p', '1', '0', 'x', 0, 0, '{}')"
    for hour, who, start, end in (
        (1, "甲", "2027-01-01", "2027-03-31"),
        (2, "乙", "2027-04-01", "2027-06-30"),
        (3, "丙", "2027-01-01", "2027-03-31"),
    ):
        execute(url, f"{insert} ('2026-11-22 0{hour}:00:00', '{who}', '{start}', '{end}', {rest}")
    assert create(url) is True
    book = open_at(url)
    first, _, _ = adoptions = book.all(Adoption)
    assert [(one.plan_id, one.adopted_by, one.replaced_by) for one in adoptions] == [
        (1, "甲", "丙"),
        (2, "乙", None),
        (3, "丙", None),
    ]
    assert first.replaced_at == adoptions[2].adopted_at
    with book.writing("test") as writer:
        draft = writer.add(replace(writer.one(Plan, 2), id=None))
        writer.add(replace(first, id=None, plan_id=draft, period_start=date(2027, 2, 1)))
    with pytest.raises(RefusedError), book.writing("test") as writer:
        writer.add(replace(adoptions[1], id=None, plan_id=writer.add(replace(writer.one(Plan, 2), id=None))))
    book.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_proposals_and_their_steps_stay_when_a_plan_may_propose_another_after_a_refusal(request, kind):
    url = earlier(request, kind, "0010")
    for statement in (
        *PLANNED,
        "INSERT INTO proposal (plan_id, person_id, facility_id, cost, status) VALUES (1, 1, 1, 9, 'declined')",
        "INSERT INTO proposal_step (proposal_id, at, who, from_status, to_status, taken_back, since) "
        "VALUES (1, '2026-11-22 00:00:00', 'x', 'asked', 'declined', false, 0)",
    ):
        execute(url, statement)
    assert create(url) is True
    book = open_at(url)
    (old,), (step,) = book.all(Proposal), book.all(ProposalStep)
    assert (old.status, old.in_charge, step.proposal_id, step.to_status) == ("declined", None, 1, "declined")
    with book.writing("test") as writer:
        assert writer.add(replace(old, id=None, status="suggested", in_charge="佐藤")) == 2
        assert writer.add(replace(step, id=None, from_status="booked", to_status="booked")) == 2
    for wrong in (
        replace(old, id=None, status="asked"),
        replace(old, id=None, in_charge=""),
        replace(step, id=None, from_status="asked", to_status="asked"),
    ):
        with pytest.raises(RefusedError), book.writing("test") as writer:
            writer.add(wrong)
    book.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_said_of_people_is_sealed_in_the_tables_and_in_the_audit(request, kind):
    url = earlier(request, kind, "0011")
    for statement in (
        "INSERT INTO person (code_name, real_name, note, status) VALUES ('A-001', '佐藤花子', '', 'active')",
        "INSERT INTO person (code_name, real_name, status) VALUES ('A-002', '佐藤太郎', 'active')",
        "DELETE FROM person WHERE code_name = 'A-002'",
        OFFICE,
        OFFICE.replace("manual", "demo"),
        "INSERT INTO scenario (name, period_start, period_end, edits, made_at, made_by) "
        """VALUES ('s', '2027-01-01', '2027-03-31', '{"new": ["佐藤花子"]}', '2026-11-22 00:00:00', 'x')""",
        "INSERT INTO audit (at, who, role, what, entity, entity_id, action, after) VALUES ('2026-11-22 00:00:00', "
        """'x', 'coordinator', 'x', 'person', 1, 'insert', '{"id": 1, "code_name": "A-001", "real_name": "佐藤花子", "note": ""}')""",
    ):
        execute(url, statement)
    assert create(url) is True
    book = open_at(url)
    assert [one.real_name for one in book.all(Person, real_name="佐藤花子")] == ["佐藤花子"]
    assert [one.name for one in book.all(Facility)] == ["もみじ", "もみじ"]
    assert book.all(Scenario)[0].edits == {"new": ["佐藤花子"]}
    assert book.all(Audit)[0].after["real_name"] == "佐藤花子"
    with book.writing("undo") as writer:
        writer.undo(book.all(Audit)[0])
    assert book.all(Person) == []
    book.close()
    with pytest.raises(sa.exc.IntegrityError, match="audit_is_append_only"):
        execute(url, "UPDATE audit SET who = 'y'")
    if kind == "sqlite":
        held = Path(url.removeprefix("sqlite:///")).read_bytes()
        assert "佐藤".encode() not in held
        assert rb"\u4f50" not in held
        assert held.count("もみじ".encode()) == 1
    else:
        engine = connect(url)
        with engine.connect() as connection:
            for name in tables.metadata.tables:
                told = connection.execute(sa.text(f"SELECT t::text FROM {name} t")).scalars().all()  # noqa: S608
                assert not [row for row in told if "佐藤" in row]
        engine.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_names_that_were_kept_by_an_older_spelling_are_found_by_the_one_compared_now(request, kind):
    url = earlier(request, kind, "0022")
    execute(url, PLANNED[0])
    engine = connect(url)
    with engine.begin() as connection:
        vault = vault_of(connection)
        key = vault.keys.newest
        name = vault.seal("齋藤 花子", Place("person", "real_name", 1), key)
        connection.execute(sa.text("UPDATE person SET real_name = :name"), {"name": name})
        old = {"entity": "person", "entity_id": 1, "field": "real_name", "key": key, "mac": "as it was"}
        connection.execute(sa.insert(tables.name_index), old)
    engine.dispose()
    assert create(url) is True
    book = open_at(url)
    assert [one.real_name for one in book.named(Person, "real_name", "斉藤")] == ["齋藤 花子"]
    with book._engine.connect() as connection:
        assert "as it was" not in connection.execute(sa.select(tables.name_index.c.mac)).scalars().all()
    book.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_corrections_stay_and_of_those_before_it_is_not_known_where_the_record_was(request, kind):
    url = earlier(request, kind, "0027")
    execute(url, PLANNED[0])
    corrected = (
        "INSERT INTO correction (entity, entity_id, person_id, kind, reason, at, who, since, taken_back) "
        "VALUES ('stay', 7, 1, 'corrected', '', '2026-11-22 00:00:00', 'x', 3, false)"
    )
    execute(url, corrected.replace("''", "'?'"))
    execute(url, "DELETE FROM correction")
    execute(url, corrected.replace("''", "'?'"))
    assert create(url) is True
    engine = connect(url)
    with engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT id, entity, entity_id, person_id, facility_id FROM correction")).all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [(2, "stay", 7, 1, None)]
    for wrong in (corrected, corrected.replace("''", "'?'").replace("'corrected'", "'smoked'")):
        with pytest.raises(sa.exc.IntegrityError):
            execute(url, wrong)
    execute(url, corrected.replace("''", "'?'").replace("person_id", "facility_id").replace("1,", "NULL,"))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_accounts_stay_and_each_may_have_one_calendar_by_a_whole_hash(request, kind):
    url = earlier(request, kind, "0028")
    execute(
        url, "INSERT INTO account (name, login, active, made_at) VALUES ('緑川', 'midori', true, '2026-11-22 00:00:00')"
    )
    assert create(url) is True
    feed = "INSERT INTO calendar_feed (account_id, token_hash, made_at) VALUES (1, '{}', '2026-11-22 00:00:00')"
    with pytest.raises(sa.exc.IntegrityError):
        execute(url, feed.format("short"))
    execute(url, feed.format("a" * 64))
    with pytest.raises(sa.exc.IntegrityError):
        execute(url, feed.format("b" * 64))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_drafts_outlast_that_more_forms_are_kept_and_no_number_is_given_again(request, kind):
    url = earlier(request, kind, "0028")
    execute(url, PLANNED[0])
    draft = (
        "INSERT INTO draft (kind, person_id, subject, typed_by, opened_at, changed_at, version, content) "
        "VALUES ('person', 1, 1, 'x', '2026-11-22 00:00:00', '2026-11-22 00:00:00', 1, '{}')"
    )
    for _ in range(2):
        execute(url, draft)
    execute(url, "DELETE FROM draft WHERE id = 2")
    assert create(url) is True
    execute(url, draft.replace("'person'", "'sheet_handover'"))
    engine = connect(url)
    with engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT id, kind, person_id, subject FROM draft ORDER BY id")).all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [(1, "person", 1, 1), (3, "sheet_handover", 1, 1)]
    for wrong in ("'smoke', 1, 1, 'x'", "'visit', 9, 1, 'x'", "'visit', 1, 1, ''"):
        with pytest.raises(sa.exc.IntegrityError):
            execute(url, draft.replace("'person', 1, 1, 'x'", wrong))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_of_everybody_on_file_it_can_be_kept_what_calms_her_and_whom_to_call(request, kind):
    url = earlier(request, kind, "0028")
    execute(url, PLANNED[0])
    assert create(url) is True
    execute(url, "INSERT INTO contact_person (person_id, relation, call_order, at_night) VALUES (1, '?', 1, false)")
    execute(url, "INSERT INTO care_note (person_id, medicine, checked_on) VALUES (1, '?', '2026-11-22')")
    for wrong in (
        "INSERT INTO care_note (person_id) VALUES (1)",
        "INSERT INTO contact_person (person_id, call_order) VALUES (1, 1)",
        "INSERT INTO contact_person (person_id, relation, call_order) VALUES (1, '?', 0)",
        "INSERT INTO contact_person (person_id, relation, call_order) VALUES (9, '?', 1)",
    ):
        with pytest.raises(sa.exc.IntegrityError):
            execute(url, wrong)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_areas_stay_and_each_layer_of_the_base_map_is_there_once(request, kind):
    url = earlier(request, kind, "0032")
    area = (
        "INSERT INTO area (code, prefecture, city, name, geometry, schematic) VALUES ('1', '?', '?', '?', '?', false)"
    )
    execute(url, area)
    assert create(url) is True
    layer = "INSERT INTO base_layer (kind, year, credit, shapes) VALUES ('{}', {}, '?', '{}')"
    execute(url, layer.format("rail", 2022, "[]"))
    for wrong in (("rail", 2023, "[]"), ("smoke", 2022, "[]"), ("river", 22, "[]"), ("river", 2022, "")):
        with pytest.raises(sa.exc.IntegrityError):
            execute(url, layer.format(*wrong))
    book = open_at(url)
    assert (len(book.all(Area)), book.all(BaseLayer)[0].year) == (1, 2022)
    book.close()


def test_every_record_class_has_its_table_and_every_table_its_class():
    of_no_reader = {one.name for one in vars(accounts).values() if isinstance(one, sa.Table)}
    of_no_reader |= {tables.audit_chain.name, tables.vault_key.name, tables.name_index.name}
    assert {table_of(kind).name for kind in KINDS} == set(tables.metadata.tables) - of_no_reader


def test_a_casebook_that_waits_for_a_migration_is_said_so(url, monkeypatch):
    monkeypatch.setattr(engine_module, "newest_version", lambda: "next")
    assert refusal(lambda: open_at(url)).code == "casebook.other_version"


def test_a_version_that_this_program_does_not_know_is_not_touched(url):
    execute(url, "UPDATE alembic_version SET version_num = '9999'")
    assert refusal(lambda: open_at(url)).code == "casebook.unknown_version"
    assert refusal(lambda: create(url)).code == "casebook.unknown_version"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("what", ["demo", "import wamnet"])
def test_who_has_a_demonstration_keeps_one_and_the_audit_learns_of_more_roles(request, kind, what):
    url = earlier(request, kind, "0011")
    row = "INSERT INTO audit (at, who, role, what, entity, entity_id, action) VALUES ('2026-04-01 00:00:00', 'x', '{}', '{}', 'y', 1, 'insert')"
    execute(url, row.format("coordinator", what))
    assert create(url) is True
    execute(url, row.format("administrator", "edit"))
    accounts_ = Accounts(connect(url), lambda: NOW)
    assert accounts_.is_demonstration() is (what == "demo")
    assert not accounts_.any()
    accounts_.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_people_stay_and_resources_name_somebody_where_they_are_shared_with_the_named(request, kind):
    url = earlier(request, kind, "0033")
    execute(url, PLANNED[0])
    assert create(url) is True
    resource = (
        "INSERT INTO resource (name, sharing, readers, written_by, checked_on, at_once, serves_meals, open_mon) "
        "VALUES ('?', {}, {}, '?', '2026-11-22', {}, true, false)"
    )
    execute(url, resource.format("'named'", "'緑川'", 3))
    use = "INSERT INTO resource_use (person_id, resource_id, need, since_on, until_on) VALUES ({}, 1, {}, {}, {})"
    execute(url, use.format(1, "'meals'", "'2026-11-22'", "'2026-11-22'"))
    for wrong in (
        resource.format("'named'", "NULL", 3),
        resource.format("'never'", "'緑川'", 3),
        resource.format("'smoke'", "NULL", 3),
        resource.format("'public'", "NULL", 0),
        use.format(9, "'meals'", "'2026-11-22'", "NULL"),
        use.format(1, "'smoke'", "'2026-11-22'", "NULL"),
        use.format(1, "'meals'", "'2026-11-22'", "'2026-11-21'"),
        "DELETE FROM resource",
    ):
        with pytest.raises(sa.exc.IntegrityError):
            execute(url, wrong)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_people_stay_and_a_sheet_is_handed_on_consent_or_on_a_ground_of_the_law_that_is_explained(request, kind):
    url = earlier(request, kind, "0038")
    execute(url, PLANNED[0])
    assert create(url) is True
    sheet = (
        "INSERT INTO person_sheet (person_id, kind, version, made_at, made_by, content, withdrawn_by) "
        "VALUES ({}, {}, {}, '2026-11-22 00:00:00', '?', '{{}}', {})"
    )
    execute(url, sheet.format(1, "'handover'", 1, "NULL"))
    handed = (
        "INSERT INTO sheet_handing (sheet_id, handed_on, handed_to, ground, way, received_on, received_by, note) "
        "VALUES ({}, '2026-11-22', '?', {}, {}, {}, {}, {})"
    )
    execute(url, handed.format(1, "'consent'", "'post'", "'2026-11-22'", "'?'", "NULL"))
    execute(url, handed.format(1, "'appi_27_1_2'", "'fax'", "NULL", "NULL", "'?'"))
    for wrong in (
        sheet.format(1, "'handover'", 1, "NULL"),
        sheet.format(9, "'handover'", 2, "NULL"),
        sheet.format(1, "'smoke'", 2, "NULL"),
        sheet.format(1, "'handover'", 0, "NULL"),
        sheet.format(1, "'handover'", 2, "'?'"),
        handed.format(9, "'consent'", "'post'", "NULL", "NULL", "NULL"),
        handed.format(1, "'smoke'", "'post'", "NULL", "NULL", "NULL"),
        handed.format(1, "'consent'", "'smoke'", "NULL", "NULL", "NULL"),
        handed.format(1, "'consent'", "'post'", "'2026-11-21'", "NULL", "NULL"),
        handed.format(1, "'consent'", "'post'", "NULL", "'?'", "NULL"),
        handed.format(1, "'appi_27_1_2'", "'post'", "NULL", "NULL", "NULL"),
        "DELETE FROM person_sheet",
    ):
        with pytest.raises(sa.exc.IntegrityError):
            execute(url, wrong)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_resources_stay_and_a_council_has_one_year_the_citys_too(request, kind):
    url = earlier(request, kind, "0038")
    execute(
        url, "INSERT INTO resource (name, sharing, written_by, checked_on) VALUES ('?', 'never', '?', '2026-11-22')"
    )
    assert create(url) is True
    year = "INSERT INTO council_year (fiscal_year, ward) VALUES ({}, {})"
    plan = "INSERT INTO council_plan (council_year_id, kind, name, planned) VALUES (1, {}, {}, {})"
    meeting = (
        "INSERT INTO council_meeting (held_on, kind, name, held, attendance) VALUES ('2026-11-22', {}, {}, {}, {})"
    )
    training = "INSERT INTO training_event (kind, title, held_on, attendance) VALUES ({}, '?', '2026-11-22', {})"
    for right in (
        *(year.format(2026, "NULL"), year.format(2026, "'泉区'"), year.format(2025, "NULL")),
        *(plan.format("'general'", "NULL", 0), plan.format("'other'", "'あ'", 9), plan.format("'other'", "'い'", 9)),
        plan.format("'activity'", "NULL", 0),
        *(meeting.format("'general'", "NULL", "true", 9), meeting.format("'other'", "'あ'", "false", "NULL")),
        training.format("'training'", "NULL"),
    ):
        execute(url, right)
    for wrong in (
        *(year.format(2026, "NULL"), year.format(2026, "'泉区'"), year.format(20, "NULL"), year.format(2027, "''")),
        *(plan.format("'general'", "'あ'", 1), plan.format("'other'", "'あ'", 1), plan.format("'other'", "NULL", 1)),
        *(plan.format("'activity'", "NULL", 1), plan.format("'smoke'", "NULL", 1)),
        plan.format("'steering'", "NULL", 367),
        *(meeting.format("'other'", "NULL", "true", 9), meeting.format("'general'", "NULL", "false", 9)),
        *(meeting.format("'smoke'", "NULL", "true", 9), meeting.format("'general'", "NULL", "true", -1)),
        *(training.format("'smoke'", "NULL"), training.format("'training'", 10_000)),
        "DELETE FROM council_year WHERE id = 1",
    ):
        with pytest.raises(sa.exc.IntegrityError):
            execute(url, wrong)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_people_stay_and_an_issue_ends_whole_and_is_linked_with_somebody_once(request, kind):
    url = earlier(request, kind, "0038")
    execute(url, PLANNED[0])
    assert create(url) is True
    issue = (
        "INSERT INTO regional_issue (title, theme, raised_on, raised_by, ended_on, ending) "
        "VALUES ('?', {}, '2026-11-22', {}, {}, {})"
    )
    step = (
        "INSERT INTO regional_issue_step (regional_issue_id, taken_on, action, passed_to, next_on) "
        "VALUES ({}, '2026-11-22', '?', {}, {})"
    )
    case = "INSERT INTO issue_case (regional_issue_id, person_id) VALUES ({}, {})"
    for right in (
        *(issue.format("'8050'", "NULL", "NULL", "NULL"), issue.format("'other'", "'general'", "'2026-11-22'", "'?'")),
        *(step.format(1, "'city'", "'2026-11-22'"), step.format(1, "NULL", "NULL"), case.format(1, 1)),
    ):
        execute(url, right)
    for wrong in (
        *(issue.format("'smoke'", "NULL", "NULL", "NULL"), issue.format("'8050'", "'smoke'", "NULL", "NULL")),
        *(issue.format("'8050'", "NULL", "'2026-11-22'", "NULL"), issue.format("'8050'", "NULL", "NULL", "'?'")),
        issue.format("'8050'", "NULL", "'2026-11-21'", "'?'"),
        *(step.format(9, "NULL", "NULL"), step.format(1, "'ward'", "NULL"), step.format(1, "NULL", "'2026-11-21'")),
        *(case.format(1, 1), case.format(9, 1), case.format(1, 9), "DELETE FROM regional_issue WHERE id = 1"),
    ):
        with pytest.raises(sa.exc.IntegrityError):
            execute(url, wrong)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_people_stay_and_an_edition_of_a_review_is_whole(request, kind):
    url = earlier(request, kind, "0038")
    execute(url, PLANNED[0])
    assert create(url) is True
    edition = (
        "INSERT INTO review_edition (fiscal_year, small_cell, checksum, made_at, made_by, withdrawn_at, withdrawn_by, reason)"
        " VALUES ({}, {}, '{}', '2026-11-22', '?', {}, {}, {})"
    )
    execute(url, edition.format(2025, 10, "0" * 64, "NULL", "NULL", "NULL"))
    execute(url, edition.format(2025, 10, "0" * 64, "'2026-11-22'", "'?'", "'?'"))
    papers = "INSERT INTO review_papers (edition_id, record) VALUES ({}, '{{}}')"
    execute(url, papers.format(1))
    for wrong in (
        edition.format(1, 10, "0" * 64, "NULL", "NULL", "NULL"),
        edition.format(2025, 0, "0" * 64, "NULL", "NULL", "NULL"),
        edition.format(2025, 10, "0", "NULL", "NULL", "NULL"),
        edition.format(2025, 10, "0" * 64, "NULL", "NULL", "'?'"),
        edition.format(2025, 10, "0" * 64, "'2026-11-22'", "'?'", "''"),
        papers.format(1),
        papers.format(9),
        "DELETE FROM review_edition WHERE id = 1",
    ):
        with pytest.raises(sa.exc.IntegrityError):
            execute(url, wrong)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_people_stay_and_joint_support_ends_whole_and_has_one_report_a_month(request, kind):
    url = earlier(request, kind, "0038")
    execute(url, PLANNED[0])
    assert create(url) is True
    case = (
        "INSERT INTO joint_case (person_id, core_centre, begun_on, ended_on, ending, ending_note) "
        "VALUES ({}, '?', '2026-11-22', {}, {}, {})"
    )
    report = "INSERT INTO joint_report (joint_case_id, month, done, next_on) VALUES ({}, {}, '?', {})"
    advice = (
        "INSERT INTO advice_visit (visited_on, office, kind, person_id, attendance, next_on) "
        "VALUES ('2026-11-22', '?', {}, {}, {}, {})"
    )
    for right in (
        *(case.format(1, "NULL", "NULL", "NULL"), case.format(1, "'2026-11-22'", "'handed_over'", "'?'")),
        *(report.format(1, "'2026-11-01'", "NULL"), report.format(2, "'2026-11-01'", "'2026-11-01'")),
        *(advice.format("'case'", 1, 0, "NULL"), advice.format("'other'", "NULL", "NULL", "'2026-11-22'")),
    ):
        execute(url, right)
    for wrong in (
        *(case.format(9, "NULL", "NULL", "NULL"), case.format(1, "'2026-11-22'", "NULL", "NULL")),
        *(case.format(1, "NULL", "'other'", "NULL"), case.format(1, "'2026-11-21'", "'other'", "NULL")),
        *(case.format(1, "'2026-11-22'", "'smoke'", "NULL"), case.format(1, "NULL", "NULL", "'?'")),
        *(report.format(1, "'2026-11-01'", "NULL"), report.format(1, "'2026-12-02'", "NULL")),
        *(report.format(9, "'2026-12-01'", "NULL"), report.format(1, "'2026-12-01'", "'2026-11-30'")),
        *(advice.format("'smoke'", 1, 0, "NULL"), advice.format("'case'", 9, 0, "NULL")),
        *(advice.format("'case'", 1, -1, "NULL"), advice.format("'case'", 1, 0, "'2026-11-21'")),
        "DELETE FROM joint_case WHERE id = 1",
    ):
        with pytest.raises(sa.exc.IntegrityError):
            execute(url, wrong)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_people_stay_and_a_day_has_one_count_and_one_target_of_what_is_known(request, kind):
    url = earlier(request, kind, "0038")
    execute(url, PLANNED[0])
    assert create(url) is True
    count = "INSERT INTO capacity_count (counted_on, with_plan, self_planned, entitled) VALUES ({}, {}, {}, {})"
    target = "INSERT INTO capacity_target (for_on, plan_share) VALUES ('2027-03-31', {})"
    visit = "INSERT INTO corporation_visit (visited_on, corporation, kind, result) VALUES ('2026-11-22', '?', {}, {})"
    execute(url, count.format("'2026-11-22'", 3, 2, 5))
    execute(url, count.format("'2026-11-23'", 3, 2, "NULL"))
    execute(url, target.format(600))
    execute(url, visit.format("NULL", "'considering'"))
    for wrong in (
        count.format("'2026-11-22'", 3, 2, 5),
        count.format("'2026-11-24'", 3, 2, 4),
        count.format("'2026-11-24'", 6, "NULL", 5),
        count.format("'2026-11-24'", "NULL", "NULL", "NULL"),
        count.format("'2026-11-24'", -1, "NULL", "NULL"),
        target.format(600),
        target.format(1_001),
        visit.format("'smoke'", "NULL"),
        visit.format("NULL", "'smoke'"),
    ):
        with pytest.raises(sa.exc.IntegrityError):
            execute(url, wrong)
