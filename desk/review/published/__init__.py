"""The review as everybody may read it: small figures hidden, and what would tell them, over all papers ever published."""
