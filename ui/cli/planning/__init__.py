"""`sonae plan`, and what `why` and `whatif` share with it."""
