"""What is printed on a terminal: tables, or one JSON document."""

import json

from rich.console import Console
from rich.table import Table


def print_titled(console: Console, title: str, table: Table) -> None:
    """Print a title on a line of its own, where a narrow table does not break it, and the table."""
    console.print(title, style="bold", markup=False, highlight=False, soft_wrap=True)
    console.print(table)


def print_json(document: object) -> None:
    """Print one JSON document and nothing else."""
    print(json.dumps(document, ensure_ascii=False, default=str))  # noqa: T201 - rich would wrap it
