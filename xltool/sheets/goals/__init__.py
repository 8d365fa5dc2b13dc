"""Nämndmål: goals and their indicators."""
