"""A casebook is made where there is none; one of an earlier version is brought up to date only when somebody says so."""

from alembic import command

from casebook import engine as engine_module
from casebook.engine import connect
from tests.ui.cli.shell import Shell
from ui.settings import settings


def make_earlier(shell: Shell, version: str = "0006", row: str | None = None) -> None:
    engine = connect(shell.url, making=True)
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        command.upgrade(engine_module._config(connection), version)
        if row:
            connection.exec_driver_sql(row)
    engine.dispose()


def test_a_casebook_of_an_earlier_version_is_left_alone_until_somebody_says_so(bare: Shell):
    make_earlier(bare)
    before = (bare.folder / "sonae.db").read_bytes()
    for words in (["init"], ["demo"], ["serve"], ["serve", "--demo-if-empty"], ["people"]):
        assert "sonae migrate" in bare.fails(*words)
    assert (bare.folder / "sonae.db").read_bytes() == before
    told = bare.ok("migrate")
    kept = [path for path in bare.folder.iterdir() if ".before-" in path.name]
    assert len(kept) == 1
    assert kept[0].name in told
    assert "氏名や備考がそのまま読めます" in told
    assert "最新" in bare.ok("migrate")
    assert bare.json("people") == []


def test_nothing_is_served_where_there_is_no_casebook(bare: Shell):
    assert "sonae init" in bare.fails("serve")
    assert list(bare.folder.iterdir()) == []


def test_one_with_accounts_is_brought_up_to_date_by_whoever_sits_at_the_machine(bare: Shell, monkeypatch):
    account = "INSERT INTO account (name, login, active, made_at) VALUES ('鈴木', 'suzuki', 1, '2026-11-22')"
    make_earlier(bare, "0014", account)
    monkeypatch.delenv("SONAE_ACTOR")
    settings.cache_clear()
    bare.ok("migrate")
    assert "SONAE_ACTOR" in bare.fails("people")
