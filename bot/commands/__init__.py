"""The command line's own part of each command, one file each. With `__main__`, the entry point."""
