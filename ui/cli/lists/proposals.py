"""`sonae proposals`: the work list of carrying out, and what is agreed and can no longer be."""

from typing import Annotated

import typer

from casebook.records import PairRule, Proposal
from desk.city import City, read_city
from desk.errors import DeskError
from desk.plan import plan_input
from desk.policy import load_policy
from desk.proposals import VIEWS, NoLonger, Task, no_longer, tasks
from ui.cli.console import Json, err, print_json, print_table, reading_people, tell
from ui.settings import settings, today, travel
from words.say import join, show

COLUMNS = ("due", "tier", "person", "facility", "phone", "status", "ask", "last", "in_charge", "dates")


def proposals(
    view: Annotated[str, typer.Option(help=f"One of {', '.join(VIEWS)}.")] = "open", as_json: Json = False
) -> None:
    """List what is to be carried out, due first. 体験の進行の一覧です。"""
    if view not in VIEWS:
        raise DeskError("proposals.no_such_view", value=view, known=", ".join(VIEWS))
    book, day = reading_people("proposals"), today()
    city = read_city(book, day)
    source = plan_input(book, day, load_policy(), day, travel(), city=city)
    listed = [task for task in tasks(book, city, source.problem, day) if VIEWS[view](task, day)]
    red = {one.proposal.id: one for one in no_longer(book.all(Proposal), book.all(PairRule), city, day)}
    if as_json:
        print_json([task_json(city, task, red.get(task.key)) for task in listed])
        return
    for one in red.values():
        person, facility = _pair(city, one.proposal)
        status, why = tell(f"proposal_status.{one.proposal.status}"), " ".join(map(tell, one.reasons))
        text = tell("proposals.no_longer", person=person, facility=facility, status=status, why=why)
        err.print(f"× {text}", style="red", markup=False, soft_wrap=True)
    rows = [_row(city, task) for task in listed]
    columns = [tell(f"proposals.column.{name}") for name in COLUMNS]
    print_table(columns, rows, tell("cli.rows", count=len(rows)))


def _pair(city: City, proposal: Proposal) -> tuple[str, str]:
    file = city.everyone.get(proposal.person_id)
    names = city.facility_names[settings().language]
    unknown = tell("common.unknown")
    return file.person.code_name if file else unknown, names.get(proposal.facility_id, unknown)


def _row(city: City, task: Task) -> tuple[object, ...]:
    proposal, language = task.proposal, settings().language
    file = city.facilities.get(proposal.facility_id)
    days = (proposal.start_on, proposal.end_on)
    return (
        task.due_on and show(task.due_on, language),
        task.tier,
        *_pair(city, proposal),
        file.facility.phone if file else None,
        tell(f"proposal_status.{proposal.status}"),
        join((tell(f"rule.{code}") for code in task.questions), language),
        task.last and show(task.last.at.date(), language),
        proposal.in_charge,
        " – ".join(show(day, language) for day in days if day),
    )


def task_json(city: City, task: Task, red: NoLonger | None) -> dict[str, object]:
    """Return a task for JSON; ``no_longer`` holds why something agreed can no longer be, as codes."""
    proposal, last = task.proposal, task.last
    person, facility = _pair(city, proposal)
    return {
        "id": task.key,
        "plan": proposal.plan_id,
        "person": proposal.person_id,
        "code_name": person,
        "tier": task.tier,
        "facility": proposal.facility_id,
        "name": facility,
        "status": proposal.status,
        "start_on": proposal.start_on,
        "end_on": proposal.end_on,
        "questions": list(task.questions),
        "last_step": last and {"to": last.to_status, "at": last.at, "who": last.who, "reason": last.reason},
        "in_charge": proposal.in_charge,
        "next_contact_on": proposal.next_contact_on,
        "due_on": task.due_on,
        "no_longer": [reason.code for reason in red.reasons] if red else [],
    }
