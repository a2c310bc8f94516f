"""Opening hours as people read them, and silence where the code is not wholly understood."""

import pytest

from region import opening_hours
from tests.regions import THE_REGION

SAID = [
    ("Mo-Fr 09:00-12:00,13:30-17:00", "du lundi au vendredi de 9 h à 12 h et de 13 h 30 à 17 h"),
    ("Mo-Fr 09:00-17:00; Sa 10:00-12:00", "du lundi au vendredi de 9 h à 17 h ; le samedi de 10 h à 12 h"),
    ("Tu,Th 14:00-18:00", "le mardi et jeudi de 14 h à 18 h"),
    ("Mo-Fr 08:30-12:00; PH off", "du lundi au vendredi de 8 h 30 à 12 h"),
    ("09:00-18:00", "tous les jours de 9 h à 18 h"),
    ("sur rendez-vous le mardi", "sur rendez-vous le mardi"),
    ("Mo-Fr sunrise-sunset", None),
    ("Mo[1] 09:00-12:00", None),
    ("Mo 25:00-26:00", None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("written", "read"), SAID)
def test_hours_are_said_in_words_or_not_at_all(written: str | None, read: str | None) -> None:
    told = opening_hours.said(written, THE_REGION.catalogue.wordings)
    assert (told.replace("\u00a0", " ") if told else told) == read
