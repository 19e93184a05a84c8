"""Words as numbers: a text becomes an array, and what is done once per distinct word is not done per occurrence."""

from __future__ import annotations

from typing import Final

from searchtui.text.tokens import chunk_words, chunks

NUMBER_BYTES: Final = 4
"""Bytes of a word's number."""


class Vocabulary(dict[bytes, bytes]):
    """Numbers the distinct folded words of texts from 0, in the order in which they first come.

    As a dictionary it maps each chunk of text seen (see `tokens.chunks`) to the numbers of its words, 32 bits each,
    little-endian: a text in numbers is the values of its chunks, joined. Not safe from several threads.
    """

    LIMIT: Final = 1 << 18
    LONGEST: Final = 64

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._numbers: dict[str, bytes] = {}

    def number(self, text: str) -> bytes:
        """The numbers of the text's words in order, `NUMBER_BYTES` each: `words[n]` is word number n."""
        return b"".join(map(self.__getitem__, chunks(text)))

    @property
    def is_full(self) -> bool:
        """Whether it should give way to a new one, which bounds memory to some 60 MB."""
        return len(self) + len(self.words) > self.LIMIT

    def __missing__(self, chunk: bytes) -> bytes:
        numbers = b"".join(map(self._number_of, chunk_words(chunk)))
        if len(chunk) <= self.LONGEST:  # a longer one hardly comes again
            self[chunk] = numbers
        return numbers

    def _number_of(self, word: str) -> bytes:
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self.words).to_bytes(NUMBER_BYTES, "little")
            self.words.append(word)
        return number
