"""Surveys at work: launched to members, taken by them, nudged, closed, and read by the gateway."""
