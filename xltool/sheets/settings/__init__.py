"""Uppgifter: the board, the year, and the rules that hold."""
