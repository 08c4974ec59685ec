"""What the demonstration has in the registers of the work around people: places beyond offices, consultation for plans."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from casebook.records import CapacityCount, CapacityTarget, CorporationVisit, Resource, ResourceUse
from desk.period import fiscal_year, span

NOTE = "見本の資源"


def resources(today: date) -> list[Resource]:
    """Return three places, one of which would be lost if many knew of it."""
    where: dict[str, Any] = {"written_by": "見本", "city": "仙台市", "note": NOTE}
    return [
        Resource(
            name="ふれあい体操の会", sharing="public", ward="青葉区", serves={"leisure": True, "peer": True},
            open_days={"tue": True}, open_hours="10時から11時30分", cost_yen=100, at_once=20, wheelchair=True,
            source="地域包括支援センター", checked_on=today - timedelta(days=60), **where,
        ),
        Resource(
            name="みんなの食堂", sharing="network", ward="太白区", serves={"meals": True, "place_to_be": True},
            open_days={"wed": True, "fri": True}, open_hours="17時から19時", cost_yen=300, at_once=12,
            accessibility="入口に段差が1段あります。", source="民生委員児童委員",
            checked_on=today - timedelta(days=300), **where,
        ),
        Resource(
            name="喫茶ポプラ", sharing="never", ward="泉区", serves={"place_to_be": True}, at_once=1,
            checked_on=today - timedelta(days=20), **where,
        ),
    ]  # fmt: skip


def uses(resource_ids: Sequence[int], people: Sequence[int], today: date) -> list[ResourceUse]:
    """Return who uses what, how one came to the place that is never listed, and somebody who is still looking."""
    gym, _, cafe = resource_ids
    since = today - timedelta(days=200)
    story = "散歩の途中で店主に声をかけられ、窓際の席なら一人で過ごせるようになった。支援者は店に入らない約束。"
    return [
        ResourceUse(person_id=people[0], resource_id=gym, need="leisure", since_on=since),
        ResourceUse(person_id=people[1], resource_id=cafe, need="place_to_be", since_on=since, story=story),
        ResourceUse(person_id=people[2], need="work", since_on=since),
    ]


def capacity(today: date) -> list[CapacityCount]:
    """Return what was counted at the ends of three fiscal years; of the last, claims are not known yet."""
    year = fiscal_year(today)
    counted = ((2_310, 1_620, 4_480, 4_525, 655), (2_475, 1_655, 4_690, 4_980, 764), (2_690, 1_640, 4_905, 5_340, None))
    return [
        CapacityCount(
            counted_on=span(year - back)[1], offices=offices, planned=planned, self_planned=own, entitled=entitled,
            staff_hundredths=staff, claims=claims,
        )
        for back, offices, (planned, own, entitled, staff, claims) in zip((3, 2, 1), (38, 37, 39), counted, strict=True)
    ]  # fmt: skip


def capacity_target(today: date) -> CapacityTarget:
    """Return what is aimed at for the end of this fiscal year."""
    return CapacityTarget(for_on=span(fiscal_year(today))[1], staff_hundredths=6_000, claims_a_head=170, self_share=350)


def corporation_visits(today: date) -> list[CorporationVisit]:
    """Return three corporations that were asked to open an office."""
    asked: tuple[tuple[str, str, str | None, str | None], ...] = (
        ("見本の訪問看護", "home_nursing", "considering", "計画相談に回せる人員の余裕がない。"),
        ("見本の居宅介護支援", "care_insurance", "next_year", "居宅介護支援事業所に併設する形なら検討しやすい。"),
        ("見本の福祉会", "disability_services", None, None),
    )
    return [
        CorporationVisit(
            visited_on=today - timedelta(days=30 * back), corporation=name, kind=kind, result=result, opinions=said
        )
        for back, (name, kind, result, said) in enumerate(asked, start=1)
    ]
