"""Lets `python -m beffroi` be the command."""

import sys

from beffroi.cli import main

sys.exit(main())
