"""A kept plan's page for approval, to print or to edit on."""

from streamlit.delta_generator import DeltaGenerator

from desk.documents import FORMS, MAKERS, Document
from ui.context import Context
from ui.noted import download


def approval_files(ctx: Context, paper: Document, key: int, place: DeltaGenerator) -> None:
    """Offer the page of a plan, by its number; it names nobody."""
    for form in FORMS:
        download(
            ctx,
            place,
            ctx.t(f"approval.download_{form}"),
            lambda form=form: MAKERS[form](paper),  # type: ignore[misc]
            f"sonae-plan-{key}-approval.{form}",
            what="plan_approval",
            key=f"trials.approval.{form}.{key}",
        )
