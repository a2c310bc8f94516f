"""Whatever the order of sending, sending again, crashing, reconnecting and erasing: one answer each, and nothing left."""

import asyncio
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from bot.engine.engine import Engines
from bot.house import House
from bot.keeping import rights
from bot.settings import Settings
from bot.store.conversations import Incoming
from bot.store.database import Database
from bot.store.tables import inbox, outbox, transcripts
from bot.turn import STEPS, recover, take
from bot.wordings import WORDINGS
from tests.fakes import FakeEngine
from tests.regions import THE_REGION

PEOPLE = st.sampled_from(["ada", "bob"])
NUMBERS = st.integers(min_value=1, max_value=6)
WORDS = st.sampled_from(["bonjour", "panne", "c'est quoi Proch'IA ?", "/aide", "/donnees"])
STEP_NAMES = st.sampled_from([step.__name__ for step in STEPS])


class Crash(BaseException):
    """Stands for the process ending between two steps."""


class Conversations(RuleBasedStateMachine):
    """Two people, a SQLite file, and a process that may stop anywhere."""

    template: Path

    @initialize()
    def open(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.template, self.folder / "beffroi.sqlite")
        self.sent: dict[str, set[str]] = {"ada": set(), "bob": set()}
        self.house = self._house()

    def _house(self) -> House:
        url = f"sqlite+aiosqlite:///{self.folder / 'beffroi.sqlite'}"
        read = Settings.read({"BEFFROI_DATA_DIR": str(self.folder), "BEFFROI_DATABASE_URL": url})
        engines = Engines(FakeEngine(), version="fake")  # type: ignore[arg-type]
        return House(read, Database(url), engines, WORDINGS, THE_REGION)

    @rule(person=PEOPLE, number=NUMBERS, words=WORDS)
    def send(self, person: str, number: int, words: str) -> None:
        """Send a message, or the same one again: the number is its identifier."""
        turn = self.loop.run_until_complete(take(self.house, Incoming("rest", person, words, f"{person}-{number}")))
        assert turn.reply.messages
        self.sent[person].add(f"{person}-{number}")

    @rule(person=PEOPLE, number=NUMBERS, words=WORDS, step=STEP_NAMES)
    def crash(self, person: str, number: int, words: str, step: str) -> None:
        """Stop the process after a step, then start another one on the same file."""

        def stop(passed: str) -> None:
            if passed == step:
                raise Crash

        self.house.after = stop
        try:
            self.loop.run_until_complete(take(self.house, Incoming("rest", person, words, f"{person}-{number}")))
        except Crash:
            pass
        self.restart()
        self.sent[person] |= {name for name in self._known(inbox) if name.startswith(person)}

    @rule()
    def restart(self) -> None:
        self.loop.run_until_complete(self.house.close())
        self.house = self._house()
        self.loop.run_until_complete(recover(self.house))

    @precondition(lambda self: self.sent["ada"] or self.sent["bob"])
    @rule(person=PEOPLE)
    def erase(self, person: str) -> None:
        self.loop.run_until_complete(rights.erase(self.house, "rest", person))
        self.sent[person] = set()

    @invariant()
    def each_message_has_one_turn(self) -> None:
        if not hasattr(self, "house"):
            return
        expected = sorted(self.sent["ada"] | self.sent["bob"])
        assert sorted(self._known(transcripts)) == expected
        assert set(self._known(outbox)) == set(expected)

    def _known(self, table) -> list[str]:
        async def read() -> list[str]:
            async with self.house.database.read() as connection:
                return [row.external_id for row in await connection.execute(select(table.c.external_id))]

        return self.loop.run_until_complete(read())

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.loop.run_until_complete(self.house.close())
            self.loop.close()
            shutil.rmtree(self.folder)


def test_no_order_of_events_loses_or_doubles_a_message(sqlite_template: Path) -> None:
    Conversations.template = sqlite_template
    machine = Conversations.TestCase
    machine.settings = settings(
        max_examples=25, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
    )
    machine().runTest()
