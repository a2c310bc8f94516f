"""How a turn ends, as one word that every channel, table and count shares."""

from enum import StrEnum


class Outcome(StrEnum):
    """The word kept in the transcript, and the status a channel over HTTP gives.

    Those of the first group stop a turn before anything is stored; each is also the key of its sentence in
    bot/wordings.
    """

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    BUSY = "busy"
    STORE_DOWN = "store_down"
    REFUSED_NIR = "refused_nir"
    REFUSED_IBAN = "refused_iban"
    REFUSED_CARD = "refused_card"

    ANSWERED = "answered"
    VERDICT = "verdict"
    FALLBACK = "fallback"
    FAILED = "failed"
    COMMAND = "command"
    HELD = "held"
    DISTRESS = "distress"
    REFUSED = "refused"
    CONTACT_LEFT = "contact_left"
    OPERATOR = "operator"

    REPEATED = "repeated"

    @property
    def status(self) -> int:
        """The HTTP status of an answer that ends so: 200, 422 for what cannot be a message, 429 or 503 to come back."""
        return _STATUS.get(self, 200)

    @property
    def kept(self) -> bool:
        """Whether the transcript may hold it: the turn was recorded."""
        return self.status == 200 and not self.refuses_data and self is not Outcome.REPEATED

    @property
    def comes_back(self) -> bool:
        """Whether the message was not taken, and may be sent again a little later."""
        return self.status in (429, 503)

    @property
    def refuses_data(self) -> bool:
        """Whether the message held a number that is never read: social security, bank, card."""
        return self in (Outcome.REFUSED_NIR, Outcome.REFUSED_IBAN, Outcome.REFUSED_CARD)


_STATUS = {
    Outcome.EMPTY: 422, Outcome.TOO_LONG: 422, Outcome.TOO_MANY: 429, Outcome.BUSY: 429, Outcome.STORE_DOWN: 503,
}  # fmt: skip
FAILURES = (Outcome.FALLBACK, Outcome.FAILED)
"""The person got no answer to what they asked."""
