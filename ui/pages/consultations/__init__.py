"""The emergency calls that were taken: list and record."""
