"""The commands that list what the casebook holds."""
