"""The `sonae` command: what the pages do, for the shell; `--json` prints one JSON document."""

import gc
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from ui.cli.console import guarded

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
        self.commands = {name: TyperCommand(name) for name in COMMANDS}  # names, to list and to guess at

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - as it is called
        """Return a command by its name, None if there is none."""
        return _command(cmd_name) if cmd_name in COMMANDS else None


def _command(name: str) -> Any:
    module, _, function = COMMANDS[name].partition(":")
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command(name)(guarded(getattr(import_module(f"ui.cli.{module}"), function)))
    command = typer.main.get_command(alone)
    gc.freeze()  # the code stays until the command is done
    return command


app = typer.Typer(cls=Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback(help="Sonae（備え）")
def sonae() -> None:
    """Hold the commands together."""
