"""Papers of a plan: one page for approval, one suggestion for the support team, one facility's dated stays."""
