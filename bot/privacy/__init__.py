"""What personal data a message holds, and the message without it; company numbers (SIREN, SIRET) stay."""

from bot.privacy.mask import Masked, mask
from bot.privacy.spans import KINDS, REFUSED

__all__ = ["KINDS", "REFUSED", "Masked", "mask"]
