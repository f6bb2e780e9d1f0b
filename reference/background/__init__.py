"""Background: how common words are in news, frozen, so that rarity does not depend on what was read before."""


class Background:
    """Document frequencies of terms in a frozen collection."""

    def rarity(self, term: str | int) -> float:
        """How rare a term is in bits: log2((N + 1) / (df + 1)). `term` is a lower-case word or its 32-bit hash."""
        raise NotImplementedError
