"""What a person reads in the terminal, and a machine from it."""
