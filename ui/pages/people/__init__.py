"""The page of people and its form."""
