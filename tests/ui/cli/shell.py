"""A shell that runs commands on a casebook of its own."""

import json
from pathlib import Path

from typer.testing import CliRunner

from ui.cli import app as cli

PLAN_KEYS = {
    "format", "period", "policy", "solver", "people", "facilities", "candidates", "assignments", "unplaced", "objective",
}  # fmt: skip


class Shell:
    """Runs commands in a folder of their own, on a casebook of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"sqlite:///{folder / 'sonae.db'}"

    def run(self, *words: object):
        return CliRunner().invoke(cli.app, [str(word) for word in words], catch_exceptions=False)

    def ok(self, *words: object) -> str:
        done = self.run(*words)
        assert done.exit_code == 0, done.output
        return done.stdout

    def json(self, *words: object):
        return json.loads(self.ok(*words, "--json"))

    def fails(self, *words: object) -> str:
        done = self.run(*words)
        assert done.exit_code == 1, done.output
        assert "Traceback" not in done.output
        assert done.stdout == ""
        return done.stderr

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8-sig")
        return path


PEOPLE = "仮名,区,リスク段階の変更,変更の理由,同意者,同意の方法,同意日\n" + "".join(
    f"A-{number:03},青葉区,{number % 3 + 1},検証,本人,口頭,2026-05-12\n" for number in range(1, 7)
)
