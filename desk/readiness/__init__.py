"""Who has an emergency option, what a plan promises, and which facilities to visit for more."""
