"""Ledgers in files of their own: SIE and CSV (ledger.md)."""
