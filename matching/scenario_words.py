"""The words of questions to a plan in both languages: shortages, needs, near misses, and what a change brings."""

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
    "shortage.shared": ("全員に共通すること：{needs}", "All of them: {needs}"),
}

CHANGE_WORDS: dict[str, tuple[str, str]] = {
    "change.joined": ("前の計画のあとに対象者となったため", "The person was not in the former plan"),
    "change.agreed": ("すでに打診・承諾・予約されているため", "Asked for, agreed or booked since"),
    "change.locked": ("この組合せを固定したため", "The pair was fixed"),
    "change.forbidden": ("前の組合せを「提案しない」としたため", "The former pair is not to be suggested"),
    "change.not_eligible": ("前の事業所が条件に合わなくなったため", "The former facility is no longer eligible"),
    "change.newly_eligible": ("新しく条件に合う事業所ができたため", "The new facility has become eligible"),
    "change.tier": ("本人のリスク段階が変わったため", "The person's tier changed"),
    "change.places": ("事業所の枠の数が変わったため", "The number of places changed"),
    "change.follows": ("ほかの方の変更に伴うもの", "Follows from other changes"),
}

WORDS: dict[str, tuple[str, str]] = {**NEED_WORDS, **CHANGE_WORDS}
"""Code -> (Japanese, English); part of `matching.words.WORDS`."""
