"""The measures of coverage in words: what each is called, how it is defined, where it comes from."""

from casebook.vocabulary import STATISTIC_KINDS
from casebook.words import WORDS as CASEBOOK
from desk.access_words import DEFINED as ACCESS_DEFINED
from desk.coverage.measures import NEAREST, NEEDS
from matching.scenario_words import WORDS as MATCHING

Pair = tuple[str, str]
_PEOPLE = (
    "台帳の対象者（支援を終えた人を除く）",
    "Casebook: people whose support goes on",
)
_OFFICES = (
    "公表データ（WAM NETなど）から取り込んだ事業所と、台帳での修正",
    "Offices imported from published data (WAM NET and others), as corrected in the casebook",
)
_ASKED = ("台帳の施設条件（コーディネーターの聞き取り）", "Casebook: conditions that coordinators asked for")
_MATCHED = (
    "台帳の対象者と施設条件（計画と同じ決まりで判定）",
    "Casebook: people and conditions, judged by the rules of the plan",
)
_STAYS = ("台帳の利用歴", "Casebook: stays")
_VISITS = ("台帳の訪問記録", "Casebook: visits")
_PUBLISHED = (
    "取り込んだ統計（住民基本台帳人口、国勢調査、手帳所持者数など）の最新のもの",
    "The newest imported statistics (residents' register, census, certificates and others)",
)
_FIVE = (
    "2＝ある、1＝手薄、0＝ない。分からないことが残り、あるとも言えない地域は不明です。",
    "2: present, 1: thin, 0: missing. Unknown where something is not known and nothing is known to be there.",
)


def _five(ja: str, en: str) -> Pair:
    return f"{ja}{_FIVE[0]}", f"{en} {_FIVE[1]}"


_SAID: dict[str, tuple[Pair, Pair, Pair]] = {
    "people": (
        ("支援中・見守りの対象者数", "People followed"),
        (
            "支援を終えていない対象者を、住まいの地域で数えます。",
            "People whose support goes on, counted where they live.",
        ),
        _PEOPLE,
    ),
    **{
        f"tier_{tier}": (
            (f"リスク段階{tier}の対象者数", f"People in tier {tier}"),
            (f"対象者のうち、リスク段階が{tier}の人を数えます。", f"People followed who are in risk tier {tier}."),
            _PEOPLE,
        )
        for tier in (1, 2, 3)
    },
    **{
        f"need_{need}": (
            (f"対象者数（{MATCHING[f'need.{need}'][0]}）", f"People followed: {MATCHING[f'need.{need}'][1]}"),
            (
                f"対象者のうち「{MATCHING[f'need.{need}'][0]}」に当てはまると分かっている人を数えます。複数に当てはまる人は、それぞれで数えます。",
                f"People followed of whom this is known: {MATCHING[f'need.{need}'][1]}. Who has several needs counts under each.",
            ),
            _PEOPLE,
        )
        for need in NEEDS
    },
    "trial_places": (
        ("体験利用の枠（分かっている分）", "Known trial places"),
        (
            "拠点を除く施設が答えた体験利用の枠を足します。分かっている枠がなく、答えていない施設がある地域は不明です。",
            "Trial places that facilities outside the base have said. Unknown where none is known and some facility has not answered.",
        ),
        _ASKED,
    ),
    "places_unasked": (
        ("体験の枠が分からない施設数", "Facilities whose trial places are not known"),
        (
            "拠点を除き、宿泊できるのに体験利用の枠が分かっていない施設を数えます。",
            "Facilities outside the base where people can stay overnight and whose trial places nobody knows.",
        ),
        _ASKED,
    ),
    "places_per_person": (
        ("対象者1人あたりの体験の枠", "Known trial places per person"),
        (
            "分かっている体験利用の枠を、その地域の対象者数で割ります。対象者がいない地域は不明です。",
            "Known trial places of the area divided by the people followed there; unknown where there are none.",
        ),
        _ASKED,
    ),
    "emergency": (
        ("緊急受入れの可能性がある施設数（拠点以外）", "Facilities that may take an emergency (not the base)"),
        (
            "拠点を除き、何らかの条件で緊急時に受け入れると答えた施設を数えます。1つもなく、答えていない施設がある地域は不明です。",
            "Facilities outside the base that said they take emergencies under some condition. Unknown where there is none and some facility has not answered.",
        ),
        _ASKED,
    ),
    "emergency_unasked": (
        ("緊急受入れの方針が分からない施設数", "Facilities whose emergency policy is not known"),
        (
            "拠点を除き、宿泊できるのに緊急受入れの方針が分かっていない施設を数えます。",
            "Facilities outside the base where people can stay overnight and whose emergency policy nobody knows.",
        ),
        _ASKED,
    ),
    **{
        code: (
            (f"{ja}の{counter}数", en),
            (
                f"廃止と分かっていない{ja}の{counter}を数えます。台帳に1つもない間は、一覧が取り込まれていないと見て不明とします。",
                f"{en} that are not known to be closed. Unknown as long as the casebook holds none at all: no list of them was imported.",
            ),
            _OFFICES,
        )
        for code, ja, counter, en in (
            ("short_stay", "短期入所", "事業所", "Short-stay offices"),
            ("group_home", "共同生活援助", "事業所", "Group homes"),
            ("residential", "施設入所支援", "事業所", "Residential support offices"),
            ("training", "宿泊型自立訓練", "事業所", "Residential training offices"),
            ("welfare_home", "福祉ホーム", "施設", "Welfare homes"),
        )
    },
    "function_consultation": (
        ("拠点の機能：相談", "Function of a base: consultation"),
        _five(
            "拠点があるか、地域移行支援・地域定着支援の事業所が2つ以上あれば「ある」、1つなら「手薄」とします。",
            "Present with the base or at least two transition or settlement support offices, thin with one.",
        ),
        _OFFICES,
    ),
    "function_emergency": (
        ("拠点の機能：緊急時の受入れ・対応", "Function of a base: emergency admission"),
        _five(
            "緊急用居室のある拠点か、緊急時に受け入れると答えた施設が2つ以上あれば「ある」、1つなら「手薄」とします。",
            "Present with a base that has emergency rooms or at least two facilities that take emergencies, thin with one.",
        ),
        _ASKED,
    ),
    "function_trial": (
        ("拠点の機能：体験の機会・場", "Function of a base: chance and place to try"),
        _five(
            "体験利用を受けると答えた施設が2つ以上あれば「ある」、1つなら「手薄」とします。",
            "Present with at least two facilities that offer trial stays, thin with one.",
        ),
        _ASKED,
    ),
    "function_experts": (
        ("拠点の機能：専門的人材の確保・養成", "Function of a base: experts"),
        _five(
            "医療的ケアか強度行動障害のある人を受け入れると答えた施設が2つ以上あれば「ある」、1つなら「手薄」とします。研修の実績は台帳にないため見ていません。",
            "Present with at least two facilities that take people with medical care or severe behavioural disorder, thin with one. Training itself is not in the casebook and not looked at.",
        ),
        _ASKED,
    ),
    "function_system": (
        ("拠点の機能：地域の体制づくり", "Function of a base: building the local system"),
        _five(
            "拠点を除く宿泊できる施設のうち、この12か月に訪問した施設が半分以上なら「ある」、1つ以上なら「手薄」とします。宿泊できる施設のない地域は不明です。",
            "Present if at least half of the facilities outside the base where people can stay overnight were visited in the last 12 months, thin if any was. Unknown where there is no such facility.",
        ),
        _VISITS,
    ),
    "access_people": (
        ("体験の枠への近づきやすさ（対象者）", "Access to trial places, people at risk"),
        ACCESS_DEFINED["access_people"],
        _ASKED,
    ),
    "access_population": (
        ("体験の枠への近づきやすさ（人口）", "Access to trial places, residents"),
        ACCESS_DEFINED["access_population"],
        _ASKED,
    ),
    "no_place_near": (
        ("近くに体験できる施設がない人", "People without an eligible place near"),
        (
            "計画の決まりで候補になる施設が、近くと見なす距離までに1つもない対象者を数えます。同意の有無は問わず、住まいの分からない人と、距離の分からない候補がある人は数えません。",
            "People with no facility within the near distance that the rules of the plan allow, whether or not they have consented; people whose home is not known, and those with an eligible place at an unknown distance, do not count.",
        ),
        _MATCHED,
    ),
    "place_near_unknown": (
        (
            "近くに体験できる施設があるか分からない人",
            "People of whom it is not known whether an eligible place is near",
        ),
        (
            "近くと見なす距離までに候補の施設が1つも見つからず、距離の分からない候補の施設がある対象者を数えます。住まいの分からない人は数えません。",
            "People with no eligible place known to be near and some at an unknown distance; people whose home is not known do not count.",
        ),
        _MATCHED,
    ),
    "no_place_in_time": (
        ("決めた時間内に体験できる施設がない人", "People without an eligible place in time"),
        (
            "計画の決まりで候補になる施設に、決めた時間（標準は30分）以内に着けない対象者を数えます。時間の分からない候補がある人は数えません。所要時間の分かる移動の設定（SONAE_TRAVEL の表または道路）があるときだけ示します。",
            "People who reach no facility that the rules of the plan allow within the chosen minutes (30 unless said otherwise); those with an eligible place at an unknown time do not count. Shown only where distances come from a table or roads that know times (SONAE_TRAVEL).",
        ),
        _MATCHED,
    ),
    "place_in_time_unknown": (
        (
            "決めた時間内に体験できる施設があるか分からない人",
            "People of whom it is not known whether they reach an eligible place in time",
        ),
        (
            "決めた時間以内に着けると分かる候補の施設がなく、所要時間の分からない候補の施設がある対象者を数えます。",
            "People who are known to reach no eligible place in time and have some at an unknown time.",
        ),
        _MATCHED,
    ),
    "one_place_near": (
        ("近くに体験できる施設が1か所だけの人", "People with one eligible place near"),
        (
            "計画の決まりで候補になる近くの施設が1つだけの対象者を数えます。その施設が閉じると、近くと分かる候補がなくなります。",
            "People with one single facility near that the rules of the plan allow: if it closed, none would be known to be near.",
        ),
        _MATCHED,
    ),
    **{
        f"metres_{rank}": (
            (f"{rank}番目に近い候補の施設までの距離", f"Distance to the eligible place number {rank} by distance"),
            (
                f"計画の決まりで候補になる施設のうち、{rank}番目に近いものまでの道のりの平均です。距離の分からない施設と、候補が足りない人は含みません。",
                f"Mean way to the facility that is number {rank} by distance among those that the rules of the plan allow; facilities at an unknown distance, and people with fewer, are left out.",
            ),
            _MATCHED,
        )
        for rank in NEAREST
    },
    "no_option": (
        ("緊急時の受入れ先がない対象者数", "People without an emergency option"),
        (
            "緊急時に受け入れると分かっている拠点以外の施設が、今日1つもない対象者を数えます。",
            "People whom no facility outside the base is known to take in an emergency today.",
        ),
        _MATCHED,
    ),
    "one_option": (
        ("緊急時の受入れ先が1か所だけの対象者数", "People with a single emergency option"),
        (
            "緊急時の受入れ先が1か所だけで、そこが閉じるとなくなる対象者を数えます。",
            "People with one single emergency option: if that facility closed, they would have none.",
        ),
        _MATCHED,
    ),
    "stays": (
        ("利用の件数（この12か月）", "Stays in the last 12 months"),
        (
            "この12か月にかかる体験利用・短期入所・緊急受入れを、施設のある地域で数えます。",
            "Trial stays, short stays and emergency admissions that fall in the last 12 months, counted where the facility is.",
        ),
        _STAYS,
    ),
    "busiest_share": (
        ("利用の最も多い施設の割合", "Share of the busiest facility"),
        (
            "この12か月の利用のうち、地域で最も多い1施設が受けた割合です。",
            "Share of the stays of the last 12 months at the one facility of the area that had the most.",
        ),
        _STAYS,
    ),
    "herfindahl": (
        ("利用の集中度", "Concentration of use"),
        (
            "ハーフィンダール指数：施設ごとの利用の割合を2乗して足します。1に近いほど1つの施設に集中しています。",
            "Herfindahl index: the squared shares of the facilities in the stays, added up. The nearer to 1, the more one facility carries.",
        ),
        _STAYS,
    ),
    "visits": (
        ("訪問の件数（この12か月）", "Visits in the last 12 months"),
        (
            "この12か月の施設訪問を、施設のある地域で数えます。台帳の施設ではない場所への訪問は、地域不明に入ります。",
            "Visits of the last 12 months, counted where the facility is; visits to places that are no facility of the casebook count as area unknown.",
        ),
        _VISITS,
    ),
    "never_visited": (
        ("訪問したことのない施設数", "Facilities never visited"),
        (
            "拠点を除く宿泊できる施設のうち、訪問の記録が1つもない施設を数えます。",
            "Facilities outside the base where people can stay overnight and of which no visit is recorded.",
        ),
        _VISITS,
    ),
    **{
        kind: (
            CASEBOOK[f"statistic.{kind}"],
            (
                "取り込んだ統計をそのまま足します。統計のない地域は不明で、より広い地域でしか分からない数は地域不明に入ります。",
                "Imported statistics added up as they are. Unknown where there are none; what is only known of a larger area counts as area unknown.",
            ),
            _PUBLISHED,
        )
        for kind in STATISTIC_KINDS
    },
}

WORDS: dict[str, Pair] = {
    "coverage.unknown": ("地域が不明", "Area unknown"),
    "coverage.area": ("地域", "Area"),
    "coverage.cli_title": ("{day}の充足（{level}ごと）", "Coverage on {day} by {level}"),
    "coverage.level_ward": ("区", "ward"),
    "coverage.level_catchment": ("圏域", "catchment"),
    "coverage.level_town": ("町丁目", "town"),
    "coverage.presence_2": ("ある", "Present"),
    "coverage.presence_1": ("手薄", "Thin"),
    "coverage.presence_0": ("ない", "Missing"),
    "unit.people": ("人", "people"),
    "unit.households": ("世帯", "households"),
    "unit.places": ("枠", "places"),
    "unit.facilities": ("か所", "facilities"),
    "unit.per_person": ("枠／人", "places per person"),
    "unit.per_thousand": ("枠／1,000人", "places per 1,000 residents"),
    "unit.presence": ("2＝ある、1＝手薄、0＝ない", "2 present, 1 thin, 0 missing"),
    "unit.metres": ("m", "m"),
    "unit.stays": ("件", "stays"),
    "unit.percent": ("%", "%"),
    "unit.index": ("0〜1", "0 to 1"),
    "unit.visits": ("件", "visits"),
    **{
        f"{topic}.{code}": said[index]
        for index, topic in enumerate(("measure", "measure_definition", "measure_source"))
        for code, said in _SAID.items()
    },
}
