"""What French words mean, as numbers: near words have near vectors, whether or not they were in a training sentence."""

from nlu.meaning.table import Table, current

__all__ = ["Table", "current"]
