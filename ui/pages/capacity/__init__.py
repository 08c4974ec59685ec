"""The page of consultation for plans: its capacity by day, its targets, and corporations asked for more."""
