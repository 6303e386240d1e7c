"""``python -m domino.command_line``, for where the command itself is not on the path."""

import sys

from domino.command_line.entry import main

sys.exit(main())
