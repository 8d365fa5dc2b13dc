"""The handbook: what it holds, and how a browser shows it."""
