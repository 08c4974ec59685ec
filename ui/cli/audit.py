"""`sonae audit`: prove that nobody rewrote the logs, note them outside, and look at what was done."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from casebook.audit.anchors import anchor, read_anchors, to_text
from casebook.audit.grants import protect
from casebook.audit.proof import Proof, verify
from desk.inspection import Line, Mass, inspect
from ui.cli.console import Json, complain, note_upkeep, out, print_json, print_table, tell
from ui.settings import casebook, keys, real_now, settings
from words.message import Message
from words.say import known, show

DAYS = 31


class Action(StrEnum):
    """What may be done."""

    VERIFY = "verify"
    ANCHOR = "anchor"
    PROTECT = "protect"
    HOURS = "hours"
    REFUSED = "refused"
    MASS = "mass"
    PERSON = "person"
    USER = "user"


def audit_command(
    action: Annotated[Action, typer.Argument(help="verify, anchor, protect, or one of the five looks.")],
    *,
    anchors: Annotated[
        list[Path] | None, typer.Option("--against", help="A file of sonae audit anchor; may be given several times.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option(help="Where the anchor goes; default: printed, to be kept on paper.")
    ] = None,
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day.")] = None,
    last: Annotated[
        datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Last day; default: today.")
    ] = None,
    person: Annotated[int | None, typer.Option(help="Number of the person, for the look at one.")] = None,
    who: Annotated[
        str | None,
        typer.Option(
            "--user", help="Name of the user, for the look at one; with protect, the server's user that Sonae runs as."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Prove the logs, note them outside, look at what was done. 操作と閲覧の記録を検証し、調べます。"""
    if action is Action.VERIFY:
        _verify(anchors or [], as_json=as_json)
    elif action is Action.ANCHOR:
        _anchor(to, as_json=as_json)
    elif action is Action.PROTECT:
        protect(settings().database_url, who or "", keys())
        out.print(tell("audit.protected", user=who), soft_wrap=True, markup=False)
    else:
        until = last.date() if last else real_now().date()
        since = first.date() if first else until - timedelta(days=DAYS - 1)
        book = casebook()
        book.note("log_read", detail={"command": "audit", "look": action.value})
        found = inspect(book, action.value, since, until, person=person, who=who)
        _print(action.value, found.shown, as_json=as_json)


def _verify(files: list[Path], *, as_json: bool) -> None:
    note_upkeep("verified")
    proof = verify(settings().database_url, [one for file in files for one in read_anchors(file)], keys())
    if as_json:
        faults = [{"code": one.code, "text": tell(one)} for one in proof.faults]
        print_json({"rows": proof.rows, "keyed": proof.keyed, "unproven": proof.unproven, "faults": faults})
        if faults:
            raise typer.Exit(1)
        return
    for message in _aside(proof, anchored=bool(files)):
        out.print(tell(message), soft_wrap=True, markup=False)
    complaints = [complain(fault) for fault in proof.faults]
    if complaints:
        raise complaints[0]
    out.print(tell("audit.fine", **proof.rows), soft_wrap=True, markup=False)


def _aside(proof: Proof, *, anchored: bool) -> list[Message]:
    """Return what is no fault and yet is to be known."""
    told = [
        Message("audit.unproven", {"log": Message(f"audit.log_{log}"), "row": row})
        for log, row in proof.unproven.items()
    ]
    return told if anchored else [*told, Message("audit.not_anchored")]


def _anchor(to: Path | None, *, as_json: bool) -> None:
    note_upkeep("anchored")
    anchors = anchor(settings().database_url, real_now(), keys())
    text = to_text(anchors)
    if to is not None:
        with to.open("x", encoding="utf-8") as file:
            file.write(text)
        out.print(tell("audit.anchored_to", path=to), soft_wrap=True, markup=False)
    elif as_json:
        out.file.write(text)
    else:
        for one in anchors:
            log = Message(f"audit.log_{one.log}")
            params = {"log": log, "row": one.row, "at": one.at, "head": one.head, "mac": one.mac[:16]}
            out.print(tell("audit.paper", **params), soft_wrap=True, markup=False)


def _print(look: str, found: Sequence[Line] | Sequence[Mass], *, as_json: bool) -> None:
    rows = [_mass(one) if isinstance(one, Mass) else _line(one) for one in found]
    if as_json:
        print_json(rows)
    elif not rows:
        out.print(tell("audit.nothing"))
    else:
        columns = [tell(f"audit.column.{name}") for name in rows[0]]
        print_table(columns, [list(row.values()) for row in rows], tell(f"audit.look_{look}"))


def _mass(one: Mass) -> dict[str, object]:
    names = ("day", "who", "people", "searches", "exports", "prints", "rows")
    return {name: getattr(one, name) for name in names}


def _line(line: Line) -> dict[str, object]:
    code = f"audit.entity.{line.entity}"
    entity = "" if line.entity is None else tell(code) if known(code) else line.entity
    about = entity if line.entity_id is None else tell("audit.about", entity=entity, id=line.entity_id)
    details = " ".join(tell(detail) for detail in line.details if known(detail.code))
    at = show(line.at, settings().language)
    return {"at": at, "who": line.who, "what": tell(line.what), "about": about, "details": details}
