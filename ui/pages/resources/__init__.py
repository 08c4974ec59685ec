"""The page of what helps beyond offices, and its pieces."""
