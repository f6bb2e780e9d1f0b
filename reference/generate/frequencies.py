"""Make `reference/background/frequencies.tsv`: in how many of a million news texts a common English word stands.

From wordfreq 3.1 (Speer 2022), which is not installed with the project: `pip install wordfreq`, then run
`python -m reference.generate.frequencies`. A word with frequency f per token stands in 1 - (1 - f)^n of the texts of n
tokens, taking tokens as independent (Poisson): rough, and enough to tell common words from rare ones.
"""

from typing import Final

from reference.background import FREQUENCIES, TEXTS

_TOKENS: Final = 400
"""Tokens of a text, about that of a wire report."""
_WORDS: Final = 12_000

_NOTE: Final = f"""\
# Of {TEXTS:,} texts of {_TOKENS} tokens, how many hold the word. Derived by reference/generate/frequencies.py from
# wordfreq 3.1 by Robyn Speer (data CC BY-SA 4.0, and so is this table). Words that are not here are taken as unseen.
word\ttexts
"""


def main() -> None:
    """Write the table."""
    from wordfreq import top_n_list, word_frequency

    words = [word for word in top_n_list("en", _WORDS, wordlist="small") if word.isalpha() and word.isascii()]
    rows = ((word, round(TEXTS * (1 - (1 - word_frequency(word, "en", "small")) ** _TOKENS))) for word in sorted(words))
    FREQUENCIES.write_text(_NOTE + "".join(f"{word}\t{texts}\n" for word, texts in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
