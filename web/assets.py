"""Files a browser loads, kept in memory with their compressed form, under an address that changes when they do."""

import gzip
import hashlib
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json"}
FOREVER = "public, max-age=31536000, immutable"
CHECKED = "no-cache"
COMMENT = re.compile(rb"/\*\*?\s.*?\*/ ?|^\s*//[^\n]*\n", re.DOTALL | re.MULTILINE)
MARGIN = re.compile(rb"^\s+", re.MULTILINE)


@dataclass(frozen=True)
class Asset:
    """One file: its bytes, their gzip form, and its type."""

    body: bytes
    gzipped: bytes
    content_type: str
    etag: str

    @classmethod
    def of(cls, name: str, body: bytes) -> "Asset":
        """Return a file with its type, compressed, and its tag."""
        guessed = TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return cls(body, gzip.compress(body, 9, mtime=0), guessed, f'"{_digest(body)}"')

    def response(self, request: web.Request, *, cache: str) -> web.Response:
        """Answer with the file, compressed where the browser accepts it, or 304."""
        headers = {"ETag": self.etag, "Cache-Control": cache, "Vary": "Accept-Encoding"}
        if request.headers.get("If-None-Match") == self.etag:
            return web.Response(status=304, headers=headers)
        gzipped = "gzip" in request.headers.get("Accept-Encoding", "")
        if gzipped:
            headers["Content-Encoding"] = "gzip"
        body = self.gzipped if gzipped else self.body
        return web.Response(body=body, content_type=self.content_type, charset="utf-8", headers=headers)


class Assets:
    """A folder of files served at `<prefix>/<digest>/<name>`; any other digest is served too, but checked again."""

    def __init__(self, prefix: str, files: Mapping[str, bytes]) -> None:
        self._files = {name: Asset.of(name, body) for name, body in files.items()}
        self.digest = _digest(b"".join(files[name] for name in sorted(files)))
        self._prefix = prefix

    def url(self, name: str) -> str:
        """Return the address of a file, which changes with any of them."""
        return f"{self._prefix}/{self.digest}/{name}"

    def sizes(self) -> Mapping[str, int]:
        """Return the compressed bytes of each file."""
        return {name: len(asset.gzipped) for name, asset in self._files.items()}

    def route(self) -> web.RouteDef:
        """Return the route of the files."""
        return web.get(f"{self._prefix}/{{digest}}/{{name}}", self.serve)

    async def serve(self, request: web.Request) -> web.Response:
        """Answer with a file; for an application mounted elsewhere than at the root, whose route is its own."""
        asset = self._files.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        current = request.match_info["digest"] == self.digest
        return asset.response(request, cache=FOREVER if current else CHECKED)


def folder(path: Path, *suffixes: str) -> dict[str, bytes]:
    """Return the files of a folder by name."""
    return {file.name: file.read_bytes() for file in sorted(path.iterdir()) if file.suffix in suffixes}


def slimmed(file: bytes) -> bytes:
    """Return a script or a style sheet without its comments and margins, which a person's browser need not load."""
    return MARGIN.sub(b"", COMMENT.sub(b"", file))


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:12]
