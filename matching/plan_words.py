"""The words of a plan in both languages: cost terms, reasons, who is left out, and what was learnt."""

TERM_WORDS: dict[str, tuple[str, str]] = {
    "term.travel_home": ("自宅からの距離", "Travel from home"),
    "term.travel_day": ("日中活動先からの距離", "Travel from day activity"),
    "term.ward": ("区", "Ward"),
    "term.past_use_person": ("本人の利用歴", "The person's past use"),
    "term.past_use_similar": ("似た方の受入れ実績", "Past use by similar people"),
    "term.vacancy": ("空き状況", "Vacancy"),
    "term.unconfirmed": ("未確認の条件", "Conditions to confirm"),
    "term.turn": ("続けて提案先がなかった方の優先", "Priority of those left out repeatedly"),
    "term.acceptance": ("受入れの見込み", "Expected acceptance"),
    "term.stay_close": ("前の計画からの変更", "Change from the last plan"),
    "term.spread": ("集中を避けるための加算", "Spreading"),
}

REASON_WORDS: dict[str, tuple[str, str]] = {
    "reason.travel_home": (
        "自宅のある町から約{metres}mです（{points}点）。",
        "About {metres} m from home ({points} points).",
    ),
    "reason.travel_home_unknown": (
        "自宅からの距離が分からないため、{metres}mとみなしました（{points}点）。",
        "The distance from home is unknown and taken as {metres} m ({points} points).",
    ),
    "reason.travel_day": (
        "日中活動先から約{metres}mです（{points}点）。",
        "About {metres} m from the day activity ({points} points).",
    ),
    "reason.travel_day_unknown": (
        "日中活動先からの距離が分からないため、{metres}mとみなしました（{points}点）。",
        "The distance from the day activity is unknown and taken as {metres} m ({points} points).",
    ),
    "reason.ward_same": ("自宅と同じ区にあります（{points}点）。", "In the home ward ({points} points)."),
    "reason.ward_neighbour": ("自宅の隣の区にあります（{points}点）。", "In an adjoining ward ({points} points)."),
    "reason.ward_other": ("自宅とは離れた区にあります（{points}点）。", "In a ward further away ({points} points)."),
    "reason.ward_unknown": (
        "自宅か事業所の区が分かりません（{points}点）。",
        "The ward of the home or the facility is unknown ({points} points).",
    ),
    "reason.past_person_none": (
        "本人の利用歴はありません（{points}点）。",
        "No past use by the person ({points} points).",
    ),
    "reason.past_person_went_well": (
        "本人の利用歴が{count}回あり、直近（{last}）は順調でした（{points}点）。",
        "Past stays of the person: {count}; the latest ({last}) went well ({points} points).",
    ),
    "reason.past_person_mixed": (
        "本人の利用歴が{count}回あり、直近（{last}）は課題が残りました（{points}点）。",
        "Past stays of the person: {count}; the latest ({last}) was mixed ({points} points).",
    ),
    "reason.past_person_broken_off": (
        "本人の利用歴が{count}回あり、直近（{last}）は途中で中止になりました（{points}点）。",
        "Past stays of the person: {count}; the latest ({last}) was broken off ({points} points).",
    ),
    "reason.past_person_unrecorded": (
        "本人の利用歴が{count}回あります。直近（{last}）の結果は記録されていません（{points}点）。",
        "Past stays of the person: {count}; how the latest ({last}) went is not recorded ({points} points).",
    ),
    "reason.past_half_life": (
        "利用歴は{half_life}か月ごとに半分の重みになります。直近の利用は{percent}%として数えています。",
        "Past stays count half as much after every {half_life} months; the latest counts {percent}%.",
    ),
    "reason.past_similar": (
        "障害種別と支援区分が似た方を{count}人受け入れたことがあります（{points}点）。",
        "Similar people who have stayed here: {count} ({points} points).",
    ),
    "reason.past_similar_none": (
        "障害種別と支援区分が似た方の受入れ実績は記録にありません（{points}点）。",
        "No stay by a similar person is on record ({points} points).",
    ),
    "reason.vacancy_free": ("空きがあります（{points}点）。", "There is room ({points} points)."),
    "reason.vacancy_few": ("空きがわずかです（{points}点）。", "There is little room ({points} points)."),
    "reason.vacancy_full": ("現在は満員です（{points}点）。", "It is full at present ({points} points)."),
    "reason.vacancy_unknown": ("空き状況は分かりません（{points}点）。", "Vacancy is unknown ({points} points)."),
    "reason.unconfirmed": (
        "確認が必要な条件が{count}件あります（{points}点）。",
        "Conditions to be confirmed: {count} ({points} points).",
    ),
    "reason.turn_first": (
        "これまで{count}回続けて提案先がなかったため、同じリスク段階の中で優先しました（{points}点）。",
        "Left out by {count} plans in a row, and so first within the tier ({points} points).",
    ),
    "reason.turn_others": (
        "同じリスク段階の中に、続けて提案先がなかった方がいるため、その方を優先します（{points}点）。",
        "Others of the tier have been left out repeatedly and come first ({points} points).",
    ),
    "reason.turn_nowhere": (
        "同じリスク段階で続けて提案先がなかった方には、条件に合う事業所がありません。ほかの全員に同じ点数がつくため、計画は変わりません（{points}点）。",
        "Those of the tier who have been left out repeatedly could go nowhere; all others carry the same points, which "
        "change nothing ({points} points).",
    ),
    "reason.acceptance": (
        "この事業所は、これまでの依頼{asked}件のうち{accepted}件を受け入れています（{points}点）。",
        "The facility accepted {accepted} of {asked} requests so far ({points} points).",
    ),
    "reason.stay_close": (
        "前の計画とは別の事業所です（{points}点）。",
        "Not the facility of the last plan ({points} points).",
    ),
    "reason.gain_first": (
        "この体験により、緊急時に受け入れられる事業所（拠点以外）が初めてできます。",
        "With this trial there is a facility, for the first time, that would take the person in an emergency.",
    ),
    "reason.gain_second": (
        "この体験により、緊急時に受け入れられる事業所（拠点以外）が2か所になります。",
        "With this trial a second facility would take the person in an emergency.",
    ),
    "reason.rank": (
        "この計画では、この事業所で{rank}人目の体験利用です（{points}点）。",
        "Trial number {rank} of this plan at the facility ({points} points).",
    ),
}

UNPLACED_WORDS: dict[str, tuple[str, str]] = {
    "unplaced.no_consent": (
        "有効な同意がないため、計画の対象にしていません。",
        "Without a valid consent the person is not matched.",
    ),
    "unplaced.no_facilities": (
        "施設がまだ登録されていません。「取り込み」から事業所を取り込むか、「施設」で登録してください。",
        "There are no facilities yet: import them, or enter them under Facilities.",
    ),
    "unplaced.no_eligible_facility": (
        "{count}か所のうち、条件に合う事業所がありません。",
        "None of the {count} facilities is eligible.",
    ),
    "unplaced.places_taken": (
        "条件に合う事業所は{count}か所ありますが、体験利用の枠がすべて埋まっています。",
        "Eligible facilities: {count}, but all their trial places are taken.",
    ),
    "unplaced.forbidden": (
        "条件に合う事業所はありますが、すべて「提案しない組合せ」とされています。",
        "There are eligible facilities, but each is marked as not to be suggested for this person.",
    ),
    "holders.tier": ("リスク段階{tier}の方：{count}人", "People of tier {tier}: {count}"),
    "holders.one": (
        "{facility}の枠は{person}さん（リスク段階{tier}）の予定です。",
        "A place at {facility} goes to {person} (tier {tier}).",
    ),
    "reason_short.no_consent": ("同意なし", "No consent"),
    "reason_short.no_eligible_facility": ("条件に合う事業所なし", "No eligible facility"),
    "reason_short.forbidden": ("提案しない組合せのみ", "Only pairs not to be suggested"),
    "reason_short.places_taken": ("枠が埋まっている", "Places taken"),
}

LEARNING_WORDS: dict[str, tuple[str, str]] = {
    "weight.left_out_twice": (
        "2回以上続けて提案先がなかった方の優先（同じリスク段階の中で）",
        "Priority of those left out twice or more in a row (inside their tier)",
    ),
    "weight.acceptance": (
        "受入れの見込み（断られる割合に応じて）",
        "Expected acceptance (times the share of refusals)",
    ),
    "learning.acceptance": (
        "依頼{asked}件のうち{accepted}件を受入れ。受入れの見込みは{mean}%（90%の範囲：{low}〜{high}%）。",
        "Accepted {accepted} of {asked} requests. Expected acceptance: {mean}% (90% range: {low} to {high}%).",
    ),
    "fairness.ward": ("区", "Ward"),
    "fairness.tier": ("リスク段階", "Tier"),
    "fairness.need": ("ニーズ", "Need"),
    "fairness.age_group": ("年齢", "Age"),
    "fairness.sex": ("性別", "Sex"),
    "age_group.under_18": ("18歳未満", "Under 18"),
    "age_group.18_to_39": ("18〜39歳", "18 to 39"),
    "age_group.40_to_64": ("40〜64歳", "40 to 64"),
    "age_group.65_and_over": ("65歳以上", "65 and over"),
}

TIER_WORDS: dict[str, tuple[str, str]] = {
    "tier.1": ("リスク段階1（緊急になるおそれが高い）", "Tier 1 (high risk of an emergency)"),
    "tier.2": ("リスク段階2（緊急になるおそれがある）", "Tier 2 (some risk of an emergency)"),
    "tier.3": ("リスク段階3（早めに備える）", "Tier 3 (prepare early)"),
    "caregiver.none": ("一人暮らしで介護者がいない", "Lives alone, no caregiver"),
    "caregiver.single_over_75": ("介護者は75歳以上の一人だけ", "One caregiver, 75 or older"),
    "caregiver.single_ill": ("介護者は病気のある一人だけ", "One caregiver, who is ill"),
    "caregiver.single": ("介護者は一人だけ", "One caregiver"),
    "caregiver.couple_over_75": ("介護者は二人で、ともに75歳以上", "Two caregivers, both 75 or older"),
    "caregiver.couple": ("介護者は二人", "Two caregivers"),
    "caregiver.several": ("介護者が三人以上いる", "Three or more caregivers"),
    "factor.caregiver_ill": ("介護者が病気", "A caregiver is ill"),
    "factor.caregiver_over_75": ("介護者が75歳以上", "A caregiver is 75 or older"),
    "factor.sibling_care": ("きょうだいが介護している", "Siblings give the care"),
    "factor.abuse_suspected": ("虐待の疑いがある", "Abuse is suspected"),
    "factor.recent_emergency": ("最近、緊急の対応があった", "A recent emergency"),
    "factor.discharge_pending": ("退院・退所が近く、行き先が決まっていない", "Discharge pending with nowhere to go"),
    "factor.home_unsafe": ("住まいが安全でない", "The home is unsafe"),
    "factor.isolated": ("地域で孤立している", "Isolated"),
    "factor.no_services": ("福祉サービスを利用していない", "Uses no services"),
    "factor.behaviour_escalating": ("行動上の課題が強まっている", "Behaviour is escalating"),
}

WORDS: dict[str, tuple[str, str]] = {**TERM_WORDS, **REASON_WORDS, **UNPLACED_WORDS, **LEARNING_WORDS, **TIER_WORDS}
"""Code -> (Japanese, English); part of `matching.words.WORDS`."""
