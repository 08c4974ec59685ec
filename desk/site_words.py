"""The words of the search for new places."""

WORDS: dict[str, tuple[str, str]] = {
    "sites.unknown_choice": (
        "{field}に「{value}」は使えません。使える値：{allowed}",
        "{field} cannot be “{value}”. Allowed: {allowed}",
    ),
    "sites.none": (
        "条件に合う場所がありませんでした。距離か、どこから選ぶかを変えてください。",
        "No place was found. Change the distance, or among what to choose.",
    ),
    "sites.nobody_people": (
        "住まいの位置が分かる対象者がいません。対象者を取り込むか、「だれのためか」を住民（--demand population）にしてください。",
        "There is nobody at risk whose home is known. Import people, or choose for residents (--demand population).",
    ),
    "sites.nobody_population": (
        "人口の分かる町丁目がありません。町丁目の人口（estat または population）を取り込んでください。",
        "The population of no town is known. Import the population of towns (estat or population).",
    ),
    "sites.no_towns": (
        "位置の分かる町丁目がありません。町丁目（towns）を取り込んでください。",
        "There is no town whose point is known. Import towns.",
    ),
    "sites.no_facilities": (
        "まだ体験を受けていない施設で、位置の分かるものがありません。どこから選ぶかを変えてください。",
        "There is no facility without trials whose point is known. Choose among something else.",
    ),
    "sites.no_public": (
        "位置の分かる公共施設がありません。公共施設一覧（public）を取り込んでください。",
        "There is no public facility whose point is known. Import public facilities.",
    ),
    "sites.out_of_range": (
        "{field}が{value}です。{least}から{most}までの数にしてください。",
        "{field} is {value}; it must be a number from {least} to {most}.",
    ),
}
