"""The demonstration's past: emergencies, consultations, trial stays and visits since April 2021.

The totals of fiscal year 2021 are those of the published review (Tables 1 and 2, room use); the
other years are of the same size.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from casebook import vocabulary as v
from casebook.records import Contact, Enquiry, ExitPlan, FollowUp, Stay
from words.zone import TOKYO

START = date(2021, 4, 1)
# Table 1, FY2021: admitted and advice only, in the order of vocabulary.CONSULTATION_SOURCES.
ADMITTED = (11, 0, 2, 5, 13, 2, 1, 1, 1, 1, 1, 3)
ADVICE = (9, 1, 3, 3, 10, 8, 4, 0, 8, 4, 4, 4)
# Table 2, FY2021, in the order of vocabulary.VISIT_KINDS.
VISITS = (11, 20, 0, 1, 2, 1, 0)
# Contacts of FY2024, April to January (支援延件数 255件), and a month since then.
CONTACTS, CONTACTS_FROM, CONTACTS_UNTIL, CONTACTS_A_MONTH = 255, date(2024, 4, 1), date(2025, 1, 31), 12
# Days of FY2021 by number of rooms in use: 551 room-days.
DAYS_BY_ROOMS = {0: 70, 1: 140, 2: 85, 3: 40, 4: 29, 5: 1}
ROOMS = 4
HANDOVERS = (
    "夜は21時に服薬。寝付くまで職員が近くにいると落ち着く。食事は刻み食。移る先の職員に書面で渡した。",
    "大きな音が苦手。日中活動の準備は前の晩に一緒に行う。本人・家族と担当者に口頭で伝えた。",
    None,
)
WITH_WHOM = ("本人", "家族", "相談支援専門員", "区の担当者", "通所先の職員")
IN_CHARGE = ("見本 一郎", "見本 花子")
MOST_ENQUIRIES = 3


@dataclass
class Busy:
    """Who is where when, so that nobody is in two places at once."""

    spans: dict[int, list[tuple[date, date]]] = field(default_factory=dict)

    def free(self, person: int, start: date, end: date) -> bool:
        """Tell whether a person is nowhere else between two days."""
        return all(end < first or last < start for first, last in self.spans.get(person, []))

    def take(self, person: int, start: date, end: date) -> None:
        """Keep the days."""
        self.spans.setdefault(person, []).append((start, end))

    def draw(self, people: Sequence[int], start: date, end: date, luck: random.Random) -> int | None:
        """Draw somebody who is free, and keep the days."""
        free = [person for person in people if self.free(person, start, end)]
        if not free:
            return None
        person = luck.choice(free)
        self.take(person, start, end)
        return person


def emergency_spans(today: date, luck: random.Random) -> list[tuple[date, date]]:
    """Return first and last day of every admission to the base until today; later ends are still to come."""
    spans = [(START + timedelta(first), START + timedelta(last)) for first, last in fy2021_spans(luck)]
    day = date(2022, 4, 1)
    while day <= today:
        day += timedelta(days=round(luck.expovariate(1 / 9)))
        last = day + timedelta(days=_length(luck) - 1)
        if sum(1 for first, end in spans if first <= day <= end) < ROOMS:
            spans.append((day, last))
    return sorted(span for span in spans if span[0] <= today)


def _length(luck: random.Random) -> int:
    """Draw a stay's days: skewed, two weeks on average."""
    return max(1, min(90, round(luck.lognormvariate(2.2, 0.8))))


def fy2021_spans(luck: random.Random) -> list[tuple[int, int]]:
    """Return 41 stays as (first, last) day of the year whose use of rooms is exactly that of FY2021.

    A random walk over sets of stays: one stay is moved, lengthened or shortened at a time, and
    the change is kept unless it leads further from the wanted number of days with 0 to 5 rooms.
    """
    days = sum(DAYS_BY_ROOMS.values())
    stays = []
    for _ in range(sum(ADMITTED)):
        first = luck.randrange(days)
        stays.append((first, min(days - 1, first + _length(luck) - 1)))
    used = [0] * days
    for first, last in stays:
        for day in range(first, last + 1):
            used[day] += 1
    distance = _distance(used)
    while distance:
        index = luck.randrange(len(stays))
        first, last = stays[index]
        moved = _nudge(first, last, days, luck)
        _add(used, first, last, -1)
        _add(used, *moved, 1)
        new = _distance(used)
        if new <= distance or luck.random() < 0.0005:
            stays[index], distance = moved, new
        else:
            _add(used, *moved, -1)
            _add(used, first, last, 1)
    return sorted(stays)


def _nudge(first: int, last: int, days: int, luck: random.Random) -> tuple[int, int]:
    way = luck.randrange(3)
    step = luck.choice((-3, -2, -1, 1, 2, 3))
    if way == 0:
        return first, min(days - 1, max(first, last + step))
    if way == 1:
        return min(last, max(0, first + step)), last
    length = last - first
    first = luck.randrange(days - length)
    return first, first + length


def _add(used: list[int], first: int, last: int, change: int) -> None:
    for day in range(first, last + 1):
        used[day] += change


def _distance(used: list[int]) -> int:
    days_by_rooms = Counter(used)
    rooms = set(days_by_rooms) | set(DAYS_BY_ROOMS)
    return sum(abs(days_by_rooms[count] - DAYS_BY_ROOMS.get(count, 0)) * max(1, count - 3) for count in rooms)


def admitted_sources(count: int, luck: random.Random) -> list[str]:
    """Return the sources of admissions: the first 41 exactly those of FY2021, the others like them."""
    exact = [source for source, number in zip(v.CONSULTATION_SOURCES, ADMITTED, strict=True) for _ in range(number)]
    luck.shuffle(exact)
    return exact[:count] + luck.choices(v.CONSULTATION_SOURCES, weights=ADMITTED, k=max(0, count - len(exact)))


def advice_calls(today: date, luck: random.Random) -> list[tuple[date, str]]:
    """Return the day and source of each consultation that ended in advice; FY2021 as in Table 1."""
    calls = [
        (START + timedelta(luck.randrange(365)), source)
        for source, number in zip(v.CONSULTATION_SOURCES, ADVICE, strict=True)
        for _ in range(number)
    ]
    day = date(2022, 4, 1)
    while day <= today:
        day += timedelta(days=round(luck.expovariate(1 / 5.6)))
        calls.append((day, luck.choices(v.CONSULTATION_SOURCES, weights=ADVICE)[0]))
    return sorted(call for call in calls if call[0] <= today)


def visit_days(today: date, luck: random.Random) -> list[tuple[date, str]]:
    """Return the day and kind of each visit; FY2021 as in Table 2, about a dozen a year later on."""
    visits = [
        (START + timedelta(luck.randrange(365)), kind)
        for kind, number in zip(v.VISIT_KINDS, VISITS, strict=True)
        for _ in range(number)
    ]
    day = date(2022, 4, 1)
    while day <= today:
        day += timedelta(days=luck.randint(10, 50))
        visits.append((day, luck.choices(v.VISIT_KINDS, weights=VISITS)[0]))
    return sorted(visit for visit in visits if visit[0] <= today)


def contact_days(today: date, luck: random.Random) -> list[date]:
    """Return the day of each contact since April 2024: those of FY2024 as published, fewer later on."""
    days = [
        CONTACTS_FROM + timedelta(luck.randrange((CONTACTS_UNTIL - CONTACTS_FROM).days + 1)) for _ in range(CONTACTS)
    ]
    month = date(2025, 4, 1)
    while month <= today:
        days += [month + timedelta(luck.randrange(28)) for _ in range(CONTACTS_A_MONTH)]
        month = (month + timedelta(days=31)).replace(day=1)
    return sorted(day for day in days if day <= today)


def contacts(people: Sequence[int], today: date, luck: random.Random) -> list[Contact]:
    """Return who was in contact about whom; most next steps were done."""
    found = []
    for day in contact_days(today, luck):
        kind = luck.choices(v.CONTACT_KINDS, weights=(45, 25, 18, 8, 4))[0]
        ahead = day + timedelta(days=luck.choice((7, 14, 30))) if luck.random() < 0.4 else None
        done = ahead is not None and (ahead < today - timedelta(days=20) or luck.random() < 0.3)
        found.append(
            Contact(
                person_id=luck.choice(people),
                contacted_on=day,
                kind=kind,
                purpose=luck.choices(v.CONTACT_PURPOSES, weights=(60, 12, 18, 10))[0],
                with_whom=luck.choice(WITH_WHOM),
                in_charge=luck.choice(IN_CHARGE),
                note="見本の記録",
                next_step="様子を電話で聞く" if ahead else None,
                next_on=ahead,
                next_done_on=min(ahead, today) if ahead and done else None,
            ),
        )
    return found


def follow_ups(people: Sequence[int], today: date, luck: random.Random) -> list[FollowUp]:
    """Return how often most of them are looked after; of some nobody has said."""
    chosen = [person for person in people if luck.random() < 0.8]
    return [
        FollowUp(
            person_id=person,
            follow_level=luck.choices(v.FOLLOW_LEVELS, weights=(15, 45, 30, 10))[0],
            next_on=today + timedelta(days=luck.randint(-10, 120)),
        )
        for person in chosen
    ]


def exit_plan(key: int, stay: Stay, homes: Sequence[int], luck: random.Random) -> ExitPlan:
    """Return how an admission is to end: some know where next; not every handover was written down."""
    home, handover = luck.choice(homes), luck.choice(HANDOVERS)
    until = stay.start_on + timedelta(days=luck.choice((5, 7, 14, 21)))
    if stay.end_on is not None:
        return ExitPlan(stay_id=key, expected_until=until, step="moved", handover=handover)
    step = luck.choice(v.EXIT_STEPS[:-1])
    if step == "assessment":
        return ExitPlan(stay_id=key, expected_until=luck.choice((until, None)), step=step)
    return ExitPlan(
        stay_id=key,
        expected_until=until,
        step=step,
        next_residence="group_home",
        next_facility_id=home,
        handover=handover,
        note="計画相談と調整中",
    )


def hour_of(day: date, luck: random.Random) -> datetime:
    """Return when on a day a call came: mostly in office hours, some in the evening."""
    hour = luck.choices(range(24), weights=(*(1,) * 8, *(9,) * 10, *(5,) * 4, 2, 1))[0]
    return datetime.combine(day, time(hour, luck.randrange(0, 60, 5)), tzinfo=TOKYO)


def enquiries(call: int, at: datetime, facilities: Sequence[int], luck: random.Random) -> list[Enquiry]:
    """Return what facilities answered that night; who could have helped could only from the next day."""
    answered = []
    for facility in facilities:
        at += timedelta(minutes=luck.randint(5, 25))
        answer = luck.choices(v.ENQUIRY_ANSWERS, weights=(12, 68, 20))[0]
        answered.append(
            Enquiry(
                consultation_id=call,
                facility_id=facility,
                at=at,
                answer=answer,
                reason=luck.choices(v.ENQUIRY_REASONS, weights=(40, 22, 24, 8, 3, 3))[0]
                if answer == "declined"
                else None,
                note="翌日からなら受けられるとのこと" if answer == "accepted" else None,
            ),
        )
    return answered
