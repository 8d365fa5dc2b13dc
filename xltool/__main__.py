"""`python -m xltool` is the command."""

import os
import sys

from xltool import sendto
from xltool.cli import main

main(sendto.arguments(sys.argv[1:], os.environ))
