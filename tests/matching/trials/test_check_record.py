"""The check of a record by somebody who trusts nobody."""

import copy
from typing import Any

import pytest

from matching.errors import RecordError
from matching.trials.check_record import check_record
from tests.matching.trials.tampering import TAMPERING, Change


@pytest.mark.parametrize("change", TAMPERING.values(), ids=TAMPERING)
def test_tampering_is_caught(record: dict[str, Any], change: Change) -> None:
    tampered = copy.deepcopy(record)
    change(tampered)
    with pytest.raises(RecordError):
        check_record(tampered)


@pytest.mark.parametrize("nonsense", [None, [], "plan", {}])
def test_nonsense_is_no_record(nonsense: Any) -> None:
    with pytest.raises(RecordError, match=r"record\.format"):
        check_record(nonsense)
