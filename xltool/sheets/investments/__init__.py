"""Investeringsredovisning: projects, budget against actual."""
