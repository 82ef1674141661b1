"""Where entries come from, one file each."""
