"""Lets people ask on Telegram: one token puts the assistant there (docs/telegram.md)."""

from channels.telegram.service import run, setup

__all__ = ["run", "setup"]
