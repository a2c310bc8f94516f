"""Hands mail to the server of BEFFROI_SMTP_URL."""

import smtplib
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

SECONDS = 10
FROM = "beffroi@localhost"


def sender(smtp_url: str) -> str:
    """Return the address mail comes from: the setting's `?from=`."""
    return parse_qs(urlsplit(smtp_url).query).get("from", [FROM])[0]


def send(smtp_url: str, message: EmailMessage) -> None:
    """Hand a mail to the server of `smtp://user:password@host:port` (`smtps://` from the first byte over TLS)."""
    where = urlsplit(smtp_url)
    client = smtplib.SMTP_SSL if where.scheme == "smtps" else smtplib.SMTP
    with client(where.hostname or "localhost", where.port or 0, timeout=SECONDS) as server:
        if where.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls()
        if where.username:
            server.login(unquote(where.username), unquote(where.password or ""))
        server.send_message(message)
