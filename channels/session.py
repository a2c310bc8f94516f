"""Who a browser tab is: a random number made here and signed, which becomes a sender that cannot be guessed."""

import hashlib
import hmac
import re
import secrets

TOKEN = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{32})")


def new(secret: str) -> str:
    """Return the token of a new session: 128 random bits and their signature."""
    number = secrets.token_hex(16)
    return f"{number}.{mark(secret, 'session', number)}"


def sender(secret: str, token: str | None) -> str | None:
    """Return the sender of a session's token, None when this program did not make the token."""
    match = TOKEN.fullmatch(token or "")
    if match is None or not marked(secret, "session", match[1], match[2]):
        return None
    return mark(secret, "sender", match[1])


def mark(secret: str, use: str, number: str) -> str:
    """Return the signature of something for one use: 128 bits in hexadecimal."""
    return hmac.new(secret.encode(), f"{use}\n{number}".encode(), hashlib.sha256).hexdigest()[:32]


def marked(secret: str, use: str, number: str, given: str) -> bool:
    """Is this the signature of it, for that use?"""
    return hmac.compare_digest(given, mark(secret, use, number))
