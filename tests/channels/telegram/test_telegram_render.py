"""How a reply looks on a phone: escaped, split where Telegram counts, sources dated, a verdict that can be read."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.replies import Button, Message, Source
from bot.wordings import WORDINGS
from channels.telegram.render import parts
from channels.telegram.split import pieces, units
from tests.botapi.entities import visible
from tests.channels.telegram.engine import PRESS, SOURCE, VERDICT

SAY = WORDINGS.say
NASTY = "CA < 2 M€ & <b>gras</b> <script>alert(1)</script> \"x\" 'y' &amp; </blockquote> [lien](tg://user?id=1) _*`"
texts = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=300)


def test_every_variable_is_escaped() -> None:
    source = Source(NASTY, 'https://exemple.fr/?a="><b>&b=2', None, NASTY, NASTY)
    conditions = [
        {"id": "a", "label": NASTY, "status": "not_met", "stated": NASTY, "rule": NASTY, "next_step": NASTY, "source": None}
    ]  # fmt: skip
    verdict = {**VERDICT, "title": NASTY, "rules_version": NASTY, "conditions": conditions}
    (part,) = parts(Message(NASTY, (Button(NASTY, id="abc"),), (source,), verdict), SAY)
    assert re.findall(r"</?([a-z]+)", part.html) == ["blockquote", "b", "b", "b", "b", "blockquote", "a", "a"]
    assert NASTY in part.plain
    assert visible(part.html)
    assert part.buttons[0].title == NASTY  # a button is not HTML


@given(texts, texts, texts)
def test_whatever_the_texts_the_html_is_one_that_telegram_reads(text: str, title: str, label: str) -> None:
    message = Message(text, (), (Source(title, "https://exemple.fr", None, label, "presse"),), VERDICT)
    for part in parts(message, SAY, rules_url="https://exemple.fr/regles"):
        assert units(visible(part.html)) <= 4096


@given(st.text(alphabet="aé🙂 \u0301", max_size=300), st.integers(2, 40))
def test_pieces_are_short_and_lose_no_character(text: str, limit: int) -> None:
    cut = list(pieces(text, limit=limit))
    assert all(units(piece) <= limit for piece in cut)
    assert "".join("".join(cut).split()) == "".join(text.split())


def test_length_is_counted_in_utf16_units() -> None:
    assert units("aé🙂") == 4
    (one,) = parts(Message("🙂" * 2047), SAY)
    assert units(one.plain) == 4094
    assert [units(part.plain) for part in parts(Message("🙂" * 3000), SAY)] == [4094, 1906]


def test_what_grows_when_escaped_is_split_before_it_is_escaped() -> None:
    made = parts(Message("& " * 3000), SAY)
    assert all(units(visible(part.html)) <= 4096 for part in made)
    assert sum(part.plain.count("&") for part in made) == 3000


def test_a_text_is_cut_between_lines_then_between_words() -> None:
    lines = [f"Ligne {number} : " + "mot " * 30 for number in range(100)]
    made = parts(Message("\n".join(lines)), SAY)
    assert len(made) > 1
    assert all(part.plain.startswith("Ligne") for part in made)
    assert all(part.plain.endswith("mot") for part in parts(Message("mot " * 3000), SAY))


def test_sources_are_links_with_their_date_and_kind() -> None:
    (part,) = parts(Message("Réponse.", (), (SOURCE, PRESS)), SAY)
    _, _, first, second = part.html.splitlines()
    link = '<a href="https://exemple.fr/prochia?a=1&amp;b=2">Proch&#x27;IA, la page officielle</a>'
    assert first == f"Source : {link} (24 juin 2026, officiel)"
    assert second == "Source : Un journal &lt; local &gt; (non datée, presse)"
    assert "https://exemple.fr/prochia?a=1&b=2" in part.plain


def test_only_web_addresses_become_links() -> None:
    for url in ("javascript:alert(1)", "tg://user?id=1", "data:text/html,x", ""):
        (part,) = parts(Message("Réponse.", (), (Source("Titre", url, None, "non datée", "presse"),)), SAY)
        assert "<a" not in part.html


def test_a_verdict_is_readable_on_a_phone() -> None:
    (part,) = parts(Message("À titre indicatif, votre cas ne semble pas répondre.", (), (), VERDICT), SAY)
    assert part.plain.splitlines()[2:] == [
        "Détail, à titre indicatif : AMI IA",
        "✅ Remplie : Siège dans la région",
        "Vous avez dit : Lens (62).",
        "Règle : Le siège est dans la région.",
        "❌ Non remplie : Coût du projet",
        "Vous avez dit : CA < 2 M€ & <b>50 000 €</b>.",
        "Règle : De 70 000 à 250 000 €.",
        "À faire : Regrouper plusieurs projets.",
        "❔ À préciser : Dépenses",
        "Vous ne l'avez pas précisé.",
        "Règle : Une dépense prévue.",
        "Source : CityraMag https://exemple.fr/cityramag (24 juin 2026, presse)",
        "Vérification du 25 novembre 2026. Règles du 2026-06, relues le 23 novembre 2026.",
    ]
    assert part.html.count("<blockquote expandable>") == part.html.count("</blockquote>") == 1


def test_a_long_verdict_is_folded_in_each_message() -> None:
    conditions = [{**VERDICT["conditions"][0], "label": f"Condition {n} " + "mot " * 40} for n in range(40)]
    made = parts(Message("Verdict.", (), (), {**VERDICT, "conditions": conditions}), SAY)
    assert len(made) > 1
    assert all(part.html.count("<blockquote expandable>") == part.html.count("</blockquote>") == 1 for part in made)


def test_a_file_goes_as_a_document_after_its_text() -> None:
    file = {"name": "a.json", "media_type": "application/json", "content": "{}"}
    first, second = parts(Message("Voici.", file=file), SAY)
    assert (first.plain, second.file) == ("Voici.", file)
    (alone,) = parts(Message("", file=file), SAY)
    assert alone.file == file


def test_buttons_without_a_text_still_get_one() -> None:
    (part,) = parts(Message("", (Button("Oui", id="abc"),)), SAY)
    assert part.plain == "Choisissez :"


def test_an_empty_message_is_no_call() -> None:
    assert parts(Message(" \n "), SAY) == []
