"""Who and what: people, facilities, what is known of them, as records and as columns."""
