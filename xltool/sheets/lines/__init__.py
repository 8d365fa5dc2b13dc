"""Lines with amounts, which operating and investments share."""
