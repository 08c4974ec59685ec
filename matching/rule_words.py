"""The words of the hard rules in both languages: their names, what is to be confirmed, what was refused."""

RULE_WORDS: dict[str, tuple[str, str]] = {
    "rule.emergency_policy": ("緊急時の受入れ", "Takes people in emergencies"),
    "rule.emergency_service": ("泊まれるサービス", "Service with overnight stays"),
    "rule.pair_never": ("つながない記録", "Recorded as never to be brought together"),
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
    "confirm.emergency_policy": (
        "緊急時に受け入れられるか確認が必要です。",
        "Confirm that people are taken in emergencies.",
    ),
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
        "正確な距離が分かりません。本人の希望する範囲内か確認が必要です。",
        "The distance is not known exactly: confirm that it is within the person's limit.",
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

WORDS: dict[str, tuple[str, str]] = {**RULE_WORDS, **CONFIRM_WORDS, **REMOVED_WORDS, **MISS_WORDS}
"""Code -> (Japanese, English); part of `matching.words.WORDS`."""
