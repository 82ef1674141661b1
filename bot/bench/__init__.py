"""How fast it is, and how much room it takes: `make bench`. Everything is measured in one run on one machine."""
