"""Who may do what: a role gives rights, a page asks for one."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a person does here; one person may hold several."""

    READER = "lecteur"
    LABELLER = "annotateur"
    REVIEWER = "relecteur"
    PUBLISHER = "publieur"
    ADMINISTRATOR = "administrateur"
    DPO = "DPO"


class Right(StrEnum):
    """What a page needs."""

    PRESENT = "present"
    READ = "read"
    LABEL = "label"
    ANSWER = "answer"
    REVIEW = "review"
    TRAIN = "train"
    PUBLISH = "publish"
    ADMINISTER = "administer"
    AUDIT = "audit"
    PROTECT = "protect"


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.READER: frozenset({Right.READ}),
    Role.LABELLER: frozenset({Right.READ, Right.LABEL, Right.ANSWER}),
    Role.REVIEWER: frozenset({Right.READ, Right.LABEL, Right.ANSWER, Right.REVIEW, Right.TRAIN}),
    Role.PUBLISHER: frozenset({Right.READ, Right.TRAIN, Right.PUBLISH}),
    Role.ADMINISTRATOR: frozenset({Right.ADMINISTER, Right.AUDIT}),
    Role.DPO: frozenset({Right.AUDIT, Right.PROTECT}),
}
SECOND_FACTOR = frozenset({Role.PUBLISHER, Role.ADMINISTRATOR, Role.DPO})
ALL_BUT_DPO = tuple(role for role in Role if role is not Role.DPO)
"""The preset of a person alone: the DPO watches, so they are somebody else."""
PRESET = "tous"


def read(names: Iterable[str]) -> tuple[Role, ...]:
    """Return roles by their names, in order and once; `tous` is every role but DPO. ValueError for another name."""
    wanted = set(names)
    if PRESET in wanted:
        wanted = (wanted - {PRESET}) | set(ALL_BUT_DPO)
    found = {Role(name) for name in wanted}
    return tuple(role for role in Role if role in found)


def rights(roles: Iterable[Role]) -> frozenset[Right]:
    """Return what roles allow together; everybody may see the home page and their own account."""
    return frozenset({Right.PRESENT}).union(*(RIGHTS[role] for role in roles))


def needs_second_factor(roles: Iterable[Role]) -> bool:
    """Tell whether one of the roles is signed in with a second factor."""
    return not SECOND_FACTOR.isdisjoint(roles)
