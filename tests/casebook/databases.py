"""Databases that are no casebook yet, or none at all."""

import pytest

from casebook.book import open_casebook
from casebook.errors import NotReadyError
from tests.conftest import COORDINATOR, NOW


def refusal(call):
    with pytest.raises(NotReadyError) as caught:
        call()
    return caught.value


def open_at(url):
    return open_casebook(url, COORDINATOR, lambda: NOW)
