"""The program: command line and application, which compose the rooms."""

from bot.engine import standin

standin.install()
