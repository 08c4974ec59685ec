"""WHO COULD STAY WHERE, AND WHY: plain data in, an exact and explained plan out."""
