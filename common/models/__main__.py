"""`python -m common.models`."""

import sys

from common.models.cli import main

sys.exit(main())
