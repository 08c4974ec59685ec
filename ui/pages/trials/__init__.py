"""The page of trial stays and its pieces."""
