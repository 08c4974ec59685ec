"""What people see: pages, components, words and the command line."""
