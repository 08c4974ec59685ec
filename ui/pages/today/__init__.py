"""The page that opens: the day at the desk, and its pieces."""
