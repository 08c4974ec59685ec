"""What may be told outside the desk."""
