"""On PostgreSQL the user that Sonae runs as works as ever, and can add to the logs and nothing else."""

import psycopg
import pytest

from casebook.audit.grants import protect
from casebook.audit.proof import verify
from casebook.errors import NotReadyError
from casebook.records import AccessLog, Person
from tests.casebook.databases import open_at, refusal

REWRITING = (
    "UPDATE audit SET who = 'x'",
    "DELETE FROM audit",
    "TRUNCATE audit",
    "UPDATE access_log SET who = 'x'",
    "DELETE FROM access_log",
    "TRUNCATE access_log",
    "DELETE FROM audit_chain",
    "DROP TABLE audit",
    "ALTER TABLE audit DISABLE TRIGGER ALL",
    "DROP TRIGGER audit_append_only ON audit",
    "UPDATE alembic_version SET version_num = '0001'",
)


@pytest.fixture
def as_app(postgres_url):
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute('DROP ROLE IF EXISTS "sonae-app"')
        owner.execute('CREATE ROLE "sonae-app" LOGIN')
    protect(postgres_url, "sonae-app")
    protect(postgres_url, "sonae-app")  # again, as after each migration
    yield postgres_url.replace("sonae@", "sonae-app@")
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute('DROP OWNED BY "sonae-app"')
        owner.execute('DROP ROLE "sonae-app"')


def test_the_program_works_as_ever_and_cannot_rewrite_the_logs(as_app):
    book = open_at(as_app)
    with book.writing("test") as writer:
        key = writer.add(Person(code_name="A-001"))
        writer.remove(Person, key)
    book.note("sign_in")
    assert len(book.all(AccessLog)) == 1
    book.close()
    with psycopg.connect(as_app, autocommit=True) as app:
        for statement in REWRITING:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(statement)
    assert verify(as_app).faults == ()


def test_who_owns_the_tables_or_is_nobody_is_no_user_to_run_as(postgres_url, sqlite_url):
    assert refusal(lambda: protect(postgres_url, "sonae")).code == "audit.owner"
    assert refusal(lambda: protect(postgres_url, "nobody; DROP TABLE audit")).code == "audit.no_user"
    with pytest.raises(NotReadyError) as caught:
        protect(sqlite_url, "x")
    assert caught.value.code == "audit.no_server"
