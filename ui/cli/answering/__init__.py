"""Commands by which people and facilities are answered."""
