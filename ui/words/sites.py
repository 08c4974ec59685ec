"""The words of `sonae sites` that the page of coverage does not have."""

WORDS: dict[str, tuple[str, str]] = {
    "sites.cli_title": (
        "{model}：{total}人を対象に、{candidates}か所の候補から選びました（半径{radius}m、今ある場所 {existing}か所）",
        "{model}: for {total} people, chosen among {candidates} candidates (radius {radius} m, {existing} places kept)",
    ),
    "sites.cli_reach": (
        "半径内 {before}人 → {after}人、平均 {mean_before} → {mean_after}、最も遠い人 {far_before} → {far_after}",
        "Within the radius {before} → {after} people, mean {mean_before} → {mean_after}, farthest {far_before} → {far_after}",
    ),
    "sites.metres": ("{metres}m", "{metres} m"),
    "sites.cli_unreached": (
        "どこにも行けない人 {before}人 → {after}人、場所の分からない人 {nowhere}人（計算に入れていません）",
        "Without any place in reach {before} → {after} people; {nowhere} at no known place (left out)",
    ),
    "sites.cli_unplaced": (
        "位置の分からない体験先 {count}か所は、今ある場所に数えていません。",
        "{count} places that offer trials are at no known point, and are not counted as there.",
    ),
}
