"""Findings: what a check found, with its sentence."""
