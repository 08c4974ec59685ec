"""The page of the base's rooms and its pieces."""
