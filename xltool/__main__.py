"""`python -m xltool` is the command."""

from xltool.cli import main

main()
