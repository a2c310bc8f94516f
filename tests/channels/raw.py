"""Sends the bytes a test wants over a real connection, well formed or not, and reads the status that comes back."""

import asyncio
from urllib.parse import urlsplit

TIMEOUT = 20.0


async def status(url: str, request: bytes) -> int:
    """Return the status of the answer to raw bytes; 0 when the connection was closed without one."""
    where = urlsplit(url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    try:
        writer.write(request)
        line = await asyncio.wait_for(reader.readline(), TIMEOUT)
    except ConnectionResetError:
        return 0
    finally:
        writer.close()
    return int(line.split()[1]) if line else 0


def written(method: str, path: str, *, headers: bytes = b"", body: bytes = b"") -> bytes:
    """Write a request; `headers` are whole lines, each ended by CRLF."""
    host = b"" if b"Host:" in headers else b"Host: localhost\r\n"
    length = f"Content-Length: {len(body)}\r\n".encode() if body else b""
    first = f"{method} {path} HTTP/1.1\r\n".encode("utf-8", "surrogateescape")
    return first + host + b"Connection: close\r\n" + length + headers + b"\r\n" + body
