"""The words of the search for new places."""

WORDS: dict[str, tuple[str, str]] = {
    "sites.unknown_choice": (
        "{field}に「{value}」は使えません。使える値：{allowed}",
        "{field} cannot be “{value}”. Allowed: {allowed}",
    ),
    "sites.out_of_range": (
        "{field}が{value}です。{least}から{most}までの数にしてください。",
        "{field} is {value}; it must be a number from {least} to {most}.",
    ),
}
