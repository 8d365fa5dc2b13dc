"""Medlemmar and Fördelning: what each member pays or gets back."""
