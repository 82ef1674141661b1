"""Where people talk, one file each. They do not know each other."""
