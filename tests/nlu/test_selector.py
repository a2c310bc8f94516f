"""Finding the record a question asks for, in a tiny catalogue of five."""

import pytest

from nlu import french, meaning
from nlu.selector import Card, Selector, kinds
from nlu.selector.decision import EXACT, NONE, UNKNOWN
from nlu.selector.learnt import learnt
from nlu.selector.recalling import called_back
from nlu.selector.terms import Lexicon
from nlu.selector.weighed import Asked

CARDS = [
    Card("caravan", "La Caravane", ("C'est un camion.", "Il passe en Thiérache le samedi."),
         ("c'est quoi la caravane de l'IA", "le camion passe où", "quel jour passe la caravane"), ("La Caravane",)),
    Card("anaouder", "Anaouder", ("Anaouder transcrit la parole en breton.",), ("à quoi sert anaouder",), ("Anaouder",)),
    Card("plan", "Le plan régional", ("Le plan a été voté le 18 juin 2026.", "Il fixe six priorités."),
         ("quand le plan a été voté", "combien de priorités a le plan"), intents=("ask_plan",), default_of=("ask_plan",)),
    Card("plan-cost", "Le coût du plan", ("On ne sait pas combien coûte le plan.",), ("combien coûte le plan",),
         intents=("ask_plan",), unknown=True),
    Card("town", "Le centre de Cambrai", ("Un centre est annoncé à Cambrai.",), ("le centre de cambrai",), when={"commune": "59122"}),
]  # fmt: skip
STOP = "le la les de du un une c est quoi que qui a où quel combien quand ia l à"


@pytest.fixture(scope="module")
def selector() -> Selector:
    lexicon = Lexicon.of(STOP, [], meaning.current().how_common)
    return Selector(CARDS, lexicon=lexicon, meaning=meaning.current())


@pytest.mark.parametrize(
    ("question", "record"),
    [
        ("la caravane de lia cé koi", "caravan"),
        ("il passe quand le camion", "caravan"),
        ("c koi anaoudere", "anaouder"),
        ("date du vote du plan régional", "plan"),
        ("ça va coûter combien, ce plan", "plan-cost"),
    ],
)
def test_a_paraphrase_finds_its_record_without_training(selector: Selector, question: str, record: str) -> None:
    assert selector.rank(Asked(question))[0].card.id == record


def test_a_record_added_is_found_at_once(selector: Selector) -> None:
    bus = Card("bus", "Le bus numérique", ("Le bus numérique stationne à Roye.",), ("où stationne le bus numérique",))
    more = Selector([*CARDS, bus], lexicon=selector.index.lexicon, meaning=selector.index.meaning)
    assert more.rank(Asked("il est où le bus numérique"))[0].card.id == "bus"


def test_a_record_of_another_town_is_contradicted(selector: Selector) -> None:
    signs = {each.card.id: each.why for each in selector.rank(Asked("le centre", facts={"commune": "62041"}))}
    assert signs["town"]["contradicts"] == 1


def test_the_sentence_that_answers_is_pointed_at(selector: Selector) -> None:
    read = selector.index.read("la caravane passe quel jour en Thiérache")
    assert selector.passages.sentence(read, CARDS[0]) == 1


def test_an_empty_catalogue_answers_nothing(selector: Selector) -> None:
    assert Selector([], lexicon=selector.index.lexicon, meaning=selector.index.meaning).rank(Asked("bonjour")) == []


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("c'est quand le vote ?", "when"),
        ("numéro de téléphone de Proch'IA svp", "phone"),
        ("combien d'habitants ont suivi ?", "number"),
        ("quel pourcentage d'entreprises ?", "share"),
        ("ils investissent combien, ça coûte combien ?", "money"),
        ("pourquoi ce plan", "why"),
        ("Anaouder", None),
        ("ça dure combien de temps ?", "duration"),
        ("qu'est-ce qui bloque les patrons", None),
        ("part des sociétés qui ont recruté", "share"),
        ("c'est quoi le % de l'aide", "share"),
        ("les 60 %, ça veut dire quoi ?", None),
        ("l'AMI paye des salaires", None),
        ("le salaire du directeur ?", "money"),
        ("l'AMI paye le salaire d'un agent ?", None),
        ("ADEN prend en charge les salaires ?", None),
        ("ça finance le salaire de la secrétaire ?", None),
    ],
)
def test_the_kind_of_answer_asked_is_read(question: str, kind: str | None) -> None:
    assert kinds.asked(question) == kind


def test_what_is_counted_is_read() -> None:
    assert kinds.focus("combien de temps dure l'atelier ?") == ""
    assert kinds.focus("combien d'habitants ont suivi ?").startswith("habitants")


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Proch'IA c'est pour qui et c'est où ?", ["Proch'IA c'est pour qui", "c'est où ?"]),
        ("une mairie et une association", ["une mairie et une association"]),
        ("combien d'entreprises et de communes", ["combien d'entreprises et de communes"]),
        ("délais et montant de l'AMI", ["délais de l'AMI", "montant de l'AMI"]),
        ("prix et lieu du Café IA", ["prix du Café IA", "lieu du Café IA"]),
        (
            "les conditions et les démarches pour la DACS ?",
            ["les conditions pour la DACS ?", "les démarches pour la DACS ?"],
        ),
        ("dates, prix de l'IA Summit", ["dates de l'IA Summit", "prix de l'IA Summit"]),
        ("combien et jusqu'à quand ?", ["combien", "jusqu'à quand ?"]),
        ("où et quand ?", ["où", "quand ?"]),
        ("où et quand a lieu le Café IA", ["où et quand a lieu le Café IA"]),
        ("le prix et la qualité du pain", ["le prix et la qualité du pain"]),
    ],
)
def test_questions_that_share_a_subject_are_told_apart(message: str, parts: list[str]) -> None:
    assert french.questions(message) == parts


def test_a_name_that_is_also_an_ordinary_word_does_not_call_a_record_back(selector: Selector) -> None:
    named = Card("humain", "humAIn", ("La candidature humAIn a échoué.",), ("humAIn",), ("humAIn",))
    kept = Card("kept", "Décider", ("La décision reste à un humain.",), ("qui décide",))
    more = Selector([*CARDS, named, kept], lexicon=selector.index.lexicon, meaning=selector.index.meaning)
    assert not more.index.speaks_of(more.index.read("tu es humain ?"), named)
    assert more.index.speaks_of(more.index.read("à quoi sert anaouder"), CARDS[1])


def test_a_sentence_that_holds_the_kind_asked_and_the_question_states_the_answer(selector: Selector) -> None:
    assert selector.passages.states(selector.index.read("quand a été voté le plan ?"), CARDS[2])
    assert not selector.passages.states(selector.index.read("combien coûte la caravane ?"), CARDS[0])


def test_a_year_inside_a_name_is_no_date() -> None:
    assert "when" not in kinds.held("Le Forum 2025 a réuni mille personnes.")
    assert "when" in kinds.held("Le forum aura lieu en 2027.")


def test_a_word_of_like_meaning_counts_where_the_word_is_not_written(selector: Selector) -> None:
    pay = Card("pay", "La subvention", ("Une subvention existe.",), ("qui donne la subvention",))
    more = Selector([*CARDS, pay], lexicon=selector.index.lexicon, meaning=selector.index.meaning)
    signs = {each.card.id: each.why for each in more.rank(Asked("une dotation"), most=9)}
    assert signs["pay"]["cover"] == 0
    assert signs["pay"]["akin"] > signs["town"]["akin"]


@pytest.mark.parametrize(
    ("question", "unheld"),
    [
        ("Le plan a-t-il été abandonné ?", True),
        ("c'est vrai que le plan est interdit aux communes", True),
        ("le plan fixe six priorités ?", False),
        ("le plan oblige-t-il les communes ?", True),
        ("qui a abandonné le plan, je demande", False),  # nothing says that it is a question about its truth
    ],
)
def test_what_a_question_takes_for_true_is_looked_for_in_the_record(question: str, unheld: bool) -> None:
    assert kinds.unheld(question, ("Le plan fixe six priorités.",)) is unheld


def test_what_a_text_asks_for_answers_whether_it_is_a_duty() -> None:
    told = ("Le règlement demande de former ses équipes.",)
    assert not kinds.unheld("ai-je l'obligation de former mes équipes ?", told)
    assert kinds.unheld("suis-je forcé de former mes équipes ?", ("Le règlement parle de formation.",))


@pytest.mark.parametrize(
    "question",
    ["quand le plan doit-il commencer ?", "quel âge faut-il avoir pour le plan ?", "il faut payer pour voir le plan ?"],
)
def test_what_asks_when_or_how_much_takes_no_duty_for_true(question: str) -> None:
    assert not kinds.unheld(question, ("Le plan fixe six priorités.",))


@pytest.mark.parametrize(
    "sentence", ["Appelez le 3114.", "En danger, joignez le 119 ou le 17.", "Composez le 39 19 ou 3919."]
)
def test_a_short_number_to_call_is_a_telephone(sentence: str) -> None:
    assert "phone" in kinds.held(sentence)
    assert "phone" not in kinds.held("Le vote a eu lieu le 15 décembre.")


def test_a_claim_that_the_record_states_is_held() -> None:
    assert not kinds.unheld("Microsoft a-t-il abandonné ?", ("Microsoft a renoncé à ses projets.",))


@pytest.mark.parametrize(
    ("question", "focus"),
    [("nom du chef de chantier", "chef"), ("Quel élu a parlé ?", "elu"), ("quelle date", ""), ("quel organisme", "")],
)
def test_what_a_question_asks_the_name_of_is_read(question: str, focus: str) -> None:
    assert kinds.focus(question) == focus


@pytest.mark.parametrize(
    ("question", "elsewhere", "placed", "kind"),
    [
        ("le mail de quelqu'un chez anaouder", 0.9, False, UNKNOWN),  # ours, and nobody knows
        ("le mail de quelqu'un chez anaouder", 0.99, False, NONE),  # surely another subject
        ("le mail de quelqu'un chez anaouder", 0.9, True, NONE),  # the town may be what is talked of
        ("le mail de mon boulanger", 0.9, False, NONE),
    ],
)
def test_a_name_that_only_we_say_calls_a_question_back(
    selector: Selector, question: str, elsewhere: float, placed: bool, kind: str
) -> None:
    weighed = selector.weigh(Asked(question))
    assert called_back(weighed, learnt(), ours=False, elsewhere=elsewhere, placed=placed).kind == kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [("le bus violet stationne quand ?", EXACT), ("le bus stationne quand à la gare ?", NONE)],
)
def test_a_record_asked_for_in_its_own_words_is_called_back_whatever_the_subject_seems(
    selector: Selector, question: str, kind: str
) -> None:
    bus = Card("bus", "Le bus violet", ("Le bus violet stationne à Roye le lundi.",), ("le bus violet stationne où",))
    more = Selector([*CARDS, bus], lexicon=selector.index.lexicon, meaning=selector.index.meaning)
    weighed = more.weigh(Asked(question, {"ask_plan": 0.6}))
    assert called_back(weighed, learnt(), ours=False).kind == kind


def test_a_name_that_everybody_says_calls_nothing_back() -> None:
    said = Card("bot", "Robochat", ("Robochat est un logiciel.",), ("c'est quoi robochat",), ("Robochat",))
    lexicon = Lexicon.of(STOP, [], meaning.current().how_common, everywhere="robochat")
    known = Selector([*CARDS, said], lexicon=lexicon, meaning=meaning.current())
    assert not known.index.own_names(known.index.read("mets robochat en rouge"))
    assert known.index.own_names(known.index.read("mets anaouder en rouge"))


def test_words_quoted_to_ask_whose_they_are_are_found_where_they_are_written(selector: Selector) -> None:
    said = Card(
        "said", "Ce que dit Paul", ("Paul a dit : « Le dragon mécanique avance lentement. »",), ("propos de Paul",)
    )
    more = Selector([*CARDS, said], lexicon=selector.index.lexicon, meaning=selector.index.meaning)
    asked = more.weigh(Asked("« Le dragon mécanique avance lentement » : qui a dit ça ?"))
    assert called_back(asked, learnt(), ours=False).records == ("said",)
    other = more.weigh(Asked("« Le renard et la cigogne dînent » : qui a dit ça ?"))
    assert called_back(other, learnt(), ours=False).kind == NONE


def test_a_name_that_many_records_write_is_nobody_s() -> None:
    own = Card("own", "La caravane", ("C'est la caravane.",), ("la caravane",), ("La caravane numérique",))
    others = [Card(f"c{n}", "x", (f"La caravane numérique passe {n}.",), ("où passe la caravane",)) for n in range(8)]
    lexicon = Lexicon.of(STOP, [], meaning.current().how_common)
    many = Selector([own, *others], lexicon=lexicon, meaning=meaning.current())
    assert many.index.said_by("lacaravanenumerique") == 9
