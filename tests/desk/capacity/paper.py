"""The tables of the council's paper of fiscal 2019 (障害者自立支援協議会の取組みについて, 計画相談支援の拡充について)."""

from datetime import date
from typing import Any

from casebook.records import CapacityCount, CapacityTarget, CorporationVisit

READ = tuple(
    CapacityCount(counted_on=day, offices=offices, with_plan=with_plan, staff_hundredths=staff, claims=claims)
    for day, offices, with_plan, staff, claims in (
        (date(2018, 3, 31), 44, 2_401, 4_666, 677),
        (date(2019, 3, 31), 42, 2_713, 5_268, 890),
        (date(2020, 1, 31), 41, 3_051, 5_955, 1_108),
    )
)
"""Table 1. It prints claims a head alone, of which these are claims a month; people entitled and with their own plans it does not
give, so that the 49.3 % that it names with a plan follow from nothing in it."""
PRINTED = {
    date(2018, 3, 31): {
        "offices": "44", "with_plan": "2,401", "staff_hundredths": "46.66", "cases_a_head": "51.46", "claims_a_head": "14.5",
    },
    date(2019, 3, 31): {
        "offices": "42", "with_plan": "2,713", "staff_hundredths": "52.68", "cases_a_head": "51.50", "claims_a_head": "16.9",
    },
    date(2020, 1, 31): {
        "offices": "41", "with_plan": "3,051", "staff_hundredths": "59.55", "cases_a_head": "51.23", "claims_a_head": "18.6",
    },
}  # fmt: skip
"""As the paper prints them, but for one figure: 58.06 cases a head in January 2020, where 3,051 by 59.55 is 51.23."""
AIM = CapacityTarget(for_on=date(2021, 3, 31), staff_hundredths=6_955, claims_a_head=170)
"""Ten specialists more than this year, and 17 claims a specialist and month."""
NURSES, INSURERS = 5, 7
RESULTS = {"next_year": 2, "some_day": 1, "considering": 6, "not_possible": 3}
OPINIONS = (
    "計画相談支援を実施できる人員の余裕がない。",
    "居宅介護支援事業所に併設する方が検討しやすい。",
    "初任者研修（７日間）の受講負担が大きい。",
)


def visits() -> list[CorporationVisit]:
    """Return twelve corporations that were visited, as the paper counts them."""
    results = [result for result, count in RESULTS.items() for _ in range(count)]
    kinds = ["home_nursing"] * NURSES + ["care_insurance"] * INSURERS
    said: dict[int, Any] = dict(enumerate(OPINIONS))
    return [
        CorporationVisit(
            visited_on=date(2019, 9, day),
            corporation=f"法人{day}",
            kind=kind,
            result=result,
            opinions=said.get(day - 1),
        )
        for day, (kind, result) in enumerate(zip(kinds, results, strict=True), start=1)
    ]
