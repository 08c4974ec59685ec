"""The `sonae` command: one module a group of commands."""
