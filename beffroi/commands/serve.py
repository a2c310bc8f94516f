"""Serves the assistant: one process by default, several workers on PostgreSQL."""

import argparse
import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from beffroi.failure import Failure
from beffroi.said import say
from bot.clock import paris_day, system_clock
from bot.settings import unknown
from region import in_force

if TYPE_CHECKING:
    from aiohttp import web

NAME = "serve"
DRAIN_SECONDS = 10.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """`--host`, `--port` and `--workers`."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--parent", type=int, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Serve until a signal. Raises Failure when the address or the settings do not allow it."""
    from beffroi import building, traces

    os.environ.setdefault(
        "BEFFROI_PUBLIC_URL", _address(args)
    )  # what is said of this service is found where it listens
    settings = building.settings()
    if not args.worker:
        _tell_unknown_settings()
    in_force.read(today=paris_day(system_clock()))  # nothing starts on what `data check` would refuse to read
    if args.workers < 1:
        raise Failure(f"--workers vaut {args.workers} : il en faut au moins un.")
    if args.workers > 1 and settings.is_sqlite:
        raise Failure(
            "Plusieurs workers demandent PostgreSQL : donnez son adresse dans BEFFROI_DATABASE_URL, ou gardez un seul worker."
        )
    if not args.worker:
        _port_is_free(args.host, args.port)
    serve = _parent if args.workers > 1 and not args.worker else _worker
    with contextlib.suppress(KeyboardInterrupt), traces.told(os.environ if serve is _worker else {}):
        return building.run(serve(args))
    return 0


def _tell_unknown_settings() -> None:
    """Say each setting of the environment that nothing reads: a mistyped one would be missed in silence."""
    for name, near in unknown(os.environ).items():
        said = [say("serve.unknown_setting", name=name)]
        if near:
            said.append(say("serve.near_setting", name=near))
        print(*said, file=sys.stderr)


def _port_is_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise _taken(host, port, error) from error


def _taken(host: str, port: int, error: Exception) -> Failure:
    return Failure(say("serve.port", host=host, port=port, error=error))


async def _worker(args: argparse.Namespace) -> int:
    from aiohttp import web

    from beffroi import building, listening
    from beffroi.app import application
    from beffroi.stopping import draining, stopped
    from beffroi.upkeep import keep_fresh
    from bot.running.settled import settle
    from bot.store.models import ModelUnusable
    from bot.turn.rehearsal import rehearse

    async with building.opened(building.settings(), migrate=not args.worker) as house:
        try:
            await building.load_model(house, train_again=not args.worker)
        except ModelUnusable as error:
            print(say("serve.without", error=error), file=sys.stderr)
        await rehearse(house)
        settle()
        runner = listening.PatientRunner(application(house), access_log=None, shutdown_timeout=DRAIN_SECONDS)
        await runner.setup()
        try:
            await _listening(web.TCPSite(runner, args.host, args.port, reuse_port=args.worker or None), args)
            house.tasks.start("fresh", lambda stop: keep_fresh(house, stop))
            if not args.worker:
                _say_addresses(args)
            await stopped(parent=args.parent)
            await draining(runner)
        finally:
            await runner.cleanup()
    return 0


async def _listening(site: "web.TCPSite", args: argparse.Namespace) -> None:
    """Open the door; somebody may have taken the port while the model was read."""
    try:
        await site.start()
    except OSError as error:
        raise _taken(args.host, args.port, error) from error


async def _parent(args: argparse.Namespace) -> int:
    """Migrate, make sure there is a model, then keep N workers on the same port."""
    from beffroi import building
    from beffroi.stopping import stopped
    from bot.running import metrics
    from bot.running.settled import settle
    from bot.running.supervisor import Supervisor

    settings = building.settings()
    async with building.opened(settings) as house:
        await building.load_model(house)
    settle()
    counting = settings.data_dir / "metrics"
    told = {**os.environ, **metrics.shared(counting)}
    workers = Supervisor(metrics.Metrics())
    for number in range(args.workers):
        workers.start(f"worker-{number}", lambda stop: _kept(args, stop, told, counting))
    _say_addresses(args)
    await stopped()
    await workers.stop(within=3 * DRAIN_SECONDS)
    return 0


async def _kept(args: argparse.Namespace, stop: asyncio.Event, told: Mapping[str, str], counting: Path) -> None:
    """Run one worker until `stop`; one that ends by itself is a failure, and is started again."""
    from bot.running import metrics
    from bot.running.waiting import first

    place = ("--host", args.host, "--port", str(args.port), "--parent", str(os.getpid()))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "beffroi", "serve", "--worker", *place, env=told
    )
    ended = asyncio.Event()
    waiting = asyncio.create_task(process.wait())
    waiting.add_done_callback(lambda _: ended.set())
    try:
        await first(ended, stop)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        status = await waiting
        metrics.ended(counting, process.pid)
    if not stop.is_set():
        raise RuntimeError(f"a worker ended with status {status}")


def _address(args: argparse.Namespace) -> str:
    shown = "localhost" if args.host in ("127.0.0.1", "0.0.0.0", "::") else args.host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{args.port}"


def _say_addresses(args: argparse.Namespace) -> None:
    print(say("serve.addresses", address=_address(args)), flush=True)
