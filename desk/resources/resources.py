"""A resource and its use: what may be kept, and how it is written, confirmed and known to be old."""

from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import Person, Resource, ResourceUse
from desk.bounds import out_of_bounds
from desk.errors import Fault, InvalidInputError, fault

KEPT_FOR = relativedelta(years=1)
"""So long it is believed that a resource is as it was, once somebody made sure."""


def believed_until(resource: Resource) -> date:
    """Return the day from which it is not believed any more that a resource is as it was."""
    until: date = resource.checked_on + KEPT_FOR
    return until


def stale(resource: Resource, today: date) -> bool:
    """Tell whether nobody has made sure of a resource for a year."""
    return believed_until(resource) <= today


def readers_of(typed: str | None) -> str | None:
    """Return names of accounts as they are kept, one a line; None if there are none."""
    return "\n".join(dict.fromkeys(name for line in (typed or "").splitlines() if (name := line.strip()))) or None


def record_resource(book: Casebook, resource: Resource, today: date) -> int:
    """Write a resource; return its id.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    """
    if faults := check_resource(resource, today):
        raise InvalidInputError(faults)
    with book.writing("record resource") as writer:
        return writer.add(resource)


def confirm(book: Casebook, resource_id: int, today: date) -> None:
    """Say that a resource is still as it is kept.

    Raises
    ------
    NotFoundError
        If there is no such resource, or none that the actor may see.
    """
    with book.writing("confirm resource") as writer:
        writer.change(replace(writer.one(Resource, resource_id), checked_on=today))


def record_use(book: Casebook, use: ResourceUse, today: date) -> int:
    """Write what somebody needs, and what serves it; return its id.

    Raises
    ------
    InvalidInputError
        If something typed cannot be kept; nothing was written.
    NotFoundError
        If there is no such person or resource, or none that the actor may see.
    """
    if faults := check_use(use, today):
        raise InvalidInputError(faults)
    with book.writing("record resource use", about=[(Person, use.person_id)]) as writer:
        writer.one(Person, use.person_id)
        if use.resource_id is not None:
            writer.one(Resource, use.resource_id)
        return writer.add(use)


def check_resource(resource: Resource, today: date) -> list[Fault]:
    """Find what cannot be kept of a resource."""
    faults = out_of_bounds(resource, **v.RESOURCE_BOUNDS)
    if not resource.name.strip():
        faults.append(fault("name", "input.required"))
    if resource.checked_on > today:
        faults.append(fault("checked_on", "input.not_in_future"))
    if resource.sharing == "named" and not resource.named:
        faults.append(fault("readers", "resources.names_nobody"))
    if resource.sharing != "named" and resource.readers is not None:
        faults.append(fault("readers", "resources.names_needless"))
    return faults


def check_use(use: ResourceUse, today: date) -> list[Fault]:
    """Find what cannot be kept of a use."""
    faults = out_of_bounds(use)
    if use.since_on > today:
        faults.append(fault("since_on", "input.not_in_future"))
    if use.until_on is not None and use.until_on < use.since_on:
        faults.append(fault("until_on", "input.before_first", day=use.since_on))
    return faults
