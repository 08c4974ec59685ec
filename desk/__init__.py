"""What a coordinator does at the desk, one module a job; joins the three pillars."""
