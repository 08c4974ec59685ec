"""Words of the demonstration."""

WORDS: dict[str, tuple[str, str]] = {
    "demo.not_empty": (
        "台帳にはすでに記録があるため、見本を作成しませんでした。空の台帳（別の SONAE_DATABASE_URL）を使ってください。",
        "The casebook holds records already, so no demonstration was made. Use an empty one (another SONAE_DATABASE_URL).",
    ),
}
