"""`python -m xltool` is the command."""

import os
import sys

from xltool.commands import sendto
from xltool.commands.command_line import main

main(sendto.arguments(sys.argv[1:], os.environ))
