"""How well something fits what a person types: by its beginning, a part, its letters in order, or pinyin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from textual.fuzzy import FuzzySearch

from finterm.tui.view.pinyin import is_chinese, spelled_at

# What a kind of fit is worth; the letters in order, with gaps between them, between 1 and 2.
WHOLE, BEGINS, SPELLED, WORD, SPELLED_INSIDE, INSIDE, TOLD = 6.0, 5.0, 4.5, 4.0, 3.5, 3.0, 0.8
LESS = 0.9  # what a second name is worth beside the first


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """`text` as it is compared: no capitals, no full-width letters."""
    return unicodedata.normalize("NFKC", text).casefold()


class Query:
    """What was typed; every word of it must fit somewhere."""

    def __init__(self, typed: str) -> None:
        self.words = folded(typed).split()
        self._in_order = [re.compile(".*?".join(map(re.escape, word)), re.DOTALL) for word in self.words]
        self._fuzzy = FuzzySearch(cache_size=64)

    def fit(self, names: Sequence[str], told: Sequence[str] = ()) -> float:
        """How well the thing called `names`, the best known first, fits; 0 where it does not.

        `told` are sentences about it: there a word counts only as it stands, and little.
        """
        total = 0.0
        for n, word in enumerate(self.words):
            best = 0.0
            for k, name in enumerate(names):
                best = max(best, self._fit(n, folded(name)) * (LESS if k else 1))
            if not best and any(word in folded(text) for text in told):
                best = TOLD
            if not best:
                return 0
            total += best
        return total

    def _fit(self, n: int, name: str) -> float:
        word = self.words[n]
        if name.startswith(word):
            return WHOLE if name == word else BEGINS
        at = name.find(word)
        if at > 0:
            return INSIDE if name[at - 1].isalnum() and name[at - 1].isascii() else WORD
        if any(map(is_chinese, name)) and (spelled := spelled_at(name, word)) is not None:
            return SPELLED_INSIDE if spelled else SPELLED
        if len(word) > 1 and self._in_order[n].search(name):
            score, _ = self._fuzzy.match(word, name)
            return 1 + score / (score + len(word)) if score else 0
        return 0
