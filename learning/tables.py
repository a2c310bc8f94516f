"""The tables of learning. A column `conversation_id` means: a person's data, erased with them."""

from sqlalchemy import JSON, Boolean, Column, Date, Float, Index, Integer, String, Table, Text

from bot.store.tables import metadata
from bot.store.types import UtcDateTime, stamped

candidates = Table(
    "candidate",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("transcript_id", Integer, nullable=False, unique=True),
    Column("conversation_id", String(32), nullable=False, index=True),
    Column("channel", String(16), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("intent", String(64)),
    Column("confidence", Float, nullable=False),
    Column("ranking", JSON, nullable=False),
    Column("reason", String(16), nullable=False),
    Column("value", Float, nullable=False),
    Column("group_id", Integer, nullable=False, index=True),
    Column("proposed", Text),
    Column("state", String(10), nullable=False),
)
Index("candidate_next", candidates.c.state, candidates.c.value, candidates.c.id)
Index("candidate_recent", candidates.c.state, candidates.c.intent, candidates.c.at)

groups = Table(
    "candidate_group",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("size", Integer, nullable=False),
)

labels = Table(
    "label",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("candidate_id", Integer),
    Column("conversation_id", String(32), index=True),
    Column("text", Text, nullable=False),
    Column("intent", String(64), nullable=False),
    Column("predicted", String(64)),
    Column("drawn", Boolean, nullable=False),
    Column("control", Boolean, nullable=False),
    Column("state", String(10), nullable=False),
    Column("author", String(64), nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("promoted_by", String(64)),
    Column("promoted_at", UtcDateTime),
)
Index("label_state", labels.c.state, labels.c.id)

example_changes = Table(
    "example_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("key", Text, nullable=False, index=True),
    Column("intent", String(64), nullable=False, index=True),
    *stamped(),
    Column("label_id", Integer, index=True),
    Column("ended_by", String(64)),
    Column("ended_at", UtcDateTime),
    Column("ended_why", Text),
    Column("exported_at", UtcDateTime),
)

test_cases = Table(
    "test_case",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("intent", String(64), nullable=False),
    Column("origin", String(10), nullable=False),
    *stamped(),
    Column("label_id", Integer, index=True),
    Column("ended_by", String(64)),
    Column("ended_at", UtcDateTime),
)

record_changes = Table(
    "record_change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("key", String(96), nullable=False, index=True),
    Column("body", JSON, nullable=False),
    *stamped(),
    Column("ended_by", String(64)),
    Column("ended_at", UtcDateTime),
    Column("ended_why", Text),
    Column("exported_at", UtcDateTime),
    Column("base", JSON(none_as_null=True)),
)
"""`base` is what the file said before this version was written into it; None where it had no such record."""

tasks = Table(
    "content_task",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conversation_id", String(32), index=True),
    Column("candidate_id", Integer),
    Column("text", Text, nullable=False),
    Column("intent", String(64)),
    Column("owner", String(64)),
    Column("due", Date),
    Column("state", String(8), nullable=False),
    *stamped(),
    Column("done_at", UtcDateTime),
    Column("draft", Text),
    Column("people", Integer),
    Column("checked", String(160)),
    Column("record", String(96)),
    Column("mended_at", UtcDateTime),
)
Index("content_task_open", tasks.c.state, tasks.c.due)

task_questions = Table(
    "task_question",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("task_id", Integer, nullable=False, index=True),
    Column("conversation_id", String(32), index=True),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("before", String(160)),
    Column("now", String(160)),
)
"""What a task must answer; `before` and `now` name the answer given then and at the last replay, empty for none."""

runs = Table(
    "training_run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("state", String(10), nullable=False),
    Column("step", String(96), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("author", String(64), nullable=False),
    Column("comment", Text, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("beat_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("sha256", String(64)),
    Column("why", Text),
    Column("log", Text, nullable=False),
)

comparisons = Table(
    "comparison",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("live", String(64)),
    Column("at", UtcDateTime, nullable=False),
    Column("body", JSON, nullable=False),
)

aggregates = Table(
    "aggregate",
    metadata,
    Column("day", Date, primary_key=True),
    Column("channel", String(16), primary_key=True),
    Column("measure", String(24), primary_key=True),
    Column("key", String(96), primary_key=True),
    Column("count", Integer, nullable=False),
)

Index("aggregate_measure", aggregates.c.measure, aggregates.c.day)

marks = Table(
    "learning_mark",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Integer, nullable=False),
)

exam_questions = Table(
    "exam_question",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token", String(64), nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("answer", Text),
    Column("source", Text),
    Column("state", String(10), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expected", String(96)),
    Column("decided_by", String(64)),
    Column("decided_at", UtcDateTime),
)
Index("exam_question_state", exam_questions.c.state, exam_questions.c.id)
"""What anybody proposes, masked; `answer` and `source` leave when it is accepted, `expected` is then what must be answered."""

publication_states = Table(
    "publication_state",
    metadata,
    Column("publication_id", Integer, primary_key=True),
    Column("before", JSON, nullable=False),
    Column("checked", Boolean, nullable=False),
)
