"""Which pairs of person and facility can be, and what each costs."""
