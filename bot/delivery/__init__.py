"""What leaves and what arrives: kept before it is acknowledged, sent once, when a person may be written to."""
