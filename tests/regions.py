"""What the Région says in the tests: the shipped pack, read once, on the day the tests live in."""

from datetime import date

from region import in_force

TODAY = date(2026, 11, 25)
THE_REGION = in_force.read(today=TODAY)
