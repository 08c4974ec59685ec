"""The papers of a review, keeping it as what was published, and the editions that were kept, each as it was."""

import json
from datetime import date

import streamlit as st

from casebook.book import Casebook
from casebook.records import ReviewEdition
from casebook.records.base import require
from desk.errors import DeskError
from desk.review import (
    FORMS,
    Publication,
    Review,
    edition_params,
    edition_record,
    edition_review,
    keep_review,
    made,
    review_editions,
    withdraw_review,
)
from ui.components.form import after_saving, form_key, saving
from ui.components.listing.listing import show_list
from ui.components.text import plain
from ui.context import Context, State
from ui.kept import kept
from ui.noted import download
from words.eras import FiscalYear

MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "slide": "application/pdf",
}
COLUMNS = ("year", "made", "by", "withdrawn", "reason")


def papers(ctx: Context, review: Review, told: object = None) -> None:
    """Offer the papers of a review; of a version for publication with the JSON of what is published.

    Parameters
    ----------
    told
        For JSON; None: the review is not for publication.
    """
    st.markdown(f"**{plain(ctx.t('review.paper'))}**")
    name = f"sonae-review-{'' if review.withheld is None else 'public-'}{review.days[0]}"
    day = _day(ctx, review)
    with st.container(horizontal=True):
        for form in FORMS:
            file = f"{name}.{'slide.pdf' if form == 'slide' else form}"
            download(
                ctx,
                st,
                ctx.t(f"review.form_{form}"),
                lambda form=form: made(form, review, ctx.language, day),  # type: ignore[misc]
                file,
                MIME[form],
                what="review",
                key=f"review.{form}",
            )
        if review.withheld is not None:
            download(
                ctx,
                st,
                ctx.t("review.form_json"),
                lambda: json.dumps(told, default=str, ensure_ascii=False, indent=1),
                f"{name}.json",
                "application/json",
                what="review",
                key="review.json",
            )


def _day(ctx: Context, review: Review) -> date:
    """Return the day on which a paper is made: of an edition that on which it was kept."""
    return ctx.today if review.withheld is None or review.withheld.kept_on is None else review.withheld.kept_on


def tell_taken(ctx: Context, publication: Publication) -> None:
    """Say beside which editions a version was made."""
    if not publication.taken:
        st.caption(plain(ctx.t("review.taken_none")))
        return
    named = ctx.join([ctx.t("review.edition_named", **edition_params(one)) for one in publication.taken])
    st.caption(plain(ctx.t("review.taken", count=len(publication.taken), editions=named)))


def offer_to_keep(ctx: Context, publication: Publication) -> None:
    """Say whether a version is kept; where it is not, and she publishes reviews, it can be."""
    if publication.kept is not None:
        st.success(plain(ctx.t("review.is_kept", **edition_params(publication.kept))))
        return
    st.warning(plain(ctx.t("review.not_kept")))
    if not ctx.book.may("add", ReviewEdition):
        return
    # What is kept is what was shown: another content has another button.
    if st.button(ctx.t("review.keep"), key=f"review.keep.{publication.checksum[:16]}", help=ctx.t("review.keep_help")):
        with saving(ctx):
            keep_review(ctx.book, publication)
            after_saving(ctx.t("review.kept"))


def show_editions(ctx: Context) -> tuple[Review, object] | None:
    """List the editions, and return what the one that is chosen prints, with its JSON; None if there is none to show."""
    found = {require(one.id): one for one in reversed(review_editions(ctx.book))}
    if not found:
        st.info(ctx.t("review.editions_none"))
        return None
    rows = [
        (
            ctx.t("review.period_year", year=FiscalYear(one.fiscal_year)),
            one.made_at,
            one.made_by,
            one.withdrawn_at or "",
            one.reason or "",
        )
        for one in found.values()
    ]
    heads = {name: ctx.t(f"review.edition.{name}") for name in COLUMNS}
    title = ctx.t("review.editions", count=len(found))
    chosen = show_list(ctx, heads, rows, list(found), "review.editions", title, asked="edition")
    if chosen is None or chosen not in found:
        st.caption(plain(ctx.t("review.editions_hint")))
        return None
    edition = found[chosen]
    st.caption(plain(ctx.t("review.edition_shown", checksum=edition.checksum[:16], **edition_params(edition))))
    _withdrawing(ctx, edition)
    try:
        return _edition_review(ctx.state, ctx.book, edition), edition_record(ctx.book, edition)
    except DeskError as error:
        st.error(plain(ctx.t(error.message)))
        return None


def _withdrawing(ctx: Context, edition: ReviewEdition) -> None:
    """Say that an edition was withdrawn, or let whoever publishes withdraw it."""
    if edition.withdrawn_at is not None:
        told = {"at": edition.withdrawn_at, "who": edition.withdrawn_by, "reason": edition.reason}
        st.warning(plain(ctx.t("review.edition_withdrawn", **told)))
        return
    if not ctx.book.may("change", ReviewEdition):
        return
    with st.expander(ctx.t("review.withdraw")):
        st.caption(plain(ctx.t("review.withdraw_hint")))
        key = form_key("review_edition", edition.id)
        reason = st.text_input(ctx.must(ctx.t("sheet.reason")), key=f"{key}.reason")
        if st.button(ctx.t("review.withdraw"), key=f"{key}.withdraw"):
            with saving(ctx):
                withdraw_review(ctx.book, require(edition.id), reason)
                after_saving(ctx.t("common.saved"), "review_edition")


@kept
def _edition_review(
    state: State,  # noqa: ARG001 - what it is kept under
    _book: Casebook,
    edition: ReviewEdition,
) -> Review:
    return edition_review(_book, edition)
