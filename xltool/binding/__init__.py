"""Binding: which sheet is which, which header is which column, what a cell says."""
