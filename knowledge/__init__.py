"""The service directory: what can be found, how, and what must come before search. Knows nothing of bots."""
