"""Surveys: instruments, rotation, schedules, statistics and disclosure control. Pure: no store, clock or chance."""
