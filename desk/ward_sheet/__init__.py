"""The ward sheet that leaves the desk: what may be told, hidden where few are meant, as text, PDF and files."""
