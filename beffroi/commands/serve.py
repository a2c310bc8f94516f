"""Serves the assistant: one process by default, several workers on PostgreSQL."""

import argparse
import asyncio
import contextlib
import logging
import signal
import socket
import sys

from beffroi.failure import Failure

NAME = "serve"
HELP = "met l'assistant en service sur une adresse locale"
DRAIN_SECONDS = 10.0


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="adresse d'écoute (127.0.0.1 par défaut)")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--workers", type=int, default=1, help="processus de service (PostgreSQL au-delà de 1)")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    from beffroi import building

    settings = building.settings()
    if args.workers < 1:
        raise Failure(f"--workers vaut {args.workers} : il en faut au moins un.")
    if args.workers > 1 and settings.is_sqlite:
        raise Failure(
            "Plusieurs workers demandent PostgreSQL : donnez son adresse dans BEFFROI_DATABASE_URL, ou gardez un seul worker."
        )
    if not args.worker:
        _port_is_free(args.host, args.port)
    serve = _parent if args.workers > 1 and not args.worker else _worker
    with contextlib.suppress(KeyboardInterrupt):
        return building.run(serve(args))
    return 0


def _port_is_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise Failure(f"Impossible d'écouter sur {host}:{port} : {error}. Choisissez un autre --port.") from error


async def _worker(args: argparse.Namespace) -> int:
    from aiohttp import web

    from beffroi import building
    from beffroi.app import application
    from beffroi.stopping import draining, stopped
    from beffroi.upkeep import keep_fresh
    from bot.store.models import ModelUnusable

    async with building.opened(building.settings(), migrate=not args.worker) as house:
        try:
            await building.load_model(house, train_again=not args.worker)
        except ModelUnusable as error:
            print(f"beffroi : {error} Le service démarre sans lui : droits et contact répondent.", file=sys.stderr)
        runner = web.AppRunner(application(house), access_log=None, shutdown_timeout=DRAIN_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, args.host, args.port, reuse_port=args.worker or None).start()
            fresh = asyncio.create_task(keep_fresh(house, first=not args.worker))
            if not args.worker:
                _say_addresses(args)
            await stopped()
            fresh.cancel()
            await draining(runner)
        finally:
            await runner.cleanup()
    return 0


async def _parent(args: argparse.Namespace) -> int:
    """Migrate, make sure there is a model, then keep N workers on the same port."""
    from beffroi import building
    from beffroi.stopping import stopped

    async with building.opened(building.settings()) as house:
        await building.load_model(house)
    workers = [asyncio.create_task(_kept(args)) for _ in range(args.workers)]
    _say_addresses(args)
    await stopped()
    for worker in workers:
        worker.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    return 0


async def _kept(args: argparse.Namespace) -> None:
    """Run one worker, and another when it ends by itself."""
    while True:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "beffroi", "serve", "--worker", "--host", args.host, "--port", str(args.port)
        )
        try:
            status = await process.wait()
        except asyncio.CancelledError:
            process.send_signal(signal.SIGTERM)
            await process.wait()
            raise
        logging.getLogger(__name__).warning("a worker ended with status %s and is started again", status)
        await asyncio.sleep(1)


def _say_addresses(args: argparse.Namespace) -> None:
    shown = "localhost" if args.host in ("127.0.0.1", "0.0.0.0", "::") else args.host
    print(f"Beffroi répond sur http://{shown}:{args.port}", flush=True)
    print(f"  page de démonstration   http://{shown}:{args.port}/", flush=True)
    print(f"  sans JavaScript         http://{shown}:{args.port}/assistant", flush=True)
    print(f"  console des opérateurs  http://{shown}:{args.port}/console/", flush=True)
