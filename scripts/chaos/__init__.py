"""Breaks what a service stands on while people write to it, and prints what became of their messages: `make chaos`."""
