"""Segments of a film as credits name them: by number, by any of their names, or by both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from films.credit_lines import parts_of
from wiki.folding import fold_romaji

#: Stands for the whole film, where a segment may stand.
WHOLE = ""
WHOLE_FILM = ("whole film", "the whole film", "all segments", "全編", "全体")

_NUMBERED = re.compile(
    r"^(?:segment|seg|part|episode|ep|story|第|セグメント|エピソード)? ?(\d{1,4}) ?(?:話|章|部|編)?\Z"
)
_NUMBER_AND_NAME = re.compile(r"^(?:segment |part |episode |第)?(\d{1,4})(?:話|章|部)? ?(.+)\Z")


@dataclass(frozen=True)
class Segments:
    """The keys of segments by their numbers and folded names."""

    words: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, segments: Iterable[tuple[str, int | None, Iterable[str]]]) -> Segments:
        """Made from the key, number and names of each."""
        words = {fold_romaji(text): WHOLE for text in WHOLE_FILM}
        for key, number, names in segments:
            words |= {fold_romaji(name): key for name in names if fold_romaji(name)}
            if number is not None:
                words[str(number)] = key
        return cls(words)

    def named(self, text: str) -> tuple[str, ...]:
        """The segments that a text names, if it names nothing else; ``WHOLE`` is the whole film."""
        whole = self._one(text)
        if whole is not None:
            return (whole,)
        found = [self._one(part) for part in parts_of(text)]
        if found and all(key is not None for key in found):
            return tuple(key for key in found if key is not None)
        return ()

    def _one(self, text: str) -> str | None:
        folded = fold_romaji(text)
        if folded in self.words:
            return self.words[folded]
        number = _NUMBERED.match(folded)
        if number:
            return self.words.get(str(int(number.group(1))))
        both = _NUMBER_AND_NAME.match(folded)
        if both and self.words.get(both.group(2)) == self.words.get(str(int(both.group(1)))):
            return self.words.get(both.group(2))
        return None
