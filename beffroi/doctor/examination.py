"""Looks at each thing the service needs, in the order in which one would mend them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from beffroi.doctor import machine, outside, store
from beffroi.doctor.finding import Finding, State
from bot.settings import Settings
from bot.settings.values import BadSetting

__all__ = ["Finding", "State", "examine"]

Look = Callable[[Settings], Awaitable[list[Finding]]]
LOOKS: tuple[Look, ...] = (
    machine.folder, machine.disk, machine.clock, machine.descriptors, machine.addresses, store.database, store.model,
    store.data, outside.telegram, outside.mail, outside.registers, outside.aids,
)  # fmt: skip


async def examine(environment: Mapping[str, str]) -> AsyncIterator[Finding]:
    """Yield what each look finds; settings that cannot be read end it, since all the rest depends on them."""
    try:
        settings = Settings.read(environment)
    except BadSetting as error:
        yield Finding(State.WRONG, "settings_wrong", {"cause": str(error)})
        return
    yield Finding(State.GOOD, "settings")
    for look in LOOKS:
        for finding in await look(settings):
            yield finding
