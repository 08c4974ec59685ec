"""A condition of a facility, confirmed."""

from matching.problem.conditions import confirm
from tests.matching.examples import WELCOMING


def test_one_kind_of_care_can_be_confirmed_alone() -> None:
    known = confirm(confirm(WELCOMING, "medical_care.suction", True), "disability_kind.mental", False)
    assert known.medical_care == {"suction": True}
    assert known.disability_kinds == {"mental": False}
