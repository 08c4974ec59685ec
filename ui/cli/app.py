"""The `sonae` command: what the pages do, for the shell; `--json` prints one JSON document."""

import gc
from collections.abc import Callable

import typer

from ui.cli import (
    coverage,
    emergency,
    imports,
    lists,
    plan,
    readiness,
    sheet,
    simulate,
    sites,
    succeed,
    visits,
    whatif,
    why,
)
from ui.cli.console import guarded
from ui.cli.upkeep import copies, making, serve

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Sonae（備え）")
COMMANDS: dict[str, Callable[..., None]] = {
    "init": making.init,
    "demo": making.demo,
    "migrate": making.migrate,
    "import": imports.import_,
    "succeed": succeed.succeed,
    "facilities": lists.facilities,
    "people": lists.people,
    "template": imports.template,
    "plan": plan.plan,
    "why": why.why,
    "whatif": whatif.whatif,
    "proposals": lists.proposals,
    "coverage": coverage.coverage_command,
    "emergency": emergency.emergency_command,
    "readiness": readiness.readiness_command,
    "sheet": sheet.sheet_command,
    "simulate": simulate.simulate_command,
    "sites": sites.sites_command,
    "visits": visits.visits_command,
    "backup": copies.backup_command,
    "restore": copies.restore_command,
    "check": copies.check_command,
    "serve": serve.serve,
}
"""In the order in which `sonae --help` lists them."""
for _name, _command in COMMANDS.items():
    app.command(_name)(guarded(_command))
# The code stays until the command is done: the cycle collector need not look through it again and again.
gc.freeze()
