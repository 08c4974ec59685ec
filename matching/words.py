"""The words of matching in both languages: rules, terms, reasons, tiers and errors."""

from matching.schedule_words import SCHEDULE_WORDS

RULE_WORDS: dict[str, tuple[str, str]] = {
    "rule.private_place": ("非公開の場所", "Private place"),
    "rule.closed": ("閉鎖", "Closed"),
    "rule.is_base": ("拠点以外", "Outside the base"),
    "rule.trial_service": ("体験利用の対象サービス", "Service with trial stays"),
    "rule.offers_trial": ("体験利用の受入れ", "Offers trial stays"),
    "rule.missing_from_edition": ("最新の公表データへの掲載", "Listed in the newest edition"),
    "rule.no_places": ("体験利用の枠", "Trial places"),
    "rule.disability_kind": ("障害種別", "Disability kind"),
    "rule.support_level": ("障害支援区分", "Support level"),
    "rule.medical_care": ("医療的ケア", "Medical care"),
    "rule.severe_behaviour": ("強度行動障害", "Severe behavioural disorder"),
    "rule.wheelchair": ("車いす", "Wheelchair"),
    "rule.sex": ("性別", "Sex"),
    "rule.age": ("年齢", "Age"),
    "rule.adult_service": ("成人向けサービス（18歳以上）", "Adult service (18 and over)"),
    "rule.max_distance": ("距離の上限", "Largest distance"),
    "rule.avoid_place": ("避けたい場所", "Place to avoid"),
}

CONFIRM_WORDS: dict[str, tuple[str, str]] = {
    "confirm.offers_trial": ("体験利用を受け入れているか確認が必要です。", "Confirm that trial stays are offered."),
    "confirm.missing_from_edition": (
        "最新の公表データに掲載がありません。現在も運営しているか確認が必要です。",
        "Not listed in the newest edition: confirm that it is still open.",
    ),
    "confirm.no_places": ("体験利用の枠がいくつあるか確認が必要です。", "Confirm how many trial places there are."),
    "confirm.disability_kind": (
        "本人の障害種別で受け入れられるか確認が必要です。",
        "Confirm that the person's disability kinds are accepted.",
    ),
    "confirm.support_level": (
        "本人の障害支援区分で受け入れられるか確認が必要です。",
        "Confirm that the person's support level is accepted.",
    ),
    "confirm.medical_care": (
        "必要な医療的ケアに対応できるか確認が必要です。",
        "Confirm that the medical care needed can be given.",
    ),
    "confirm.severe_behaviour": (
        "強度行動障害への対応について確認が必要です。",
        "Confirm how a severe behavioural disorder is provided for.",
    ),
    "confirm.wheelchair": ("車いすで利用できるか確認が必要です。", "Confirm wheelchair access."),
    "confirm.sex": ("本人の性別で受け入れられるか確認が必要です。", "Confirm that the person's sex is accepted."),
    "confirm.age": ("本人の年齢で受け入れられるか確認が必要です。", "Confirm that the person's age is accepted."),
    "confirm.adult_service": (
        "18歳以上が対象のサービスです。本人の年齢の確認が必要です。",
        "The service is for adults: confirm the person's age.",
    ),
    "confirm.max_distance": (
        "距離が分かりません。本人の希望する範囲内か確認が必要です。",
        "The distance is unknown: confirm that it is within the person's limit.",
    ),
    "confirm.avoid_place": (
        "所在する区が分かりません。本人の避けたい区でないか確認が必要です。",
        "The facility's ward is unknown: confirm that it is not one the person avoids.",
    ),
}

REMOVED_WORDS: dict[str, tuple[str, str]] = {
    "removed.private_place": ("非公開の場所：{count}か所", "Private places: {count}"),
    "removed.closed": ("閉鎖されている：{count}か所", "Closed: {count}"),
    "removed.is_base": ("拠点そのものである：{count}か所", "The base itself: {count}"),
    "removed.trial_service": (
        "体験利用の対象となるサービスではない：{count}か所",
        "Not a service with trial stays: {count}",
    ),
    "removed.offers_trial": ("体験利用を受け入れていない：{count}か所", "Do not offer trial stays: {count}"),
    "removed.no_places": ("この期間に体験利用の枠がない：{count}か所", "No trial places in this period: {count}"),
    "removed.disability_kind": ("本人の障害種別に対応していない：{count}か所", "Disability kind not accepted: {count}"),
    "removed.support_level": ("本人の障害支援区分に対応していない：{count}か所", "Support level not accepted: {count}"),
    "removed.medical_care": ("必要な医療的ケアに対応していない：{count}か所", "Medical care not provided: {count}"),
    "removed.severe_behaviour": (
        "強度行動障害に対応していない：{count}か所",
        "Severe behavioural disorder not provided for: {count}",
    ),
    "removed.wheelchair": ("車いすで利用できない：{count}か所", "No wheelchair access: {count}"),
    "removed.sex": ("本人の性別では利用できない：{count}か所", "Sex not accepted: {count}"),
    "removed.age": ("本人の年齢では利用できない：{count}か所", "Age not accepted: {count}"),
    "removed.adult_service": ("18歳以上が対象のサービスである：{count}か所", "Services for adults only: {count}"),
    "removed.max_distance": ("距離の上限を超える：{count}か所", "Beyond the largest distance: {count}"),
    "removed.avoid_place": ("本人が避けたい場所である：{count}か所", "Places the person avoids: {count}"),
}

MISS_WORDS: dict[str, tuple[str, str]] = {
    "miss.at": (
        "条件が一つだけ合わない事業所：{facility}（自宅から約{metres}m）",
        "Near miss: {facility} (about {metres} m from home). Only this stands in the way:",
    ),
    "miss.at_unknown": (
        "条件が一つだけ合わない事業所：{facility}（距離は不明）",
        "Near miss: {facility} (distance unknown). Only this stands in the way:",
    ),
    "refused.offers_trial": ("体験利用を受け入れていません。", "It does not offer trial stays."),
    "refused.no_places": ("この期間に体験利用の枠がありません。", "It has no trial places in this period."),
    "refused.disability_kind": (
        "本人の障害種別に対応していません。",
        "It does not accept the person's disability kind.",
    ),
    "refused.support_level": (
        "本人の障害支援区分に対応していません。",
        "It does not accept the person's support level.",
    ),
    "refused.medical_care": (
        "必要な医療的ケアに対応していません。",
        "It does not provide the medical care needed.",
    ),
    "refused.severe_behaviour": (
        "強度行動障害に対応していません。",
        "It does not provide for a severe behavioural disorder.",
    ),
    "refused.wheelchair": ("車いすで利用できません。", "It has no wheelchair access."),
    "refused.sex": ("本人の性別では利用できません。", "It does not accept the person's sex."),
    "refused.age": ("本人の年齢では利用できません。", "It does not accept the person's age."),
    "refused.max_distance": ("本人の距離の上限を超えています。", "It is beyond the person's largest distance."),
}

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
        "同じリスク段階の中に、続けて提案先がなかった方がいます（{points}点）。",
        "Others of the tier have been left out repeatedly ({points} points).",
    ),
    "reason.acceptance": (
        "この事業所は、これまでの依頼{asked}件のうち{accepted}件を受け入れています（{points}点）。",
        "The facility accepted {accepted} of {asked} requests so far ({points} points).",
    ),
    "reason.stay_close": (
        "前の計画とは別の事業所です（{points}点）。",
        "Not the facility of the last plan ({points} points).",
    ),
    "reason.rank": (
        "この計画では、この事業所で{rank}人目の体験利用です（{points}点）。",
        "Trial number {rank} of this plan at the facility ({points} points).",
    ),
}

NEED_WORDS: dict[str, tuple[str, str]] = {
    "need.physical": ("身体障害", "Physical disability"),
    "need.intellectual": ("知的障害", "Intellectual disability"),
    "need.mental": ("精神障害", "Mental disability"),
    "need.developmental": ("発達障害", "Developmental disability"),
    "need.intractable_disease": ("難病", "Intractable disease"),
    "need.higher_brain": ("高次脳機能障害", "Higher brain dysfunction"),
    "need.care": ("医療的ケアが必要", "Needs medical care"),
    "need.care_suction": ("喀痰吸引が必要", "Needs suction"),
    "need.care_tube_feeding": ("経管栄養が必要", "Needs tube feeding"),
    "need.care_ventilator": ("人工呼吸器の管理が必要", "Needs a ventilator"),
    "need.care_tracheostomy": ("気管切開部の管理が必要", "Needs tracheostomy care"),
    "need.care_oxygen": ("酸素療法が必要", "Needs oxygen"),
    "need.care_catheter": ("導尿・カテーテルの管理が必要", "Needs catheter care"),
    "need.care_insulin": ("インスリン注射が必要", "Needs insulin"),
    "need.care_iv_nutrition": ("中心静脈栄養が必要", "Needs intravenous nutrition"),
    "need.care_other": ("その他の医療的ケアが必要", "Needs other medical care"),
    "need.severe_behaviour": ("強度行動障害がある", "Severe behavioural disorder"),
    "need.wheelchair": ("車いすを利用", "Uses a wheelchair"),
    "need.child": ("障害児の区分", "On the child scale"),
    "need.female": ("女性", "Female"),
    "need.male": ("男性", "Male"),
}

SHORTAGE_WORDS: dict[str, tuple[str, str]] = {
    "shortage.group": (
        "{people}人が利用できる事業所は{facilities}か所だけで、枠は合わせて{places}しかありません。",
        "People: {people}. Facilities they could use: {facilities}, with {places} places in all.",
    ),
    "shortage.shared": ("全員に共通すること：{needs}", "All of them: {needs}"),
    "gain.tier": (
        "枠が1つ増えると、リスク段階{tier}の方を{count}人多く提案できます。",
        "One more place would place more people of tier {tier}: {count}.",
    ),
    "gain.cost": (
        "枠が1つ増えても提案できる人数は変わりませんが、負担が{points}点減ります。",
        "One more place would place nobody more, but lower the cost by {points} points.",
    ),
    "gain.none": ("枠が1つ増えても計画は変わりません。", "One more place would change nothing."),
}

NEAR_MISS_WORDS: dict[str, tuple[str, str]] = {
    "near_miss.relax": (
        "{facility}が「{rule}」の条件を緩めると、新たに{people}人が条件に合い、提案できる方が{gains}人増えます。",
        "If {facility} relaxed “{rule}”: {people} more eligible, {gains} more with a place.",
    ),
    "near_miss.relax_cheaper": (
        "{facility}が「{rule}」の条件を緩めると、新たに{people}人が条件に合い、全体の負担が{points}点減ります。",
        "If {facility} relaxed “{rule}”: {people} more eligible, and {points} points less in all.",
    ),
    "near_miss.confirm": (
        "{facility}の「{rule}」は未確認です。対応できない場合、{people}人が利用できなくなり、{loses}人の提案先がなくなります。",
        "“{rule}” at {facility} is unconfirmed. If it is not met: {people} could not go there, {loses} would have no place.",
    ),
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

CHANGE_WORDS: dict[str, tuple[str, str]] = {
    "change.locked": ("この組合せを固定したため", "The pair was fixed"),
    "change.forbidden": ("前の組合せを「提案しない」としたため", "The former pair is not to be suggested"),
    "change.not_eligible": ("前の事業所が条件に合わなくなったため", "The former facility is no longer eligible"),
    "change.newly_eligible": ("新しく条件に合う事業所ができたため", "The new facility has become eligible"),
    "change.tier": ("本人のリスク段階が変わったため", "The person's tier changed"),
    "change.places": ("事業所の枠の数が変わったため", "The number of places changed"),
    "change.follows": ("ほかの方の変更に伴うもの", "Follows from other changes"),
}

UNPLACED_WORDS: dict[str, tuple[str, str]] = {
    "unplaced.no_consent": (
        "有効な同意がないため、計画の対象にしていません。",
        "Without a valid consent the person is not matched.",
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

ERROR_WORDS: dict[str, tuple[str, str]] = {
    "tier.unknown_code": (
        "リスクの項目（{topic}）に「{value}」はありません。使える値：{allowed}",
        "The risk table ({topic}) has no “{value}”. Allowed: {allowed}",
    ),
    "problem.shape": (
        "距離の表（{field}）の大きさが{value}です。{allowed}にしてください。",
        "The distances ({field}) have shape {value}; it must be {allowed}.",
    ),
    "problem.not_integer": (
        "距離の表（{field}）が整数ではありません（{value}）。メートル単位の整数にしてください。",
        "The distances ({field}) are no whole numbers ({value}); give whole metres.",
    ),
    "problem.distance_range": (
        "距離の表（{field}）に使えない値があります（{least}〜{most}）。-1（不明）以上にしてください。",
        "The distances ({field}) hold impossible values ({least} to {most}); -1 (unknown) is the least allowed.",
    ),
    "problem.no_such_person": ("対象者{id}はこの計画にいません。", "There is no person {id} in this plan."),
    "problem.no_such_facility": ("事業所{id}はこの計画にありません。", "There is no facility {id} in this plan."),
    "problem.duplicate_id": ("番号{id}が重複しています（{who}）。", "The id {id} occurs twice ({who})."),
    "problem.value": (
        "{who} {id}の{field}が「{value}」です。使える値：{allowed}",
        "The {field} of {who} {id} is “{value}”. Allowed: {allowed}",
    ),
    "problem.level_without_scale": (
        "対象者{id}の支援区分{value}が、障害者の区分か障害児の区分か分かりません。",
        "The support level {value} of person {id} does not say whether it is on the adult or the child scale.",
    ),
    "problem.ends_before_start": (
        "対象者{person}の利用歴の終了日（{end}）が開始日（{start}）より前です。",
        "A past stay of person {person} ends ({end}) before it starts ({start}).",
    ),
    "policy.unreadable": ("方針ファイル{file}を読めません。", "The policy file {file} cannot be read."),
    "policy.not_toml": (
        "方針ファイル{file}はTOMLとして正しくありません：{detail}",
        "The policy file {file} is not valid TOML: {detail}",
    ),
    "policy.missing_key": ("方針に{key}がありません。追加してください。", "The policy lacks {key}; add it."),
    "policy.unknown_key": (
        "方針の{key}は使えません。使える項目：{allowed}",
        "The policy holds the unknown key {key}. Allowed: {allowed}",
    ),
    "policy.not_a_section": (
        "方針の{key}は[{key}]の形の見出しにしてください（現在の値：{value}）。",
        "The policy's {key} must be a section [{key}]; it is {value}.",
    ),
    "policy.not_text": (
        "方針の{key}には文字を入れてください（現在の値：{value}）。",
        "The policy's {key} must be text; it is {value}.",
    ),
    "policy.service_list": (
        "方針の{key}にはサービスコードの一覧を入れてください（現在の値：{value}）。",
        "The policy's {key} must be a list of service codes; it is {value}.",
    ),
    "policy.not_whole": (
        "方針の{key}が{value}です。{least}から{most}までの整数にしてください。",
        "The policy's {key} is {value}; it must be a whole number from {least} to {most}.",
    ),
    "constraint.no_such_person": (
        "固定された組合せの対象者{person}（事業所{facility}）は、この計画にいません。",
        "Person {person} is fixed at facility {facility}, but the plan has no such person.",
    ),
    "constraint.no_such_facility": (
        "固定された組合せの事業所{facility}（対象者{person}）は、この計画にありません。",
        "Person {person} is fixed at facility {facility}, but the plan has no such facility.",
    ),
    "constraint.two_facilities": (
        "対象者{person}が二つの事業所（{other}と{facility}）に固定されています。どちらかを解除してください。",
        "Person {person} is fixed at two facilities ({other} and {facility}); release one.",
    ),
    "constraint.fixed_and_forbidden": (
        "対象者{person}と事業所{facility}の組合せが、固定と「提案しない」の両方になっています。どちらかを解除してください。",
        "Person {person} at facility {facility} is both fixed and not to be suggested; release one.",
    ),
    "constraint.no_consent": (
        "対象者{person}は有効な同意がないため、事業所{facility}に固定できません。",
        "Person {person} has no valid consent and cannot be fixed at facility {facility}.",
    ),
    "constraint.breaks_rule": (
        "対象者{person}を事業所{facility}に固定できません。条件（{rule}）に合っていません。固定を解除するか、条件を確認してください。",
        "Person {person} cannot be fixed at facility {facility}: the pair breaks the rule {rule}. Release it or check the condition.",
    ),
    "constraint.too_few_places": (
        "事業所{facility}の枠は{places}ですが、{fixed}人が固定されています。枠を増やすか、固定を解除してください。",
        "Facility {facility} has {places} places but {fixed} people fixed at it; add places or release somebody.",
    ),
    "constraint.stay_close": (
        "前の計画に近づける重みが{value}です。0から{most}までの整数にしてください。",
        "The weight for staying close to the last plan is {value}; it must be a whole number from 0 to {most}.",
    ),
    "scenario.no_name": ("シナリオの名前を入力してください。", "Please give the scenario a name."),
    "scenario.no_such_person": (
        "シナリオ（{field}）にある対象者{id}は見つかりません。",
        "The scenario ({field}) names person {id}, who is not there.",
    ),
    "scenario.no_such_facility": (
        "シナリオ（{field}）にある事業所{id}は見つかりません。",
        "The scenario ({field}) names facility {id}, which is not there.",
    ),
    "scenario.not_whole": (
        "シナリオの{field}（{id}）が{value}です。{least}から{most}までの整数にしてください。",
        "The scenario's {field} of {id} is {value}; it must be a whole number from {least} to {most}.",
    ),
    "scenario.cannot_confirm": (
        "事業所{id}の「{value}」は確認済みにできません。使える値：{allowed}",
        "The condition “{value}” of facility {id} cannot be confirmed. Allowed: {allowed}",
    ),
    "scenario.only_yes": (
        "事業所{id}の「{value}」は「対応できる」としか確認できません。範囲は事業所の条件に入力してください。",
        "The condition “{value}” of facility {id} can only be confirmed as met; enter its limits among the conditions.",
    ),
    "solver.unknown": (
        "解法「{solver}」はありません。使える値：{allowed}",
        "There is no solver “{solver}”. Allowed: {allowed}",
    ),
    "solver.failed": (
        "解法{solver}が計画を求められませんでした（{status}）。",
        "The solver {solver} found no plan ({status}).",
    ),
    "solver.negative_cost": ("費用に負の値{value}があります。", "A cost is negative: {value}."),
    "solver.falling_slot_costs": (
        "{index}番目の事業所の枠の費用が途中で下がっています。",
        "The costs of the places of facility number {index} fall.",
    ),
    "solver.range": (
        "費用（最大{cost}）と人数（{people}人）が大きすぎて正確に計算できません。方針の重みを小さくしてください。",
        "Costs (up to {cost}) and people ({people}) are too large to be exact; lower the weights of the policy.",
    ),
    "solver.no_such_edge": (
        "解法の結果で、{index}番目の対象者が候補にない事業所に割り当てられました。",
        "The solver placed person number {index} where no candidate leads.",
    ),
    "solver.over_capacity": (
        "解法の結果で、{index}番目の事業所の枠を超えて割り当てられました。",
        "The solver placed more people at facility number {index} than it has places.",
    ),
    "solver.not_optimal": (
        "解法の結果が最適であることを確かめられませんでした。この計画は使わないでください。",
        "The solver's result could not be proven optimal; do not use it.",
    ),
    "record.format": (
        "計画の記録の形式が「{value}」です。「{allowed}」が必要です。",
        "The plan record has format “{value}”; expected “{allowed}”.",
    ),
    "record.malformed": (
        "計画の記録の{where}が正しくありません：{value}",
        "The plan record is malformed at {where}: {value}",
    ),
    "record.differs": (
        "計画の記録の{where}は{value}ですが、計算し直すと{expected}です。",
        "The plan record says {value} at {where}; recomputed it is {expected}.",
    ),
}

WORDS: dict[str, tuple[str, str]] = {
    **RULE_WORDS,
    **CONFIRM_WORDS,
    **REMOVED_WORDS,
    **MISS_WORDS,
    **TERM_WORDS,
    **REASON_WORDS,
    **NEED_WORDS,
    **SHORTAGE_WORDS,
    **NEAR_MISS_WORDS,
    **LEARNING_WORDS,
    **CHANGE_WORDS,
    **UNPLACED_WORDS,
    **TIER_WORDS,
    **SCHEDULE_WORDS,
    **ERROR_WORDS,
}
"""Code -> (Japanese, English), templates for `str.format`; both hold the same placeholders."""
