"""A failure a command foresees, told in one French sentence."""


class Failure(RuntimeError):
    """A foreseen failure of a command; `str()` is the one sentence a person reads."""
