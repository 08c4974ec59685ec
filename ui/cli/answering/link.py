"""`sonae link`: the links by which facilities answer for themselves."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from casebook.records import Facility
from desk.answers import USUAL_DAYS, add_link, link_paper, links, revoke_link
from desk.errors import DeskError
from ui.cli.console import Json, out, print_json, print_table, tell
from ui.settings import casebook, settings, today
from words.say import show

Action = StrEnum("Action", {"add": "add", "list": "list", "revoke": "revoke"})
COLUMNS = ("id", "facility", "made", "expires", "state")


def link(
    action: Annotated[Action, typer.Argument(help="add, list or revoke.")],
    key: Annotated[int | None, typer.Argument(help="add: the facility's number; revoke: the link's.")] = None,
    days: Annotated[int, typer.Option(help="add: for how many days it holds.")] = USUAL_DAYS,
    paper: Annotated[Path | None, typer.Option(help="add: write the paper with its code here (PDF).")] = None,
    as_json: Json = False,
) -> None:
    """Make, list and revoke links for facilities. 施設が自分で回答するためのリンクを管理します。"""
    if action == "add":
        _add(key, days, paper, as_json=as_json)
    elif action == "revoke":
        if key is None:
            raise DeskError("answers.need_link")
        revoke_link(casebook(), key)
        out.print(tell("answers.revoked"), markup=False, soft_wrap=True)
    else:
        _list(as_json=as_json)


def _add(key: int | None, days: int, paper: Path | None, *, as_json: bool) -> None:
    from ui.server import origins  # Streamlit takes its time, and no other command needs it
    from ui.server.answers import link_address

    if key is None:
        raise DeskError("answers.need_facility")
    book = casebook()
    made, token = add_link(book, key, today(), days)
    address = link_address(min(origins(settings().public_address, settings().port)), token)
    if paper is not None:
        paper.write_bytes(link_paper(book.one(Facility, key).name, address, made.expires_on))
    if as_json:
        print_json({"id": made.id, "facility": key, "address": address, "expires_on": made.expires_on})
        return
    out.print(tell("answers.added_at", id=str(made.id), day=made.expires_on), markup=False, soft_wrap=True)
    out.print(address, markup=False, highlight=False, soft_wrap=True)
    if paper is not None:
        out.print(tell("answers.written", path=paper), markup=False, soft_wrap=True)


def _list(*, as_json: bool) -> None:
    book, day, language = casebook(), today(), settings().language
    names = {one.id: one.name for one in book.all(Facility)}
    found = links(book)
    states = ["revoked" if one.revoked_at else "open" if one.holds_on(day) else "expired" for one in found]
    if as_json:
        listed = zip(found, states, strict=True)
        print_json(
            [
                {"id": one.id, "facility": one.facility_id, "name": names.get(one.facility_id), "made_at": one.made_at,
                 "made_by": one.made_by, "expires_on": one.expires_on, "state": state}
                for one, state in listed
            ]
        )  # fmt: skip
        return
    rows = [
        (one.id, names.get(one.facility_id), show(one.made_at.date(), language), show(one.expires_on, language), state)
        for one, state in zip(found, (tell(f"answers.state_{state}") for state in states), strict=True)
    ]
    columns = [tell(f"answers.column.{name}") for name in COLUMNS]
    print_table(columns, rows, tell("cli.rows", count=len(rows)))
