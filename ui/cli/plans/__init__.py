"""What `sonae plan` tells beside the plan itself."""
