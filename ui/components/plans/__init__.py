"""What several pages show of plans: the bar to try another way, what was kept, and what a plan promises."""
