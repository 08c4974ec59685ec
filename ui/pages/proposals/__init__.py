"""The page of proposals and its form."""
