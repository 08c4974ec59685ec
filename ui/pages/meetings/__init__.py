"""The page of the councils' meetings and of trainings, and its pieces."""
