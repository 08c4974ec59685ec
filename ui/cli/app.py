"""The `sonae` command: what the pages do, for the shell; `--json` prints one JSON document."""

import ast
import gc
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from casebook.engine import check_ahead
from ui.cli.console import guarded
from ui.settings import settings

COMMANDS = {
    "init": "upkeep.making:init",
    "demo": "upkeep.making:demo",
    "migrate": "upkeep.making:migrate",
    "import": "imports:import_",
    "succeed": "succeed:succeed",
    "facilities": "lists.city:facilities",
    "people": "lists.city:people",
    "find": "lists.find:find",
    "contacts": "lists.contacts:contacts",
    "template": "imports:template",
    "plan": "planning.plan:plan",
    "why": "planning.why:why",
    "whatif": "planning.whatif:whatif",
    "proposals": "lists.proposals:proposals",
    "link": "answering.link:link",
    "rights": "answering.rights:rights",
    "coverage": "coverage:coverage_command",
    "emergency": "emergency:emergency_command",
    "consultations": "lists.consultations:consultations",
    "correct": "correct:correct_command",
    "readiness": "readiness:readiness_command",
    "review": "review:review_command",
    "sheet": "sheet:sheet_command",
    "simulate": "simulate:simulate_command",
    "sites": "sites:sites_command",
    "visits": "visits:visits_command",
    "backup": "upkeep.copies:backup_command",
    "restore": "upkeep.copies:restore_command",
    "move": "upkeep.moving:move_command",
    "check": "upkeep.copies:check_command",
    "drill": "upkeep.drills:drill_command",
    "audit": "audit:audit_command",
    "key": "upkeep.key:key_command",
    "account": "upkeep.account:account",
    "serve": "upkeep.serve:serve",
}
"""Module of `ui.cli` and function of each command, in the order in which `sonae --help` lists them."""


class Commands(TyperGroup):
    """Loads the module of a command when it is asked for: none needs all the libraries, which take seconds."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        self.commands = {name: TyperCommand(name) for name in COMMANDS}  # names, to guess at

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - as it is called
        """Return what a command says of itself, to be listed; None if there is none."""
        return TyperCommand(cmd_name, help=_told(cmd_name)) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the name of the command that is asked for, itself, and what it is given."""
        name, command, given = super().resolve_command(ctx, args)
        return name, _command(str(name)) if command else None, given


def _told(name: str) -> str:
    """Return the help of a command as it stands in its module, which is not loaded."""
    module, _, function = COMMANDS[name].partition(":")
    file = Path(__file__).parent / f"{module.replace('.', '/')}.py"
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return next(
        ast.get_docstring(node) or ""
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == function
    )


def _command(name: str) -> Any:
    module, _, function = COMMANDS[name].partition(":")
    if not module.startswith("upkeep."):
        with suppress(ValueError):  # of settings that cannot be read the command itself tells
            check_ahead(settings().database_url)
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command(name)(guarded(getattr(import_module(f"ui.cli.{module}"), function)))
    command = typer.main.get_command(alone)
    gc.freeze()  # the code stays until the command is done
    return command


app = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback(help="Sonae（備え）")
def sonae() -> None:
    """Hold the commands together."""
