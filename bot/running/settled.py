"""Keeps who is answered from waiting for what the process does besides: the search for garbage, and long work in threads."""

import gc
import sys

HANDED_SECONDS = 0.001
"""How long a thread that counts keeps the interpreter when another waits for it: Python's 5 ms, twenty times in an answer, are felt."""


def hurry() -> None:
    """Look for no garbage until `settle`: nearly all that is read at the start stays, and looking costs a fifth of the start."""
    gc.disable()


def settle() -> None:
    """Look for garbage once, then never again among what is alive: to be called when all is read, before anyone is let in.

    A full collection goes through every object (290,000: 250 to 450 ms on a busy machine); afterwards, through the newer ones only.
    """
    sys.setswitchinterval(HANDED_SECONDS)
    gc.collect()
    gc.freeze()
    gc.enable()
