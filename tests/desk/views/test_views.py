"""Views of lists are kept under names, each one's own: nobody else reads, names or removes them."""

import pytest

from casebook.errors import CasebookError
from casebook.records import Audit, SavedView
from casebook.roles import Actor
from desk.errors import DeskError, InvalidInputError
from desk.views import MOST, keep_view, own_views, remove_view, rename_view
from tests.conftest import COORDINATOR


def test_a_view_is_kept_named_anew_and_removed_with_its_row_of_the_audit_and_is_nobody_elses(
    sqlite_url, book, open_book
):
    rows = len(book.all(Audit))
    key = keep_view(book, "people", " 青葉区 ", {"ward": ["青葉区", "泉区"]})
    assert keep_view(book, "people", "青葉区", {"ward": ["青葉区"]}) == key
    rename_view(book, key, "青葉区の人")
    [kept] = own_views(book, "people")
    assert (kept.who, kept.name, kept.parameters) == (COORDINATOR.name, "青葉区の人", {"ward": ["青葉区"]})
    other = open_book(sqlite_url, Actor("もう一人", "coordinator"))
    assert (own_views(other), other.all(SavedView)) == ([], [])
    for wrong in (lambda: rename_view(other, key, "x"), lambda: remove_view(other, key)):
        with pytest.raises(CasebookError):
            wrong()
    remove_view(book, key)
    assert own_views(book) == []
    assert [one.entity for one in book.all(Audit)[rows:]] == ["saved_view"] * 4


def test_names_and_numbers_have_bounds(book):
    for name in (" ", "あ" * 10_000):
        with pytest.raises(InvalidInputError):
            keep_view(book, "people", name, {})
    with pytest.raises(DeskError):
        keep_view(book, "people", "x", {"ward": ["あ" * 5000]})
    for number in range(MOST):
        keep_view(book, "visits", f"{number}", {})
    with pytest.raises(DeskError):
        keep_view(book, "visits", "one more", {})
