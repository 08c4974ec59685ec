"""The words of the simulated year: what is missing, and what the observed years say beside it."""

WORDS: dict[str, tuple[str, str]] = {
    "simulation.no_rates": (
        "緊急受入れの記録がないため、発生率が分かりません。緊急時の対応を記録するか、発生率を入力してください。",
        "No emergency admission is on record, so how often they come is not known. Record emergencies, or give the "
        "rates.",
    ),
    "simulation.not_a_rate": (
        "「{value}」は「段階=年間の件数」の形ではありません。例：1=0.3、unknown=20",
        "“{value}” is not of the form STREAM=A_YEAR, such as 1=0.3 or unknown=20.",
    ),
    "simulation.nothing_observed": (
        "{year}年度には、使用された居室の記録がありません。",
        "No room was in use in fiscal year {year}.",
    ),
    "simulation.misfit_fewer_more": (
        "ポアソン分布と比べると、空室だけの日は少なく（実績{empty}日、予測{empty_expected}日）、"
        "{rooms}室以上を使用した日は多くなっています（実績{full}日、予測{full_expected}日）。"
        "同時発生（まとまった発生）は両方の日を増やすため、それだけではこの実績を説明できません。",
        "Beside a Poisson census, fewer days were empty ({empty} observed, {empty_expected} expected) and more had "
        "{rooms} or more rooms in use ({full} observed, {full_expected} expected). Emergencies that come in clusters "
        "make both kinds of days more frequent, so clustering alone does not explain this year.",
    ),
    "simulation.misfit_fewer_fewer": (
        "ポアソン分布と比べると、空室だけの日も（実績{empty}日、予測{empty_expected}日）、"
        "{rooms}室以上を使用した日も（実績{full}日、予測{full_expected}日）少なくなっています。"
        "同時発生（まとまった発生）は両方の日を増やすため、この実績とは逆の向きです。",
        "Beside a Poisson census, fewer days were empty ({empty} observed, {empty_expected} expected) and fewer had "
        "{rooms} or more rooms in use ({full} observed, {full_expected} expected). Emergencies that come in clusters "
        "make both kinds of days more frequent, the opposite of this year.",
    ),
    "simulation.misfit_more_more": (
        "ポアソン分布と比べると、空室だけの日も（実績{empty}日、予測{empty_expected}日）、"
        "{rooms}室以上を使用した日も（実績{full}日、予測{full_expected}日）多くなっています。"
        "同時発生（まとまった発生）があると、このような偏りになります。",
        "Beside a Poisson census, more days were empty ({empty} observed, {empty_expected} expected) and more had "
        "{rooms} or more rooms in use ({full} observed, {full_expected} expected), as clusters of emergencies would "
        "make them.",
    ),
    "simulation.misfit_more_fewer": (
        "ポアソン分布と比べると、空室だけの日は多く（実績{empty}日、予測{empty_expected}日）、"
        "{rooms}室以上を使用した日は少なくなっています（実績{full}日、予測{full_expected}日）。"
        "同時発生（まとまった発生）は両方の日を増やすため、それだけではこの実績を説明できません。",
        "Beside a Poisson census, more days were empty ({empty} observed, {empty_expected} expected) and fewer had "
        "{rooms} or more rooms in use ({full} observed, {full_expected} expected). Emergencies that come in clusters "
        "make both kinds of days more frequent, so clustering alone does not explain this year.",
    ),
}
