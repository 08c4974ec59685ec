"""What the demonstration has in the registers of the work around people: places, meetings, consultation for plans."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from casebook.records import (
    AdviceVisit,
    CapacityCount,
    CapacityTarget,
    CorporationVisit,
    CouncilMeeting,
    CouncilPlan,
    CouncilYear,
    IssueCase,
    JointCase,
    JointReport,
    RegionalIssue,
    RegionalIssueStep,
    Resource,
    ResourceUse,
    TrainingEvent,
)
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


COUNCIL = "青葉区"


def council_year(today: date) -> CouncilYear:
    """Return what one ward's council says of the fiscal year."""
    return CouncilYear(
        fiscal_year=fiscal_year(today), ward=COUNCIL,
        main_work="子ども食堂や市民センターなど、地域の集まりを見学し、障害分野以外の機関とのつながりをつくった。",
        issues="指定特定相談支援事業所の参加が少ない。会議の目的を区全体で共有することが課題である。",
        next_plans="連絡会議で事例検討を再開する。",
    )  # fmt: skip


def council_plans(year_id: int) -> list[CouncilPlan]:
    """Return how many meetings of each kind it planned."""
    planned: list[tuple[str, str | None, int, str | None]] = [
        ("general", "青葉区地域会議", 1, None),
        ("practitioners", "つどい", 2, None),
        ("consultation_offices", None, 7, "話題提供と意見交換を隔月で行う。"),
        ("project_team", None, 0, None),
        ("other", "地域展開チーム", 12, "つどいの場づくりと、障害についての啓発。"),
        ("steering", None, 12, "各会議の進み具合と、地域生活支援拠点の運用の検討。"),
        ("activity", None, 0, None),
    ]
    return [
        CouncilPlan(council_year_id=year_id, kind=kind, name=name, planned=count, summary=summary)
        for kind, name, count, summary in planned
    ]


def council_meetings(today: date) -> list[CouncilMeeting]:
    """Return two meetings that were held, one online and one of the city, and one that is planned."""
    of_ward: dict[str, Any] = {"ward": COUNCIL, "kind": "practitioners", "name": "つどい"}
    return [
        CouncilMeeting(
            held_on=today - timedelta(days=70), held=True, meeting_form="online", attendance=34,
            summary="他の事業所の取組みに学び、支援の状況を共有した。", **of_ward,
        ),
        CouncilMeeting(
            held_on=today - timedelta(days=30), held=True, kind="general", meeting_form="in_person",
            place="市役所 会議室", summary="地域生活支援拠点の年間の報告。",
        ),
        CouncilMeeting(held_on=today + timedelta(days=50), held=False, meeting_form="hybrid", **of_ward),
    ]  # fmt: skip


def training_events(today: date) -> list[TrainingEvent]:
    """Return a training of which is known how many came, and an exchange of which it is not."""
    return [
        TrainingEvent(
            kind="training", title="行動の背景を考える支援", held_on=today - timedelta(days=45), hours="13:30〜16:00",
            meeting_form="hybrid", place="市民センター", lecturers="発達相談支援センター 職員",
            participating_offices="短期入所・共同生活援助・相談支援の各事業所", offices_count=18, attendance=41,
            summary="講義とグループワーク。", opinions="緊急時に受け入れるには、普段の様子を知っておきたい。",
        ),
        TrainingEvent(
            kind="information_exchange", title="短期入所の事業所との情報交換会", held_on=today - timedelta(days=120),
            ward="泉区", meeting_form="online", summary="体験利用の受入れの流れを確かめた。",
        ),
    ]  # fmt: skip


def regional_issues(today: date) -> list[RegionalIssue]:
    """Return an issue of a ward that went up to the city, and one of the city about which nothing was done for long."""
    return [
        RegionalIssue(
            title="強度行動障害のある方の緊急時の受入れ", theme="human_resources", raised_on=today - timedelta(days=100),
            ward=COUNCIL, raised_by="practitioners", in_charge="緑川",
        ),
        RegionalIssue(
            title="高齢の親と暮らす方の親なき後の住まい", theme="8050", raised_on=today - timedelta(days=130),
            raised_by="general", in_charge="市 障害者支援課",
        ),
    ]  # fmt: skip


def issue_steps(issue_id: int, today: date) -> list[RegionalIssueStep]:
    """Return how an issue went up to the city."""
    return [
        RegionalIssueStep(
            regional_issue_id=issue_id, taken_on=today - timedelta(days=70),
            action="区内の短期入所4か所に、受入れの難しさを聞き取った。", answered="夜間の人手と研修が足りない。",
        ),
        RegionalIssueStep(
            regional_issue_id=issue_id, taken_on=today - timedelta(days=30), passed_to="city",
            action="区の協議会でまとめ、市の協議会に上げた。", next_on=today + timedelta(days=30),
        ),
    ]  # fmt: skip


def issue_cases(issue_id: int, people: Sequence[int]) -> list[IssueCase]:
    """Return out of whose cases an issue was raised."""
    return [IssueCase(regional_issue_id=issue_id, person_id=one) for one in people[:2]]


CENTRE = "見本基幹相談支援センター"


def joint_cases(people: Sequence[int], today: date) -> list[JointCase]:
    """Return two people who are supported with the core centre, and one who was handed over to it."""
    first = today.replace(day=1)
    return [
        JointCase(
            person_id=people[3], core_centre=CENTRE, begun_on=first - relativedelta(months=3, days=-9),
            hard_by={"8050": True, "whole_family": True}, by_base="体験利用の調整と、緊急時の受入れ先の確保",
            by_centre="家族全体の見立てと、支援会議の進行", by_office="計画の見直しと月1回の訪問", by_ward="高齢分野との連絡",
        ),
        JointCase(
            person_id=people[4], core_centre=CENTRE, begun_on=first - relativedelta(months=2, days=-4),
            hard_by={"behaviour": True}, by_base="受入れの手順づくり", by_centre="支援者への助言",
        ),
        JointCase(
            person_id=people[5], core_centre=CENTRE, begun_on=first - relativedelta(months=8), hard_by={"abuse": True},
            ended_on=first - relativedelta(months=4, days=-11), ending="handed_over",
        ),
    ]  # fmt: skip


def joint_reports(case_id: int, today: date) -> list[JointReport]:
    """Return the reports of the three months before of the first case."""
    first = today.replace(day=1)
    done = ("初回の支援会議で役割を決めた。", "自宅を一緒に訪問し、母の話を聞いた。", "体験利用を1泊行った。")
    return [
        JointReport(
            joint_case_id=case_id, month=first - relativedelta(months=back), done=what,
            situation="本人は落ち着いている。母の体調に波がある。", next_step="次の体験利用の日程を決める。",
        )
        for back, what in zip((3, 2, 1), done, strict=True)
    ]  # fmt: skip


def advice_visits(today: date) -> list[AdviceVisit]:
    """Return two visits to consultation offices, one about a case and one to learn together."""
    return [
        AdviceVisit(
            visited_on=today - timedelta(days=25), office="見本相談支援事業所 いずみ野", ward="泉区", kind="case",
            who_went="緑川", attendance=3, summary="強度行動障害のある方の、家庭での過ごし方を一緒に検討した。",
            next_step="1か月後に様子を聞く。", next_on=today + timedelta(days=5),
        ),
        AdviceVisit(
            visited_on=today - timedelta(days=80), office="見本相談支援事業所 ふもと", ward="青葉区", kind="training",
            attendance=8, summary="緊急時に備えた計画の書き方の勉強会。",
        ),
    ]  # fmt: skip


def capacity(today: date) -> list[CapacityCount]:
    """Return what was counted at the ends of three fiscal years; of the last, claims are not known yet."""
    year = fiscal_year(today)
    counted = ((2_310, 1_620, 4_480, 4_525, 655), (2_475, 1_655, 4_690, 4_980, 764), (2_690, 1_640, 4_905, 5_340, None))
    return [
        CapacityCount(
            counted_on=span(year - back)[1], offices=offices, with_plan=planned, self_planned=own, entitled=entitled,
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
