"""Roles in words."""

from casebook.accounts import RoleGrant
from ui.context import Context


def grant_text(ctx: Context, grant: RoleGrant) -> str:
    """Say a role: what, where, from and until when, in whose place."""
    said = ctx.t(f"role.{grant.role}")
    if grant.scope:
        said = ctx.aside(said, grant.scope)
    parts = [said]
    if grant.since:
        parts.append(ctx.t("accounts.from_day", day=grant.since))
    if grant.until:
        parts.append(ctx.t("accounts.until_day", day=grant.until))
    if grant.deputy_for:
        parts.append(ctx.t("accounts.for_whom", name=grant.deputy_for))
    return ctx.join(parts)
