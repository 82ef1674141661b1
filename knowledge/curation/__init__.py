"""How the curated files are read, what they must hold to, and how that is said to whoever writes them."""
