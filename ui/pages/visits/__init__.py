"""The page of visits and its pieces."""
