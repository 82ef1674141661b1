"""Who belongs: joining, offices, several accounts of one person, leaving, and how a collaborative fares."""
