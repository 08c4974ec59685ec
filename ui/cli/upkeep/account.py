"""`sonae account`: who may sign in, and in which roles."""

import sys
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from casebook import vocabulary as v
from casebook.accounts import Account, AccountError, RoleGrant
from casebook.roles import Actor
from ui.cli.console import Json, out, print_json, print_table, tell
from ui.settings import accounts, operator, settings
from words.say import join, show


class Action(StrEnum):
    """What can be done to accounts."""

    add = "add"
    list = "list"
    grant = "grant"
    revoke = "revoke"
    off = "off"
    on = "on"
    reset = "reset"
    bind = "bind"


Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]
COLUMNS = ("id", "login", "name", "roles", "state")


def account(
    action: Annotated[Action, typer.Argument(help="What to do.")],
    who: Annotated[str, typer.Argument(help="Whose: the sign-in name.")] = "",
    *,
    name: Annotated[str, typer.Option(help="add: the name that is shown; default: the sign-in name.")] = "",
    email: Annotated[str, typer.Option(help="add: of the organisation's account, bound at the first sign-in.")] = "",
    administrator: Annotated[
        bool, typer.Option("--administrator", help="add: give the role of administrator.")
    ] = False,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="add: by the organisation's account only.")
    ] = False,
    password: Annotated[bool, typer.Option("--password", help="reset: ask for another password, too.")] = False,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read it from the standard input.")] = False,
    role: Annotated[str, typer.Option(help=f"grant, revoke: {', '.join(v.ROLES)}.")] = "",
    scope: Annotated[str, typer.Option(help="grant, revoke: agency, ward or facility.")] = "",
    since: Day = None,
    until: Day = None,
    deputy_for: Annotated[str, typer.Option(help="grant: in whose place.")] = "",
    issuer: Annotated[str, typer.Option(help="bind: the provider.")] = "",
    subject: Annotated[str, typer.Option(help="bind: who she is there.")] = "",
    as_json: Json = False,
) -> None:
    """Make accounts, give roles, switch off, reset. アカウントと役割を管理します。"""
    if action == "list":
        _list(as_json=as_json)
        return
    by = _by()
    if action == "add":
        secret = None if no_password else _ask(stdin=password_stdin)
        key = accounts().add(by, name or who, who, secret, email or None)
        if administrator:
            accounts().grant(by, RoleGrant(account_id=key, role="administrator"))
        out.print(tell("account.added", login=who), markup=False, soft_wrap=True)
        return
    found = _find(who)
    if action == "grant":
        if not role:
            raise AccountError("account.role_missing")
        first, last = since.date() if since else None, until.date() if until else None
        given = RoleGrant(account_id=found.id, role=role, scope=scope, since=first, until=last, deputy_for=deputy_for)
        accounts().grant(by, given)
    elif action == "revoke":
        _revoke(by, found, role, scope)
    elif action == "reset":
        accounts().reset(by, found.id, _ask(stdin=password_stdin) if password or password_stdin else None)
    elif action == "bind":
        accounts().bind(by, found.id, issuer, subject)
    else:
        accounts().switch(by, found.id, on=action == "on")
    out.print(tell("account.done", login=found.login), markup=False, soft_wrap=True)


def _by() -> Actor:
    """Return as whom accounts are changed: the one that the settings name, else who holds the machine."""
    return accounts().actor(settings().actor) or operator()


def _find(who: str) -> Account:
    found = accounts().find(who)
    if found is None:
        raise AccountError("account.unknown", login=who)
    return found


def _ask(*, stdin: bool) -> str:
    """Read a password: never from the command line, where others of the machine see it."""
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt(tell("sign_in.password"), hide_input=True, confirmation_prompt=True))


def _revoke(by: Actor, found: Account, role: str, scope: str) -> None:
    taken = [
        grant for grant in accounts().grants(found.id) if grant.role == role and (not scope or grant.scope == scope)
    ]
    if not taken:
        raise AccountError("account.role_missing")
    for grant in taken:
        accounts().revoke(by, grant.id or 0)


def _list(*, as_json: bool) -> None:
    grants, day = accounts().grants(), accounts().today()
    if as_json:
        print_json(
            [
                {
                    "login": one.login,
                    "name": one.name,
                    "active": one.active,
                    "roles": [
                        {"role": grant.role, "scope": grant.scope, "since": grant.since, "until": grant.until}
                        for grant in grants
                        if grant.account_id == one.id
                    ],
                }
                for one in accounts().all()
            ]
        )
        return
    language = settings().language
    rows = [
        (
            one.id,
            one.login,
            one.name,
            join((_role(grant) for grant in grants if grant.account_id == one.id and grant.holds_on(day)), language),
            tell("accounts.on" if one.active else "accounts.off"),
        )
        for one in accounts().all()
    ]
    print_table([tell(f"account.column.{name}") for name in COLUMNS], rows, tell("nav.accounts"))


def _role(grant: RoleGrant) -> str:
    said = tell(f"role.{grant.role}")
    until = tell("accounts.until_day", day=show(grant.until, settings().language)) if grant.until else ""
    return " ".join(part for part in (said, grant.scope or "", until) if part)
