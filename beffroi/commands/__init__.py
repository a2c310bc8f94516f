"""One module a command: `NAME`, `arguments(parser)` and `run(args) -> exit status`."""
