"""The demonstration city: fictitious people, facilities and history, made by a seeded generator."""
