"""The words of `outcomes.yml`: verbs of deciding, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.datafiles import MistakeError, reading
from pipeline.tag.bodies import load_bodies
from pipeline.tag.dates import DATE, date_words
from pipeline.tag.grammar import Grammar, load_grammar
from pipeline.tag.grammar_files import OutcomesRecord, read_grammar
from pipeline.tag.patterns import any_of
from pipeline.tag.shadow import fold
from pipeline.tag.surroundings import surrounding

_FILE = "outcomes.yml"
_FILE_OF_RECORDS = "outcomes_of_records.yml"
_RECORD_TITLE = surrounding("record_title")
_RECORD_SYMBOL = surrounding("record_symbol")


class Words:
    """The lists of `outcomes.yml` as patterns on folded text, and the last words of what stands before a place."""

    def __init__(self, data: OutcomesRecord) -> None:
        """Make the patterns; raise `MistakeError` where a noun is said to stand for a kind of bodies that is none."""
        lists = data["lists"]
        self.actors = data["actors"]
        bodies = load_bodies()
        if unknown := {kind for kinds in self.actors.values() for kind in kinds}.difference(bodies.kinds):
            raise MistakeError(f"there is no kind of body {', '.join(sorted(unknown))}")
        if unknown := {body for pair in data["pairs"].values() for body in pair}.difference(bodies.bodies):
            raise MistakeError(f"there is no body {', '.join(sorted(unknown))}")
        self.pairs = {name: tuple(bodies.bodies[body] for body in pair) for name, pair in data["pairs"].items()}
        """Two bodies by what they are called at once."""
        agents, meetings = any_of(lists["agents"]), any_of(lists["meetings"])
        self.adverb, self.passive, self.denied, self.within, self.meeting, self.leads, self.inverted = (
            Before(lists[name]) for name in ("adverbs", "passive", "denied", "within", "meetings", "leads", "inverted")
        )
        self.behind = re.compile(rf" (?:(?P<agent>{agents})|{meetings}) (?!\s)")
        self.qualified = re.compile(rf" (?!{any_of(lists['unqualified'])}\b){any_of(lists['qualified'])}\b")
        self.of_a_subject = re.compile(rf" {any_of(lists['of_a_subject'])}\b")
        apart = [*lists["apart"], *lists["qualified"]]
        self.apart, self.of_no_object = (
            re.compile(rf" {any_of(prepositions)}\b|[.,;)]|$") for prepositions in (apart, [*apart, *lists["without"]])
        )
        self.on_a_matter = re.compile(rf" {any_of(lists['on_a_matter'])} (?!{DATE.pattern}|{agents}\b)")
        self.to_act = re.compile(rf" {any_of(lists['to_act'])}\b")
        self.past = re.compile(rf"(?<!\w)(?:{any_of(lists['past'])}|[a-zà-ÿ]+{any_of(lists['endings_of_past'])})(?!\w)")
        self.clause = re.compile(rf"\b{any_of(lists['clauses'])}\b")
        self.by_others = re.compile(rf" {agents} (?![^,;.:]{{0,40}}\b{any_of(lists['manners'])}\b)")
        self.on_a_day = re.compile(rf" {any_of(lists['before_a_day'])} (?:{DATE.pattern})")
        self.told_of_nothing = re.compile(rf"\b{any_of(lists['told_of_nothing'])}\b")
        self.of_any = re.compile(rf"\b{any_of(lists['of_any'])}(?: [\w-]+){{1,3}}$")
        self.asked = re.compile(rf" {any_of(lists['asked'])} ")
        self.unreal = re.compile(rf"\b{any_of(lists['unreal'])}\b(?:(?! {any_of(lists['joints'])} )[^,;:])*$")
        self.in_an_instrument = re.compile(rf"{any_of(lists['told_in'])} {any_of(lists['instruments'])}\b")
        self.of_another = re.compile(rf" {any_of(lists['of_another'])}\b(?! {any_of(lists['treaties'])}\b)")
        self.where = re.compile(rf",? {any_of(lists['where'])} [^,;:()]*$")
        self.ahead = re.compile(
            rf"\b{any_of(lists['ahead'])}\b(?! (?:(?:{any_of(lists['spans'])} )?\d|{date_words()['month']}\b))|[;:]"
        )
        self.of_a_noun = re.compile(rf"(?:\b{any_of(lists['of_a_noun'])}|{any_of(lists['participles'])}) $")
        article, no_name, word = any_of(lists["articles"]), any_of(lists["no_names"]), r"[\w'/-]+"
        self.article = re.compile(rf"(?<!\w){article} $")
        self.article_behind = re.compile(rf" (?:{article} )?")
        self.of_a_treaty = re.compile(rf" {any_of(lists['of_a_treaty'])} $")
        self.joint = re.compile(rf",?(?: {any_of(lists['joints'])})?(?: {any_of(lists['joined'])})?(?: {article})? ")
        self.again = re.compile(rf"(?<=[\w)]),? {any_of(lists['joints'])} (?:{agents}) ")
        self.noun = re.compile(
            rf"(?:(?<!\w)(?:both|{article}) (?P<which>(?:(?!{no_name} ){word} ){{0,4}}))?(?<!\w)(?P<noun>\w+)$"
        )
        self.first_words = re.compile(rf"{word}(?: (?!{no_name} |{any_of(lists['within'])} ){word}){{0,5}}")
        self._being, self._with_being = frozenset(lists["being"]), frozenset(lists["with_being"])
        self.standing = frozenset(lists["standing"])
        self.earlier, self.told = frozenset(lists["earlier"]), frozenset(lists["told"])
        names = (*bodies.all_names, *map(fold, bodies.by_code))
        self.name_ends = frozenset([*self.actors, *(name.split()[-1] for name in names)])
        """The last words of what a body is called."""

    def is_passive(self, adverbs: str, verb: str) -> bool:
        """Say whether adverbs before a verb make its subject one that decides nothing: ``le Comité est invité``."""
        return not self._being.isdisjoint(adverbs.split()) and verb not in self._with_being


class Before:
    """Folded words of which one may stand before a place."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words; their last ones are looked up before any other."""
        self._words = frozenset(words)
        self._endings = frozenset(word.rsplit(" ", 1)[-1] for word in self._words)
        self._most = max(word.count(" ") for word in self._words)

    def holds_any(self, words: Iterable[str]) -> bool:
        """Say whether any of some single words is one of these."""
        return not self._words.isdisjoint(words)

    def place(self, text: str, start: int, end: int) -> int | None:
        """Return where the longest of the words begins that ends at an offset, not before ``start``; None for none."""
        if end <= start:
            return None
        begin = max(start, text.rfind(" ", start, end) + 1)
        if text[begin:end] not in self._endings:
            return None
        found = None
        for _ in range(self._most + 1):
            if text[begin:end] in self._words:
                found = begin
            if begin <= start:
                break
            begin = max(start, text.rfind(" ", start, begin - 1) + 1)
        return found


@lru_cache(maxsize=1)
def outcome_grammar() -> Grammar:
    """Return the verbs of `outcomes.yml`, by the kind of outcome."""
    return load_grammar(_FILE)


@lru_cache(maxsize=1)
def record_grammar() -> Grammar:
    """Return the verbs of `outcomes_of_records.yml`: in the present, by the kind of outcome."""
    return load_grammar(_FILE_OF_RECORDS)


@lru_cache(maxsize=3)
def passive_of_records(language: str | None) -> Before | None:
    """Return what stands, in records in a language, before a verb whose subject decided nothing.

    None for a language (`documents.language`; None where unknown) in which records do not tell in the present.
    """
    words = read_grammar(_FILE_OF_RECORDS)["lists"].get(language)
    return Before(words) if words else None


@lru_cache(maxsize=1)
@reading(f"references/{_FILE}")
def load_words() -> Words:
    """Read the lists of `outcomes.yml`; raise `DataFileError` where something in it is wrong."""
    return Words(read_grammar(_FILE))


def is_record(symbol: str | None, title: str | None) -> bool:
    """Say whether a document's symbol or title is that of the record of a meeting."""
    return any(
        pattern.match(fold(words)) for pattern, words in ((_RECORD_SYMBOL, symbol), (_RECORD_TITLE, title)) if words
    )
