"""Commands about the casebook as a whole: made, brought up to date, served, copied, checked."""
