"""Units to trees, by the trained pipeline, each unit forced to be one sentence and parsed once.

The parser's answer depends on nothing but the unit, so trees are kept by the unit's text: a wire copy or a revision
costs a look-up. The cache is bounded by a byte budget and forgets what was not asked for longest.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy

from services.ingest.extraction.lexicon import Lexicon
from services.ingest.extraction.syntax.headlines import set_passive
from services.ingest.extraction.syntax.mending import mended
from services.ingest.extraction.syntax.tree import Node, Tree

# Whoever hands texts on to a process that parses does without the parser: it takes a second and much memory to import.
if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.strings import StringStore
    from spacy.tokens import Doc

__all__ = ["UNUSED", "Parser", "open_model"]

UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter")
"""What pipelines hold that no tree needs."""
BATCH = 128
_SHORT = re.compile(r"\b[A-Z]{1,2}o[A-Z]{1,2}(?=s?\b)")
"""Abbreviations with a small letter, which the parser takes for verbs and plurals: "MoD", "LoC"."""
_SCARE = re.compile(r"(?<!\w)['‘](?=\w)((?:[\w-]+ ){0,3}[\w-]+)['’](?!\w)")
"""A few words in single quotation marks, which are of the clause: "rejects 'absurd' claim", "'fired shots' at post"."""
_UNSIGNED = (1 << 64) - 1


def _in_capitals(name: re.Match[str]) -> str:
    return name[0].upper()


def open_model(name: str) -> Language:
    """Load a spaCy pipeline for parsing only. `name` is a package or a directory; nothing is downloaded."""
    import spacy

    from services.ingest.extraction.syntax.products import multiply

    nlp = spacy.load(name, exclude=list(UNUSED))
    multiply(nlp)
    return nlp


class _Labels(dict[int, str]):
    """The names of tags and relations by spaCy's keys."""

    def __init__(self, strings: StringStore) -> None:
        self._strings = strings

    def __missing__(self, key: int) -> str:
        name = self[key] = self._strings[key & _UNSIGNED] if key else ""
        return name


class Parser:
    """Trees by text. `budget` is a rough bound of the cache in bytes. Not thread-safe."""

    def __init__(self, nlp: Language, lexicon: Lexicon, budget: int = 48 << 20) -> None:
        self._nlp = nlp
        self._lexicon = lexicon
        # The tokenizer parts at hyphens; what the lexicon knows as one word stays one.
        tokenizer: Any = nlp.tokenizer
        for form in sorted({*lexicon.noun_lemmas, *lexicon.verb_lemmas}):
            if "-" in form:
                tokenizer.add_special_case(form, [{"ORTH": form}])
        self._budget = budget
        self._held: OrderedDict[str, Tree] = OrderedDict()
        self._bytes = 0
        self._labels = _Labels(nlp.vocab.strings)

    @property
    def bytes(self) -> int:
        """A rough count of what is held."""
        return self._bytes

    def parse(self, texts: Sequence[str]) -> list[Tree]:
        """One tree for each text, in order; texts not yet known go through the pipeline in one call."""
        fresh = list(dict.fromkeys(text for text in texts if text not in self._held))
        made = dict(zip(fresh, self._run(fresh), strict=True)) if fresh else {}
        trees = []
        for text in texts:
            tree = made.get(text)
            if tree is None:
                tree = self._held[text]
                self._held.move_to_end(text)
            trees.append(tree)
        for text, tree in made.items():
            self._held[text] = tree
            self._bytes += tree.bytes
        while self._bytes > self._budget and self._held:
            _, old = self._held.popitem(last=False)
            self._bytes -= old.bytes
        return trees

    def _run(self, texts: Sequence[str]) -> Iterable[Tree]:
        docs = []
        for text in texts:
            doc = self._nlp.make_doc(_SCARE.sub(r" \1 ", _SHORT.sub(_in_capitals, text)))
            if len(doc):
                starts = numpy.full((len(doc), 1), -1, dtype=numpy.int64)
                starts[0] = 1
                doc.from_array(["SENT_START"], cast(Any, starts.astype(numpy.uint64)))
            docs.append(doc)
        for text, doc in zip(texts, self._nlp.pipe(docs, batch_size=BATCH), strict=True):
            yield self._tree(text, doc)

    def _tree(self, text: str, doc: Doc) -> Tree:
        verbs, nouns = self._lexicon.verb_lemmas, self._lexicon.noun_lemmas
        strings, labels = doc.vocab.strings, self._labels
        table = doc.to_array(["TAG", "DEP", "HEAD", "ORTH", "SPACY"]).astype(numpy.int64).reshape(-1, 5).tolist()
        nodes: list[Node] = []
        heads: list[int] = []
        index: dict[int, int] = {}
        at = 0
        for i, (tag, dep, _, orth, spaced) in enumerate(table):
            word = strings[orth & _UNSIGNED]
            if not word.isspace():
                index[i], word = len(nodes), text[at : at + len(word)]
                node = Node(len(nodes), word, at, labels[tag], labels[dep])
                # Nouns are often tagged as verbs and verbs as nouns ("clashes", "crossfire"): both readings are kept.
                node.verb_lemma = verbs.get(node.lower, node.lower if node.is_verb else "")
                node.noun_lemma = nouns.get(node.lower, node.lower)
                nodes.append(node)
            at += len(word) + spaced
        for i in index:
            head = i + table[i][2]
            while head not in index and table[head][2]:
                head += table[head][2]
            heads.append(index.get(head, index[i]))
        tree = Tree(text, nodes, mended(nodes, heads))
        set_passive(tree, self._lexicon)
        return tree
