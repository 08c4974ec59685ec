"""The page of contacts, follow-up and case reviews, and its pieces."""
