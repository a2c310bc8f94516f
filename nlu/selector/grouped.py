"""Matrices over the texts of all records, and the best text of each record."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy import sparse


class Group:
    """The texts of one kind, grouped by record, so that each record's best is read at once."""

    def __init__(self, owners: np.ndarray, chosen: np.ndarray, records: int) -> None:
        self._places = np.flatnonzero(chosen)
        held = owners[self._places]
        self._starts = np.flatnonzero(np.r_[True, held[1:] != held[:-1]]) if len(held) else np.empty(0, dtype=int)
        self._records, self._owners = records, held[self._starts] if len(held) else held

    def best(self, values: np.ndarray) -> np.ndarray:
        """Return the greatest value of each record's texts, 0 where it has none."""
        found = np.zeros(self._records, dtype=np.float32)
        if len(self._places):
            found[self._owners] = np.maximum.reduceat(values[self._places], self._starts)
        return found


class Held:
    """Which columns each record holds, so that the best of them is read at once."""

    def __init__(self, columns: np.ndarray, starts: np.ndarray, records: np.ndarray, size: int) -> None:
        self._columns, self._starts, self._records, self._size = columns, starts, records, size

    @classmethod
    def of(cls, columns: Sequence[Sequence[int]]) -> "Held":
        """Return the columns held, a list for each record."""
        lengths = np.array([len(each) for each in columns], dtype=int)
        flat = np.array([column for each in columns for column in each], dtype=int)
        records = np.flatnonzero(lengths)
        return cls(flat, (np.cumsum(lengths) - lengths)[records], records, len(columns))

    def best(self, values: np.ndarray) -> np.ndarray:
        """Return the greatest value of each record's columns, 0 where it holds none or all are below."""
        found = np.zeros(self._size, dtype=np.float32)
        if len(self._records):
            found[self._records] = np.maximum(np.maximum.reduceat(values[self._columns], self._starts), 0.0)
        return found


def incidence(bags: Sequence[Any], columns: Mapping[str, int]) -> sparse.csr_matrix:
    """Return one line a bag, with 1 in the column of each of its terms."""
    places = [columns[term] for bag in bags for term in bag]
    ends = np.cumsum([0, *map(len, bags)])
    return sparse.csr_matrix((np.ones(len(places), np.float32), places, ends), shape=(len(bags), len(columns)))


class Columns:
    """A sparse matrix of which a question touches few columns: these alone are added up."""

    def __init__(self, matrix: sparse.spmatrix) -> None:
        by_column = matrix.tocsc()
        self.lines, self._starts = matrix.shape[0], by_column.indptr.tolist()
        self._places, self._values = by_column.indices, by_column.data

    def total(self, columns: Sequence[int], weights: Sequence[float]) -> np.ndarray:
        """Return the matrix times a column vector that holds `weights` at `columns` and nothing elsewhere."""
        spans = [slice(self._starts[column], self._starts[column + 1]) for column in columns]
        if not spans:
            return np.zeros(self.lines, dtype=np.float32)
        places = np.concatenate([self._places[span] for span in spans])
        values = np.concatenate([self._values[span] * weight for span, weight in zip(spans, weights, strict=True)])
        return np.bincount(places, values, minlength=self.lines).astype(np.float32)

    def lines_of(self, column: int) -> np.ndarray:
        """Return the lines that hold something in a column."""
        return np.asarray(self._places[self._starts[column] : self._starts[column + 1]])


def unit(vectors: np.ndarray) -> np.ndarray:
    """Return vectors of length one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-6), dtype=np.float32)
