"""Conversations as pure functions: no clock, chance, store, platform or network."""
