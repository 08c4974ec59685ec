"""A casebook is made where there is none; one of an earlier version is brought up to date only when somebody says so."""

from alembic import command

from casebook import engine as engine_module
from casebook.engine import connect
from tests.ui.cli.shell import Shell


def make_earlier(shell: Shell) -> None:
    engine = connect(shell.url, making=True)
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        command.upgrade(engine_module._config(connection), "0006")
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
