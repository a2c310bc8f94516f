"""What the front desk does with a check: opens it by its reference, and sees which rules people contest."""

import html

import pytest

from bot.desk import aid_outcomes, cases, requests
from bot.desk.requests import ContactRequest
from bot.house import House
from bot.store.alert_tables import outcomes
from region import eligibility, facts
from tests.channels.serving import typed
from tests.console.site import served, signed_in
from tests.regions import THE_REGION

pytestmark = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


def a_verdict(slug: str = "aden") -> dict[str, object]:
    stated = facts.read({"headcount": 25, "investment": 8_500})
    programme = THE_REGION.catalogue.programmes[slug]
    verdict = eligibility.check(programme, stated, territory=THE_REGION.territory, today=programme.checked_on)
    return verdict.to_dict()


async def test_a_printed_reference_opens_the_check_and_the_journal_says_so(house: House) -> None:
    reference = await cases.keep(house, a_verdict())
    async with served(house) as client:
        visitor = await signed_in(client, house, "annotateur")
        status, page = await visitor.post("/console/verifications", {"reference": reference.lower()})
        said = typed(html.unescape(page))
        assert status == 200
        assert "ADEN" in said
        assert "Moins de 20 équivalents temps plein : non remplie. Déclaré : 25 salariés" in said.replace(
            "<strong>", ""
        ).replace("</strong>", "")
        _, nothing = await visitor.post("/console/verifications", {"reference": "AAAA-BBBB-CCCC"})
        assert "Aucune vérification n'a cette référence" in typed(html.unescape(nothing))
        auditor = await signed_in(client, house, "DPO", name="Dominique")
        assert reference in (await auditor.get("/console/journal"))[1]


async def test_contests_are_grouped_by_condition_and_lead_to_what_people_wrote(house: House) -> None:
    for number, condition in enumerate(("headcount", "headcount", "sector")):
        await requests.leave(
            house,
            ContactRequest(
                token=f"t{number}", name="Jeanne", message=f"Motif {number}", email="j@exemple.fr",
                programme="aden", condition=condition, verdict=a_verdict(),
            ),
        )  # fmt: skip
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        _, page = await visitor.get("/console/contestations")
        assert page.index("Moins de 20 équivalents") < page.index("Activité non exclue")
        _, one = await visitor.get("/console/contestations/aden/headcount")
        assert "Motif 0" in one
        assert "Motif 1" in one
        assert "Motif 2" not in one
        assert (await visitor.get("/console/contestations/aden/rien"))[0] == 404
        _, demand = await visitor.get("/console/demandes/1")
        assert "Contestée" in demand


async def test_what_became_of_the_aids_is_counted_by_the_condition_that_failed(house: House) -> None:
    async with house.database.write() as connection:
        for obtained in ("yes", "no"):
            row = {
                "programme": "aden",
                "failed": ["headcount"],
                "filed": True,
                "obtained": obtained,
                "at": house.clock(),
            }
            await connection.execute(outcomes.insert().values(**row))
    (counted,) = await aid_outcomes.by_condition(house)
    assert (counted.told, counted.filed, counted.obtained) == (2, 2, 1)
    async with served(house) as client:
        visitor = await signed_in(client, house, "relecteur")
        _, page = await visitor.get("/console/contestations")
        assert "Ce que les demandes sont devenues" in typed(html.unescape(page))
