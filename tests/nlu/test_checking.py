"""A check asked for in words, a sum said of nothing, a trade that is all one says."""

import pytest

from nlu import acts
from nlu.entities import Entity

OWN = ["Vérifier mon cas", "vérifiez notre éligibilité", "je voudrais vérifier mes droits", "pouvez-vous tester mon éligibilité",
       "vérifie si on peut candidater", "ok vérifions pour ma mairie", "vérifiez pour nous, CC des Trois Rivières"]  # fmt: skip
OF_AN_AID = ["vérifier l'AMI pour Corbie", "Vérifie si j'ai droit à ADEN", "tester ADEN"]
NEITHER = ["vérifier si un texte est écrit par une IA", "comment vérifier une information ?", "regarde le match",
           "vous avez vérifié quoi ?", "l'IA peut-elle vérifier mes comptes ?", "mon cas est particulier"]  # fmt: skip
TRADES = ["menuiserie", "c'est une SARL de plomberie", "on est une boulangerie à Lens", "SAS", "je suis consultante"]
NO_TRADE = ["on a embauché un boulanger", "une boulangerie a droit à quoi ?", "le maire est boulanger", "oui", "12"]
SUBJECTS = {
    "et le chiffre d'affaires, ça bloque pas ?": "turnover", "l'effectif, c'est bon ?": "headcount",
    "et l'investissement ça passe ?": "investment", "et le maire, ça le gêne ?": None, "et 12, ça passe ?": None,
}  # fmt: skip


@pytest.mark.parametrize("text", OWN)
def test_a_check_of_ones_own_case_is_asked_for(text: str) -> None:
    assert acts.asks_check(text, named=False)


@pytest.mark.parametrize("text", OF_AN_AID)
def test_a_check_is_asked_for_of_the_aid_named(text: str) -> None:
    assert acts.asks_check(text, named=True)


@pytest.mark.parametrize("text", NEITHER)
def test_what_only_speaks_of_verifying_asks_for_no_check(text: str) -> None:
    assert not acts.asks_check(text, named=False)


@pytest.mark.parametrize("text", TRADES)
def test_a_trade_that_is_all_one_says_is_read(text: str) -> None:
    assert acts.tells_trade(text)


@pytest.mark.parametrize("text", NO_TRADE)
def test_a_trade_that_is_another_s_or_asked_about_is_not(text: str) -> None:
    assert not acts.tells_trade(text)


@pytest.mark.parametrize(("text", "fact"), SUBJECTS.items())
def test_what_a_question_is_about_is_named(text: str, fact: str | None) -> None:
    assert acts.names_subject(text) == fact


def _sum(text: str, said: str, value: int) -> Entity:
    start = text.index(said)
    return Entity("amount", start, start + len(said), value)


@pytest.mark.parametrize("text", ["30 000 €", "environ 30 000 €", "euh, 30 000 € à peu près"])
def test_a_sum_alone_is_said_of_nothing(text: str) -> None:
    assert acts.only_a_sum(text, [_sum(text, "30 000 €", 30_000)])


@pytest.mark.parametrize("text", ["30 000 € pour un logiciel", "le projet coûte 30 000 €", "budget 30 000 €"])
def test_a_sum_with_a_word_is_of_something(text: str) -> None:
    assert acts.only_a_sum(text, [_sum(text, "30 000 €", 30_000)]) is None


BID = ["faites le test", "ben vérifie", "allez-y vérifiez", "bon ok lancez la vérification", "on fait le test alors",
       "je veux bien faire le test", "bah testez donc", "vas y fais le calcul svp"]  # fmt: skip
BID_LOOSELY = [
    "vas-y calcule",
    "bah dites-moi alors",
    "allez-y regardez",
    "ben commencez",
    "posez vos questions",
    "dites toujours",
]
NO_BID = ["c'est quoi le test ?", "le test est long", "on a testé ChatGPT", "vérifier un texte écrit par une IA",
          "calculatrice", "dites-moi où c'est", "je vérifie", "commencer l'IA", "arrêtez le test", "regardez à Lens"]  # fmt: skip


@pytest.mark.parametrize("text", BID)
def test_who_asks_that_the_check_be_done_is_understood(text: str) -> None:
    assert acts.bids_check(text)


@pytest.mark.parametrize("text", BID_LOOSELY)
def test_loose_words_ask_for_it_only_where_a_check_is_spoken_of(text: str) -> None:
    assert acts.bids_check(text, loosely=True)
    assert not acts.bids_check(text)


@pytest.mark.parametrize("text", NO_BID)
def test_what_only_names_a_test_asks_for_none(text: str) -> None:
    assert not acts.bids_check(text, loosely=True)


PLACED_TRADES = {"je suis coiffeuse à Liévin": "Liévin", "agriculteur à Hesdin": "Hesdin", "bjr coiffeuse à mon compte à Lens": "Lens",
                 "salon de coiffure à Arras, deux employées": "Arras", "éleveur laitier dans l'Aisne, 80 vaches": "Aisne",
                 "je suis fleuriste mobile à Lens": "Lens"}  # fmt: skip
LOOKED_FOR = {"coiffeur pas cher à Lille": "Lille", "restaurant à Arras ce soir": "Arras", "garage à Lens pour ma voiture": "Lens",
              "boulanger à Lens recherche apprenti": "Lens", "avocat à Amiens pour un divorce": "Amiens",
              "une boulangerie à Lens fait du bon pain": "Lens"}  # fmt: skip
PLACED_FIRMS = {
    "start-up à Lille": "Lille",
    "une petite boîte de Roubaix": "Roubaix",
    "start-up ia a lille 4 personnes": "lille",
}
NO_FIRM = {"boite mail à Lens": "Lens", "les start-up à Lille": "Lille", "entreprise d'ia à Lens qui recrute": "Lens"}


def _town(text: str, name: str) -> list[Entity]:
    return [Entity("commune", text.index(name), text.index(name) + len(name), "62498")]


@pytest.mark.parametrize(("text", "town"), PLACED_TRADES.items())
def test_a_trade_and_its_town_present_somebody(text: str, town: str) -> None:
    assert acts.presents_trade(text, _town(text, town))


@pytest.mark.parametrize(("text", "town"), LOOKED_FOR.items())
def test_a_trade_that_is_looked_for_presents_nobody(text: str, town: str) -> None:
    assert not acts.presents_trade(text, _town(text, town))


@pytest.mark.parametrize(("text", "town"), PLACED_FIRMS.items())
def test_a_firm_and_its_town_present_it(text: str, town: str) -> None:
    assert acts.presents_firm(text, _town(text, town))


@pytest.mark.parametrize(("text", "town"), NO_FIRM.items())
def test_firms_spoken_of_present_none(text: str, town: str) -> None:
    assert not acts.presents_firm(text, _town(text, town))
