"""What is asked of one's own case, and how an answer is taken, by words alone."""

from collections.abc import Callable

import pytest

from nlu import acts
from nlu.acts.refusing import tells_of

BACK = ["gardez mes vraies réponses", "revenez à mon cas", "oubliez le si", "non, c'était juste une hypothèse",
        "bon revenons à notre projet réel", "avec mes vrais chiffres ça donne quoi ?", "laissez tomber la simulation",
        "remettez comme avant", "on oublie l'hypothèse du syndicat"]  # fmt: skip
RECAP = ["où on en est ?", "ok alors on en est où", "qu'avez-vous noté ?", "récapitulez svp", "résumez mon cas",
         "faites le point", "qu'est-ce que j'ai répondu ?", "vous avez noté quoi ?", "je peux voir mes réponses ?"]  # fmt: skip
KEPT = ["on part là-dessus", "gardez cette hypothèse", "ok je retiens ce scénario"]
NOTHING = ["où en est mon dossier ?", "gardez mes données", "oubliez mes messages", "changer de région",
           "je veux changer de métier grâce à l'IA", "qu'avez-vous dit sur Cambrai ?", "résumez l'AMI",
           "corriger un texte avec l'IA", "comme avant Noël", "modifier mes données", "gardez-moi une place"]  # fmt: skip
WHICH = {
    "corriger": acts.ANY, "je veux corriger": acts.ANY, "je me suis trompée": acts.ANY, "il y a une erreur": acts.ANY,
    "changez la commune": "commune", "je me suis trompé de commune": "commune", "modifier le montant": "amount",
    "il y a une erreur sur l'effectif": "headcount", "on peut changer le coût du projet ?": "amount",
    "rectifiez le chiffre d'affaires": "turnover",
}  # fmt: skip
REACTIONS = {
    "c'est dommage": "sorry", "ah ben tant pis": "sorry", "oh zut, pas de chance": "sorry", "je suis déçue": "sorry",
    "je m'en doutais": "expected", "c'est bien ce que je pensais": "expected", "ça m'étonne pas": "expected",
    "ah super": "pleased", "ouf, ça me rassure": "pleased", "bonne nouvelle !": "pleased",
    "ah bon": "understood", "je vois": "understood", "attendez je vérifie": "waiting",
    "super, et les dates ?": None, "parfait": "pleased", "ok": None, "dommage que ce soit fermé": None, "d'accord": None, "c'est dommage ?": None,
}  # fmt: skip
TRIED = ["et si on baissait à 55 000 ?", "et avec 60 000 ?", "60 000 ?", "et en plus si c'était le syndicat ?"]
STATED = [
    "60 000",
    "non, en fait 260 000",
    "en fait c'est bien 90 000",
    "d'accord on part sur 55 000",
    "on garde 55 000",
]
ADDED = [
    "et aussi avec du personnel ?",
    "et si en plus le siège passait à Rouen ?",
    "et si c'était aussi le syndicat ?",
]
ALONE = ["et si on baissait à 55 000 ?", "et 20 000 en plus ?", "et si c'était le syndicat ?"]


@pytest.mark.parametrize("text", BACK)
def test_who_leaves_a_hypothesis_is_understood(text: str) -> None:
    assert acts.goes_back(text)


@pytest.mark.parametrize("text", RECAP)
def test_who_asks_where_they_stand_is_understood(text: str) -> None:
    assert acts.recaps(text)


@pytest.mark.parametrize("text", KEPT)
def test_who_keeps_a_hypothesis_is_understood(text: str) -> None:
    assert acts.adopts(text)


@pytest.mark.parametrize("text", NOTHING)
def test_another_request_is_none_of_these(text: str) -> None:
    assert not (acts.goes_back(text) or acts.recaps(text) or acts.adopts(text) or acts.corrects_which(text))


@pytest.mark.parametrize(("text", "fact"), WHICH.items())
def test_the_answer_to_correct_is_the_one_that_is_named(text: str, fact: str) -> None:
    assert acts.corrects_which(text) == fact


@pytest.mark.parametrize(("text", "kind"), REACTIONS.items())
def test_a_reaction_is_told_from_a_question(text: str, kind: str | None) -> None:
    assert acts.reaction(text) == kind


@pytest.mark.parametrize("text", TRIED)
def test_what_is_tried_is_a_hypothesis(text: str) -> None:
    assert acts.is_hypothesis(text)


@pytest.mark.parametrize("text", STATED)
def test_what_is_stated_or_corrected_is_none(text: str) -> None:
    assert not acts.is_hypothesis(text)


@pytest.mark.parametrize("text", ADDED)
def test_a_hypothesis_may_come_on_top_of_another(text: str) -> None:
    assert acts.supposes_more(text)


@pytest.mark.parametrize("text", ALONE)
def test_a_hypothesis_starts_from_the_real_case(text: str) -> None:
    assert not acts.supposes_more(text)


@pytest.mark.parametrize(
    "text", ["et si c'est refusé ?", "si on n'est pas retenus, un recours ?", "et si la Région dit non ?"]
)
def test_what_becomes_of_the_file_is_no_hypothesis_of_the_case(text: str) -> None:
    assert not acts.supposes(text)
    assert not acts.supposes_strictly(text)
    assert acts.supposes_strictly("et si on était 55 ?")


@pytest.mark.parametrize(
    ("text", "told"),
    {
        "on est 11 en fait, ça change quoi ?": "on est 11 en fait",
        "finalement c'est à Lens, est-ce que ça change quelque chose ?": "finalement c'est à Lens",
        "si on passe à 12, ça change quoi ?": None,
        "ça change quoi ?": None,
    }.items(),
)
def test_the_effect_asked_of_what_was_just_told_is_said_anyway(text: str, told: str | None) -> None:
    opened = acts.opening(text)
    assert (text[: opened.end] if opened else None) == told


@pytest.mark.parametrize(("text", "supposes"), {"et si je mets 60 000 ça passe ?": True, "imaginons 80 000": True,
                                                "mettons 80 000": False, "disons 90 000": False,
                                                "si possible à Arras": False}.items())  # fmt: skip
def test_in_a_check_an_answer_said_loosely_is_no_hypothesis(text: str, supposes: bool) -> None:
    assert acts.supposes_in_check(text) is supposes


SO_FAR = [
    "et donc ça passe ?",
    "ça marche alors ?",
    "du coup c'est bon ?",
    "ça changerait quoi ?",
    "ça rentre ou pas ?",
]
NOT_SO_FAR = ["ça passe par qui ?", "c'est bon", "ça marche comment ?", "ça donne droit à quoi ?"]
MEANINGS = {
    "ça veut dire quoi le siège ?": "commune", "c'est quoi une mission d'intérêt public ?": "public_interest",
    "qu'entendez-vous par dépenses ?": "expenses", "siren c koi": "siren", "c'est quoi l'AMI ?": None,
    "c'est quoi le montant de l'aide ?": None, "c'est quoi le projet de la Région ?": None,
}  # fmt: skip


@pytest.mark.parametrize("text", SO_FAR)
def test_who_asks_how_the_case_stands_is_understood(text: str) -> None:
    assert acts.asks_so_far(text)


@pytest.mark.parametrize("text", NOT_SO_FAR)
def test_another_question_is_not_how_the_case_stands(text: str) -> None:
    assert not acts.asks_so_far(text)


@pytest.mark.parametrize(("text", "fact"), MEANINGS.items())
def test_the_word_whose_meaning_is_asked_is_one_of_the_check(text: str, fact: str | None) -> None:
    assert acts.asks_meaning(text) == fact


@pytest.mark.parametrize("text", ["très bien", "ok", "d'accord"])
def test_an_agreement_is_a_reaction_only_where_no_yes_is_waited_for(text: str) -> None:
    assert acts.reaction(text, agreeing=True) == "agreeing"
    assert acts.reaction(text) is None


@pytest.mark.parametrize("text", ["oubliez ça", "d'accord, laissez tomber", "non laissez"])
def test_what_was_supposed_is_left_in_few_words(text: str) -> None:
    assert acts.leaves_it(text)


@pytest.mark.parametrize("text", ["finalement si", "ah si", "en fait oui", "j'ai changé d'avis"])
def test_who_stopped_a_check_may_change_their_mind(text: str) -> None:
    assert acts.resumes_after_stop(text)


REASONS = ["pourquoi c'est refusé ?", "mais pourquoi non", "qu'est-ce qui coince ?", "il manque quoi", "où est le problème ?",
           "pourquoi un plafond de 250 000 ?", "pour quelle raison ?", "quelle condition bloque ?"]  # fmt: skip
NO_REASONS = ["pourquoi l'IA consomme de l'eau ?", "pourquoi Proch'IA ?", "qu'est-ce qui manque à Lille ?",
              "pourquoi la Région fait ça ?", "c'est quoi l'AMI ?"]  # fmt: skip
ON_PAPER = [
    "vous pouvez m'imprimer le résultat ?",
    "je voudrais ça par écrit",
    "envoyez-moi ça en pdf",
    "récap à imprimer svp",
]
WRITTEN = [
    "préparez moi un courrier pour conseillers entreprises",
    "rédigez-moi la demande pour la région",
    "faites-moi une lettre",
]
NOT_WRITTEN = ["écrire un courrier avec ChatGPT", "l'IA peut rédiger un mail ?", "faites le test"]
ALERTED = [
    "préviens-moi quand ça ouvre",
    "vous pouvez nous avertir si l'appel rouvre ?",
    "tenez-moi au courant",
    "je voudrais être prévenue dès que l'aide ouvre",
]
NOT_ALERTED = [
    "qui prévenir en cas de fuite ?",
    "faut-il prévenir les habitants ?",
    "prévenir les chutes avec une IA",
    "alerte orage",
]
NO_PAPER = ["comment imprimer en 3D ?", "gardez mes réponses", "imprimer une photo", "l'imprimante est en panne"]
BY_ITSELF = ["est-ce que ça recommence cette année ?", "on a déjà commencé le projet", "les ateliers reprennent quand ?",
             "quand démarre le festival", "ça s'arrête quand ?"]  # fmt: skip
COMMANDED = [
    "on recommence",
    "je veux recommencer",
    "on peut tout recommencer ?",
    "stop, on arrête là",
    "on reprend à zéro",
]


SAID = (
    (acts.asks_reasons, REASONS, NO_REASONS),
    (acts.asks_to_keep, ON_PAPER, NO_PAPER),
    (acts.asks_to_keep, WRITTEN, NOT_WRITTEN),
    (acts.asks_alert, ALERTED, NOT_ALERTED),
    (tells_of, BY_ITSELF, COMMANDED),
)
"""Each act, what does it, and what only resembles it."""


@pytest.mark.parametrize(("does", "text"), [(does, text) for does, said, _ in SAID for text in said])
def test_an_act_on_a_result_is_understood(does: Callable[[str], bool], text: str) -> None:
    assert does(text)


@pytest.mark.parametrize(("does", "text"), [(does, text) for does, _, other in SAID for text in other])
def test_what_only_resembles_it_is_another_act(does: Callable[[str], bool], text: str) -> None:
    assert not does(text)


LONG = ["bof, c'est compliqué votre truc", "nan trop compliqué", "c'est long votre questionnaire", "encore combien de questions ?",
        "pff encore des questions", "c'est trop compliqué pour moi", "vous posez trop de questions", "ça va durer longtemps ?",
        "il y en a encore beaucoup ?", "franchement c'est pénible vos questions", "c'est bientôt fini ?",
        "j'ai pas le temps pour tout ça", "combien de questions il reste ?"]  # fmt: skip
NOT_LONG = ["c'est long l'instruction du dossier ?", "c'est quoi le délai ?", "notre projet est complexe", "l'IA c'est compliqué",
            "j'ai une question", "combien de temps ça dure un atelier ?", "c'est trop cher", "c'est dommage"]  # fmt: skip


@pytest.mark.parametrize("text", LONG)
def test_who_finds_the_questions_long_is_understood(text: str) -> None:
    assert acts.asks_length(text)


@pytest.mark.parametrize("text", NOT_LONG)
def test_what_is_long_elsewhere_is_another_matter(text: str) -> None:
    assert not acts.asks_length(text)


CERTIFIED = ["envoyez-moi l'attestation par mail", "faites-moi une attestation", "vous m'envoyez un papier officiel ?",
             "je voudrais une attestation d'éligibilité", "il me faut un justificatif pour le conseil municipal",
             "je peux avoir un certificat comme quoi on a droit ?", "vous délivrez une attestation ?"]  # fmt: skip
NOT_CERTIFIED = ["attestation d'accueil pour ma cousine", "je voudrais une attestation d'assurance", "c'est quoi l'attestation ?",
                 "attestation sur l'honneur ami, vous avez le modèle ?", "je veux un certificat d'immatriculation",
                 "faut-il un justificatif de domicile ?", "envoyez-moi mes données par mail"]  # fmt: skip


@pytest.mark.parametrize("text", CERTIFIED)
def test_who_asks_this_service_for_a_paper_that_commits_is_understood(text: str) -> None:
    assert acts.asks_certificate(text)


@pytest.mark.parametrize("text", NOT_CERTIFIED)
def test_a_paper_of_another_kind_is_not_asked_of_this_service(text: str) -> None:
    assert not acts.asks_certificate(text)


NEXT = ["et maintenant je fais quoi", "et du coup ?", "qu'est-ce que je dois faire ?", "c'est quoi la suite ?", "ok et après ?",
        "que faire maintenant ?", "bon on fait quoi du coup"]  # fmt: skip
NOT_NEXT = ["on fait quoi comme IA à Lens ?", "je fais comment pour le siren ?", "que fait la Région ?", "et la mairie ?",
            "et maintenant pour Bapaume"]  # fmt: skip
CHOOSING = ["laquelle est faite pour moi", "c'est laquelle la mieux pour nous", "et du coup laquelle ?", "laquelle prendre",
            "vous me conseillez laquelle ?", "la plus intéressante pour nous c'est laquelle", "on prend laquelle ?"]  # fmt: skip
NOT_CHOOSING = ["laquelle de ces formations est à Lens ?", "le mieux c'est d'attendre", "quelle aide pour former mes salariés ?",
                "c'est le meilleur prix"]  # fmt: skip
IF_REFUSED = ["et si je suis refusé ?", "et si c'est refusé ?", "si on n'est pas retenus, un recours ?",
              "il se passe quoi si la Région dit non ?", "et en cas de refus ?", "et si notre dossier est rejeté on fait quoi"]  # fmt: skip
NOT_IF_REFUSED = [
    "et si on était 55 ?",
    "pourquoi c'est refusé ?",
    "et si on refuse l'IA ?",
    "ma banque refuse, que faire ?",
]

WHY_NOT = [
    "pk pas DACS ?",
    "pourquoi je n'ai pas droit à ADEN",
    "mais pourquoi pas l'AMI",
    "pourquoi on peut pas avoir DACS ?",
]
NO_WHY_NOT = [
    "pourquoi cette question ?",
    "pourquoi pas un atelier à Lens demain avec tous les agents de la mairie et les élus ?",
    "pas DACS",
]

WAY_ON = (
    (acts.asks_why_not, WHY_NOT, NO_WHY_NOT),
    (acts.asks_onward, NEXT, NOT_NEXT),
    (acts.asks_best, CHOOSING, NOT_CHOOSING),
    (acts.asks_if_refused, IF_REFUSED, NOT_IF_REFUSED),
)


@pytest.mark.parametrize(("does", "text"), [(does, text) for does, said, _ in WAY_ON for text in said])
def test_the_way_on_from_a_result_is_understood(does: Callable[[str], bool], text: str) -> None:
    assert does(text)


@pytest.mark.parametrize(("does", "text"), [(does, text) for does, _, other in WAY_ON for text in other])
def test_what_only_resembles_the_way_on_is_another_act(does: Callable[[str], bool], text: str) -> None:
    assert not does(text)
