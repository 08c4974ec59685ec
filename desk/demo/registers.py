"""What the demonstration has in the registers of the work around people: a few places beyond offices, and who uses them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from casebook.records import Resource, ResourceUse

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
