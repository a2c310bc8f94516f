"""Takes personal data out of texts read on standard input, a line each, to check what is masked or to clean a file."""

import argparse
import json
import sys
from typing import BinaryIO, TextIO

from beffroi.said import say

NAME = "mask"


class BadLine(ValueError):
    """A line cannot be read; `str()` says why, in French."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """`--json`: one object a line, in and out."""
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Mask each line of standard input; 1 when one cannot be read."""
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    return masked_lines(sys.stdin.buffer, sys.stdout, sys.stderr, as_json=args.json)


def masked_lines(lines: BinaryIO, out: TextIO, errors: TextIO, *, as_json: bool) -> int:
    """Write each line masked; a line that cannot be read is named on `errors` and the rest goes on. Returns 0 or 1."""
    status = 0
    for number, raw in enumerate(lines, 1):
        if as_json and not raw.strip():
            continue
        try:
            print(_masked(raw, as_json=as_json), file=out, flush=True)
        except BadLine as error:
            print(f"beffroi mask : ligne {number} : {error}", file=errors, flush=True)
            status = 1
    return status


def _masked(raw: bytes, *, as_json: bool) -> str:
    from bot.privacy import mask

    text = _decoded(raw)
    if not as_json:
        return mask(text).text
    masked = mask(_text_of(text))
    return json.dumps({"text": masked.text, "kinds": list(masked.kinds)}, ensure_ascii=False)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise BadLine(say("mask.encoding")) from error


def _text_of(line: str) -> str:
    try:
        value = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadLine(say("mask.json")) from error
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise BadLine(say("mask.object"))
    return str(value["text"])
