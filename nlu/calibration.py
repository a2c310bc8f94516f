"""Makes confidence true: of messages said to be 80 % sure, about 80 % are right."""

import numpy as np
from scipy.special import softmax

CANDIDATES = np.geomspace(0.5, 20, 60)


def sharpness(unseen: np.ndarray, places: np.ndarray) -> float:
    """Return the factor on scores that makes the right class likeliest over examples scored unseen."""
    right = np.arange(len(places)), places
    losses = [-np.log(softmax(factor * unseen, axis=1)[right] + 1e-9).mean() for factor in CANDIDATES]
    return float(CANDIDATES[int(np.argmin(losses))])
