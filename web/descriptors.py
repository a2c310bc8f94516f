"""How many connections this process may hold open, from the descriptors the system really gives it."""

import resource

OWN = 128
"""Kept for files, databases and the services it calls."""
MOST_STREAMS, WANTED = 2_000, 16_384


def raised() -> int:
    """Take as many descriptors as the system lets this process have, within reason; return how many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(hard, WANTED)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return limit()


def limit() -> int:
    """Return how many files and connections this process may open."""
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return WANTED if soft == resource.RLIM_INFINITY else soft


def for_connections() -> int:
    """Connections in all: beyond, one more would leave none for the database."""
    return max(16, limit() - OWN)


def for_streams() -> int:
    """Live events hold a connection for hours: half of them at most, so that messages always pass."""
    return max(8, min(MOST_STREAMS, for_connections() // 2))
