"""`python -m pipeline` is `concord`."""

import sys

from pipeline.cli import main

sys.exit(main())
