"""Joint support with a core centre, and advice visits to consultation offices."""
