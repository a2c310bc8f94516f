"""A port that somebody took while the model was read is told in one sentence."""

import argparse
import socket

import pytest
from aiohttp import web

from beffroi.commands.serve import _listening
from beffroi.failure import Failure


async def test_a_port_taken_meanwhile_is_one_sentence() -> None:
    runner = web.AppRunner(web.Application())
    await runner.setup()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        host, port = other.getsockname()
        with pytest.raises(Failure, match="--port"):
            await _listening(web.TCPSite(runner, host, port), argparse.Namespace(host=host, port=port))
    await runner.cleanup()
