"""The measures of coverage in words: what each is called, how it is defined, where it comes from."""

from matching.scenario_words import WORDS as NEEDS

_CASEBOOK = ("台帳", "Casebook")
_FACILITIES = (
    "台帳（事業所：WAM NET ほか公表データ、条件：聞き取り）",
    "Casebook (offices: WAM NET and other published data; conditions: asked by coordinators)",
)

_SAID: dict[str, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    "people": (
        ("支援中・見守りの対象者数", "People followed"),
        (
            "支援を終えていない対象者を、住まいの地域で数えます。",
            "People whose support goes on, counted where they live.",
        ),
        _CASEBOOK,
    ),
    **{
        f"tier_{tier}": (
            (f"リスク段階{tier}の対象者数", f"People in tier {tier}"),
            (
                f"対象者のうち、リスク段階が{tier}の人の数です。",
                f"How many of the people followed are in risk tier {tier}.",
            ),
            _CASEBOOK,
        )
        for tier in (1, 2, 3)
    },
    "short_stay": (
        ("短期入所の事業所数", "Short-stay offices"),
        ("廃止が分かっていない短期入所の事業所を数えます。", "Short-stay offices not known to be closed."),
        _FACILITIES,
    ),
    "group_home": (
        ("共同生活援助の事業所数", "Group homes"),
        ("廃止が分かっていない共同生活援助の事業所を数えます。", "Group homes not known to be closed."),
        _FACILITIES,
    ),
    "trial_places": (
        ("体験利用の枠（分かっている分）", "Known trial places"),
        (
            "拠点を除く施設が答えた体験利用の枠を足します。枠が1つも分からず、答えていない施設がある地域は不明です。",
            "Trial places that facilities outside the base have said. Unknown where none is known and some facility has not answered.",
        ),
        _FACILITIES,
    ),
    "emergency": (
        ("緊急時に受け入れうる施設数（拠点を除く）", "Facilities that may take emergencies (base excluded)"),
        (
            "拠点を除き、何らかの条件で緊急受入れをすると答えた施設の数です。1つもなく、答えていない施設がある地域は不明です。",
            "Facilities outside the base that take emergencies under some condition. Unknown where there is none and some facility has not answered.",
        ),
        _FACILITIES,
    ),
    "places_per_person": (
        ("対象者1人あたりの体験の枠", "Known trial places per person"),
        (
            "分かっている体験利用の枠を対象者数で割ります。対象者がいない地域は不明です。",
            "Known trial places divided by the people followed; unknown where nobody lives.",
        ),
        _FACILITIES,
    ),
    "no_option": (
        ("緊急時の受入れ先がない人", "People without an emergency option"),
        (
            "今日、拠点のほかに受け入れると分かっている施設が1つもない対象者の数です。",
            "People whom no facility outside the base is known to take today.",
        ),
        _CASEBOOK,
    ),
    "one_option": (
        ("緊急時の受入れ先が1か所だけの人", "People with a single emergency option"),
        (
            "その1か所が休止すると、緊急時の受入れ先がなくなる対象者の数です。",
            "People who would lose their only emergency option if that one facility closed.",
        ),
        _CASEBOOK,
    ),
    **{
        code.replace("need.", "need_"): (
            (f"対象者（{ja}）", f"People: {en[0].lower()}{en[1:]}"),
            (
                "対象者のうち、これに当てはまると分かっている人の数です。",
                "How many of the people followed are known to.",
            ),
            _CASEBOOK,
        )
        for code, (ja, en) in NEEDS.items()
        if code.startswith("need.")
    },
}

WORDS: dict[str, tuple[str, str]] = {
    "coverage.unknown": ("地域が不明", "Area unknown"),
    "unit.people": ("人", "people"),
    "unit.places": ("枠", "places"),
    "unit.facilities": ("か所", "facilities"),
    "unit.per_person": ("枠／人", "places per person"),
    **{
        f"{topic}.{code}": said[index]
        for index, topic in enumerate(("measure", "measure_definition", "measure_source"))
        for code, said in _SAID.items()
    },
}
