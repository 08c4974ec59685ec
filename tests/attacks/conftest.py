"""After every attack: no log holds the name that was planted for it."""

import logging
from collections.abc import Iterator

import pytest

from ui.server.logs import keep_names_out_of_logs

PLANTED = "植込太郎Z9"
"""A name to plant, in any text of any record."""


@pytest.fixture(autouse=True)
def no_log_holds_the_planted_name(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Log as the server does, and look through what was logged."""
    make = logging.getLogRecordFactory()
    keep_names_out_of_logs()
    yield
    logging.setLogRecordFactory(make)
    written = [logging.Formatter().format(record) for record in caplog.get_records("call")]
    assert [line for line in written if PLANTED in line] == []
