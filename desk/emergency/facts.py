"""What is known of each facility at the hour of a call, looked up once for all of them and put into sentences."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casebook import vocabulary as v
from casebook.book import Casebook
from casebook.records import Enquiry, Facility, FreeBed, Proposal, Stay
from casebook.records.base import require
from desk.city import City, FacilityFile, PersonFile, roughly_placed
from desk.emergency.enquiries import enquiry_history
from desk.period import public_holidays
from desk.plan import answers, emergency_answers
from geodata.hours import DAYS_AHEAD, Hours, open_at, opens_at
from matching.emergency import INFORMATION_MISSING, Line, Tonight
from matching.policy import Policy
from matching.problem import NOT_ASKED, Acceptance, acceptance_by_facility
from words.message import Message
from words.say import say
from words.zone import TOKYO

SMALL_HOURS = 5
"""Until this hour a call is about the night before."""
MONTHS_FROM_DAYS = 60
"""From so many days on, it is said in months how long ago something was."""
BRIEF_HOURS = {True: "tonight.brief_open", False: "tonight.brief_outside", None: "tonight.brief_hours_unknown"}


@dataclass(frozen=True)
class Beds:
    """Beds free tonight, and when that was known; both None when nobody has said."""

    free: int | None = None
    known_on: date | None = None


@dataclass(frozen=True)
class Place:
    """One facility to telephone.

    Attributes
    ----------
    acceptance
        How it has answered on the nights of emergencies; `line.acceptance` counts trial stays, too.
    brief
        What decides, in a few words each.
    told
        All that is known of it for this person tonight, the most important first.
    """

    rank: int
    file: FacilityFile
    line: Line
    beds: Beds
    acceptance: Acceptance
    brief: tuple[Message, ...]
    told: tuple[Message, ...]

    def in_brief(self, language: str) -> list[str]:
        """Say what decides."""
        return in_words(self.brief, language)

    def sentences(self, language: str) -> list[str]:
        """Say all that is known."""
        return in_words(self.told, language)


def in_words(sentences: Iterable[Message], language: str) -> list[str]:
    """Put sentences into words."""
    return [say(sentence, language) for sentence in sentences]


def sheet_sentence(file: PersonFile) -> Message:
    """Say whether the person's information can be sent."""
    made_on = file.person.identified_on
    if made_on is None:
        return Message("tonight.no_sheet")
    if file.information_ready:
        return Message("tonight.sheet_ready", {"day": made_on})
    return Message("tonight.sheet_matching_only" if file.consent_valid else "tonight.no_consent", {"day": made_on})


def night_of(at: datetime) -> date:
    """Return the day on which the night of an hour began: in the small hours it is still yesterday's."""
    return at.date() - timedelta(days=1) if at.hour < SMALL_HOURS else at.date()


class Facts:
    """What is known of the facilities at the hour, looked up once for all of them."""

    def __init__(self, book: Casebook, city: City, at: datetime, file: PersonFile | None, policy: Policy) -> None:
        self.city, self.at, self.file, self.policy = city, at, file, policy
        self.day, self.night = at.date(), night_of(at)
        self.holidays = public_holidays(self.day - timedelta(days=1), self.day + timedelta(days=DAYS_AHEAD))
        self.enquiries = enquiry_history(book)
        self.night_answers, self.trial_answers = emergency_answers(book), answers(book)
        self.rates = acceptance_by_facility(self.night_answers)
        self.trial_rates = acceptance_by_facility(self.trial_answers)
        self.beds = self._free_beds(book)
        self.stays: dict[int, list[Stay]] = defaultdict(list)
        for stay in file.stays if file else ():
            if stay.start_on <= self.day:
                self.stays[stay.facility_id].append(stay)

    def _free_beds(self, book: Casebook) -> dict[int, Beds]:
        """Take booked proposals and emergency stays of the night, those since midnight too, off what was said of it.

        They are counted whoever may see them: a bed that is taken is not free.
        """
        free_beds = {require(one.id): one for one in book.all(FreeBed, night=self.night)}
        written = book.written_at(FreeBed, free_beds) if free_beds else {}
        beds = {}
        booked = book.nights_taken(Proposal, self.night, status="booked")
        slept = book.nights_taken(Stay, self.night, begun_by=self.day, kind="emergency")
        for key, free_bed in free_beds.items():
            taken = booked.get(free_bed.facility_id, 0) + slept.get(free_bed.facility_id, 0)
            written_at = written.get(key)
            beds[free_bed.facility_id] = Beds(
                max(0, free_bed.beds - taken), written_at.astimezone(TOKYO).date() if written_at else None
            )
        return beds

    def known(self, said: Mapping[int, str]) -> dict[int, Tonight]:
        """Return the beds and the acceptance hours of all facilities, and what each last said to this call."""
        return {
            key: Tonight(self.beds.get(key, Beds()).free, self._open(file), self._day_off(file), said.get(key))
            for key, file in self.city.facilities.items()
        }

    def _day_off(self, file: FacilityFile) -> bool:
        return file.condition.weekdays.get(self._weekday) is False

    def _open(self, file: FacilityFile) -> bool | None:
        return False if self._day_off(file) else open_at(self._hours(file), self.at, self.holidays)

    @property
    def _weekday(self) -> str:
        return v.WEEKDAYS[self.night.weekday()]

    @property
    def _wished_km(self) -> str | None:
        """The largest distance that the person wishes, in kilometres."""
        metres = self.file.person.max_distance_m if self.file else None
        return None if metres is None else f"{metres / 1000:.1f}"

    @staticmethod
    def _hours(file: FacilityFile) -> Hours:
        site = file.facility
        return Hours(site.hours_weekday, site.hours_saturday, site.hours_sunday, site.hours_holiday, site.closed_days)

    def place(self, rank: int, line: Line) -> Place:
        """Say all that is known of one facility."""
        key = line.facility_id
        file = self.city.facilities[key]
        sentences = (
            *self._policy_sentences(file, line),
            *(Message(f"tonight.wish_{code}", {"km": self._wished_km}) for code in line.against_wishes),
            *self._past_use_sentences(line),
            *self._bed_sentences(file),
            *self._hours_sentences(file, line),
            *(Message(f"confirm.{code}") for code in line.to_confirm),
            *self._answer_sentences(key),
            distance(file.facility, line.metres, "tonight.distance"),
        )
        beds, rate = self.beds.get(key, Beds()), self.rates.get(key, NOT_ASKED)
        return Place(rank, file, line, beds, rate, tuple(self._brief(file, line, beds)), sentences)

    def _brief(self, file: FacilityFile, line: Line, beds: Beds) -> Iterator[Message]:
        if file.condition.sharing == "private":
            yield Message("tonight.brief_private")
        if file.facility.missing_since:
            yield Message("tonight.brief_not_listed", {"day": file.facility.missing_since})
        unmet = "needs_information" if INFORMATION_MISSING in line.missing else "ask_policy"
        yield Message(f"tonight.brief_{'met' if line.policy_met else unmet}")
        if self.file and line.policy_met and file.condition.emergency_policy == "information" and not line.still_known:
            yield Message("tonight.brief_send_sheet", {"day": self.file.person.identified_on})
        yield from (Message(f"tonight.brief_wish_{code}") for code in line.against_wishes)
        yield from self._brief_last_stay(line)
        vacancy, rate = file.vacancy_on(self.night), self.rates.get(file.key, NOT_ASKED)
        if beds.free is not None:
            yield Message("tonight.brief_beds", {"beds": beds.free, "day": beds.known_on})
        elif vacancy:
            params = {"vacancy": Message(f"vacancy.{vacancy}"), "day": file.condition.vacancy_on}
            yield Message("tonight.brief_vacancy", params)
        else:
            yield Message("tonight.brief_beds_unknown")
        yield from self._brief_hours(file, line)
        if rate.asked:
            yield Message("tonight.brief_answers", {"asked": rate.asked, "accepted": rate.accepted})
        yield distance(file.facility, line.metres)
        if line.to_confirm:
            yield Message("tonight.brief_to_confirm", {"count": len(line.to_confirm)})

    def _brief_hours(self, file: FacilityFile, line: Line) -> Iterator[Message]:
        if line.tonight.day_off:
            yield Message("tonight.brief_day_off")
        elif opens := self._opens(file, line):
            yield _when("tonight.brief_opens", opens, self.day)
        else:
            yield Message(BRIEF_HOURS[line.tonight.open])

    def _brief_last_stay(self, line: Line) -> Iterator[Message]:
        last = line.last_stay
        if last is None:
            yield Message("tonight.brief_never")
        elif last.goes_on(self.day):
            yield Message("tonight.brief_staying", {"since": last.start})
        elif last.outcome is None:
            yield Message("tonight.brief_last_stay", {"day": last.end})
        else:
            params = {"day": last.end, "outcome": Message(f"outcome.{last.outcome}")}
            yield Message("tonight.brief_last_stay_outcome", params)

    def _policy_sentences(self, file: FacilityFile, line: Line) -> Iterator[Message]:
        policy = file.condition.emergency_policy
        if file.condition.sharing == "private":
            yield Message("tonight.private")
        yield Message(f"tonight.policy_{policy or 'unknown'}")
        if policy == "information" and not line.still_known:
            yield sheet_sentence(self.file) if self.file else Message("tonight.no_file")

    def _past_use_sentences(self, line: Line) -> Iterator[Message]:
        own, last = self.stays.get(line.facility_id, []), line.last_stay
        if last is None:
            yield Message("tonight.no_past_use")
            return
        days = (self.day - last.last_day(self.day)).days
        unit, count = ("days", days) if days < MONTHS_FROM_DAYS else ("months", int(days / 365.25 * 12))
        outcome = Message(f"outcome.{last.outcome}") if last.outcome else None
        params = {"kind": Message(f"stay_kind.{last.kind}"), "start": last.start, "end": last.end, "outcome": outcome}
        code = "tonight.staying" if last.goes_on(self.day) else f"tonight.last_stay_{unit}"
        yield Message(code, {**params, "count": count})
        if len(own) > 1:
            yield Message("tonight.stays", {"count": len(own)})
        if not line.still_known and last.outcome != "broken_off":
            yield Message("tonight.past_use_old", {"months": self.policy.scope.emergency_past_use_months})

    def _bed_sentences(self, file: FacilityFile) -> Iterator[Message]:
        beds, condition = self.beds.get(file.key), file.condition
        if beds is not None:
            code = "tonight.beds_free" if beds.free else "tonight.beds_none"
            yield Message(code, {"beds": beds.free, "day": beds.known_on})
        elif condition.vacancy is None:
            yield Message("tonight.beds_unknown")
        else:
            expired = file.vacancy_on(self.night) is None
            params = {"vacancy": Message(f"vacancy.{condition.vacancy}"), "day": condition.vacancy_on}
            code = "tonight.vacancy_expired" if expired else "tonight.vacancy"
            yield Message(code, {**params, "until": condition.vacancy_until})

    def _hours_sentences(self, file: FacilityFile, line: Line) -> Iterator[Message]:
        text = self._hours(file).on(self.night, self.holidays) or file.facility.closed_days
        if line.tonight.day_off:
            yield Message("tonight.day_refused", {"weekday": Message(f"weekday.{self._weekday}")})
        elif line.tonight.open is None:
            yield Message("tonight.hours_not_understood" if text else "tonight.hours_unknown", {"text": text})
        else:
            yield Message("tonight.hours_inside" if line.tonight.open else "tonight.hours_outside", {"text": text})
            if opens := self._opens(file, line):
                yield _when("tonight.opens", opens, self.day)

    def _opens(self, file: FacilityFile, line: Line) -> datetime | None:
        """Return when a facility that is closed at this hour next answers the telephone, as far as that is published."""
        closed = line.tonight.open is False and not line.tonight.day_off
        return opens_at(self._hours(file), self.at, self.holidays) if closed else None

    def _answer_sentences(self, key: int) -> Iterator[Message]:
        night, trial = self.rates.get(key, NOT_ASKED), self.trial_rates.get(key, NOT_ASKED)
        if night.asked:
            yield Message("tonight.answers", {"asked": night.asked, "accepted": night.accepted})
        if calls := self.enquiries.get(key):
            yield _last_answer(calls[0])
        if trial.asked:
            yield Message("tonight.trial_answers", {"asked": trial.asked, "accepted": trial.accepted})


def _when(code: str, moment: datetime, today: date) -> Message:
    """Say when something is: by the clock today and tomorrow, with its day later."""
    days = (moment.date() - today).days
    names = ("today", "tomorrow")
    return Message(
        f"{code}_{names[days] if days < len(names) else 'on'}", {"hour": f"{moment:%H:%M}", "day": moment.date()}
    )


def distance(facility: Facility, metres: int | None, code: str = "tonight.brief_distance") -> Message:
    """Say how far a facility is from a home, and that it is to be confirmed where its place is not known exactly."""
    if metres is None:
        return Message(f"{code}_unknown")
    return Message(f"{code}_rough" if roughly_placed(facility) else code, {"km": f"{metres / 1000:.1f}"})


def _last_answer(enquiry: Enquiry) -> Message:
    answer = Message(f"enquiry.{enquiry.answer}") if enquiry.reason is None else Message(f"decline.{enquiry.reason}")
    return Message("tonight.last_answer", {"day": enquiry.at.astimezone(TOKYO).date(), "answer": answer})
