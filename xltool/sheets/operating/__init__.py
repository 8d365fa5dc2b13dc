"""Driftredovisning: income and costs, budget against actual."""
