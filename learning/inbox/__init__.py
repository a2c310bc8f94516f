"""The messages worth an operator's time, in order, and what is decided about each."""
