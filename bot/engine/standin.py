"""Lets Rasa run where TensorFlow is not installed, and says so when something really needs it.

Rasa 3.6 imports TensorFlow at module level even when no component uses it. `install()` answers those
imports with inert modules; using one of them for real raises `TensorFlowAbsent`.
Source: what was measured is told in docs/adr/0001-rasa-without-tensorflow.md.
"""

import logging
import os
import re
import sys
import warnings
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

sys.modules.setdefault("rich", None)  # type: ignore[arg-type]  # structlog takes it for colours on a terminal
import structlog  # noqa: E402

if sys.modules["rich"] is None:
    del sys.modules["rich"]  # whoever else asks for it gets it

ABSENT = frozenset({"tensorflow", "tensorflow_hub", "tensorflow_text", "tensorflow_addons", "keras"})
UNUSED = frozenset(
    {"boto3", "botocore", "pymongo", "slack_sdk", "slack", "twilio", "aiogram", "webexteamssdk", "mattermostwrapper"}
    | {"rocketchat_API", "fbmessenger", "socketio", "confluent_kafka", "aio_pika", "aiormq", "pamqp", "redis"}
    | {"sanic", "sanic_cors", "sanic_jwt", "sanic_routing", "websockets", "httptools", "dask", "apscheduler"}
    | {"questionary", "prompt_toolkit", "terminaltables"}
)
"""What Rasa imports for the channels, brokers, stores, web server, scheduler and prompts that a server of ours never uses."""
LEARNING = frozenset({"sklearn"})
"""What Rasa imports for its own learning components: 35 MB and a second more."""
CHANNELS = "rasa.core.channels"
"""A package whose only use here is its base classes; importing it imports the fifteen channels of Rasa and what they need."""
NOT_OURS = re.compile(r"^- name: (?!(?:nlu|bot)\.)", re.MULTILINE)
SENTENCE = (
    "config.yml nomme un composant qui a besoin de TensorFlow ({name}), or Beffroi fonctionne sans TensorFlow. "
    "Retirez ce composant (DIETClassifier, TEDPolicy, ResponseSelector…) ou lisez docs/adr/0001-rasa-without-tensorflow.md."
)


class TensorFlowAbsent(RuntimeError):
    """Something tried to use TensorFlow for real; `str()` is one French sentence."""


class _Inert(type):
    """A class that may be named, subclassed and decorated with, never used."""

    def __getattr__(cls, name: str) -> "_Inert":
        if name.startswith("__"):
            raise AttributeError(name)
        return _make(f"{cls.__qualname__}.{name}")

    def __call__(cls, *args: object, **kwargs: object) -> object:
        if "inert" in cls.__dict__:
            return _decorated(cls, args)
        raise TensorFlowAbsent(SENTENCE.format(name=cls.__qualname__))

    def __getitem__(cls, item: object) -> "_Inert":
        return cls

    def __or__(cls, other: object) -> "_Inert":  # type: ignore[override]
        return cls

    __ror__ = __or__  # type: ignore[assignment]

    def __iter__(cls) -> object:
        return iter(())


def _make(qualname: str) -> _Inert:
    return _Inert(
        qualname.rpartition(".")[2], (), {"inert": True, "__qualname__": qualname, "__module__": "tensorflow"}
    )


def _decorated(cls: _Inert, args: tuple[object, ...]) -> object:
    """A decorator keeps what it decorates; any other call is a real use."""
    if len(args) == 1 and callable(args[0]):
        return args[0]
    if cls.__qualname__.endswith("function"):
        return lambda decorated: decorated
    raise TensorFlowAbsent(SENTENCE.format(name=cls.__qualname__))


class _InertModule(ModuleType):
    __path__: list[str] = []
    __version__ = "0.0.0"

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return _make(f"{self.__name__}.{name}")


class _InertLoader(Loader):
    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _InertModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        return None


class _InertFinder(MetaPathFinder):
    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in self.names:
            return None
        return ModuleSpec(fullname, _InertLoader(), is_package=True)


class _NoChannelsLoader(Loader):
    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        from rasa.core.channels import channel

        for name in ("InputChannel", "OutputChannel", "UserMessage", "CollectingOutputChannel"):
            setattr(module, name, getattr(channel, name))
        vars(module).update(input_channel_classes=[], BUILTIN_CHANNELS={})


class _NoChannelsFinder(MetaPathFinder):
    """Finds Rasa's channels as a package with no channel in it; one that is asked for by its name is still found."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != CHANNELS:
            return None
        found = PathFinder.find_spec(fullname, path)
        if found:
            found.loader = _NoChannelsLoader()
        return found


def needs_tensorflow(component: type) -> bool:
    """Tell whether a component's module holds something of TensorFlow's, which is only a stand-in here."""
    held = vars(sys.modules[component.__module__]).values()
    return any(isinstance(each, (_Inert, _InertModule)) for each in held)


def install() -> None:
    """Make `import rasa` work without TensorFlow, without telemetry, and without debug logs of what people write.

    Safe to call twice; to be called before rasa is imported.
    """
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING), cache_logger_on_first_use=True
    )
    warnings.filterwarnings("ignore", module=r"(apscheduler|packaging|rasa|sanic|pkg_resources)")
    _find(ABSENT, at=len(sys.meta_path))


def spare_unused(*, config: Path | None = None) -> None:
    """Keep out of memory what a server never uses; Rasa's own commands must not call this.

    With the `config` of what is served or trained, scikit-learn too, if each component it names is our own.
    """
    _find(UNUSED, at=0)
    if not any(isinstance(finder, _NoChannelsFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _NoChannelsFinder())
    if config and config.is_file() and not NOT_OURS.search(config.read_text(encoding="utf-8")):
        _find(LEARNING, at=0)


def _find(names: frozenset[str], *, at: int) -> None:
    if not any(isinstance(finder, _InertFinder) and finder.names == names for finder in sys.meta_path):
        sys.meta_path.insert(at, _InertFinder(names))
