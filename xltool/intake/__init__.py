"""Intake: a file's bytes looked at, and its cells as they stand."""
