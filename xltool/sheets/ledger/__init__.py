"""Underlag: the detail rows behind the lines."""
