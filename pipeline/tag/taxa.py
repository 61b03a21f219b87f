"""Mentions of taxa in a text.

What is a mention (the policy; each line has its test in ``tests/tag/test_taxa.py``):

- A common name and the scientific name behind it are two mentions: ``snow leopard (Panthera uncia)``.
- Names inside titles, bodies and compounds count: ``African Elephant Action Plan``, ``Crane Foundation``,
  ``human-elephant conflict``. Fused words (``BirdLife``, ``SakerGAP``), acronyms and plain ``animals``, ``wildlife``,
  ``species`` do not.
- The longest established name wins. Place words before it are part of it only where the lexicon has them:
  ``African elephant`` in ``West African elephants``, ``vultures`` in ``West African vultures``.
- Of coordinated names each is a mention: ``African and Asian elephant`` is ``Loxodonta africana`` (the whole) and
  ``Elephas maximus`` (``Asian elephant``); ``Saiga tatarica and borealis`` is two.
- ``Panthera spp.`` is the genus. A genus alone is a mention where its name is no other word (``Dalbergia``); else where
  something shows that it is one: italics, brackets, ``spp.``, the word ``genus``, or a species of it in the document.
- ``P. uncia`` is a mention where the document names ``Panthera uncia`` or its genus, and behind ``snow leopard``.
- A name that is not in the lexicon is a mention (``open``, ``unlisted``) where its form and its surroundings say so.
- A misspelt name belongs to the nearest name, as ``misspelt``, with the reason.
- A French or Spanish name that the lexicon lacks belongs to the scientific name that alone stands in brackets behind
  it, where its first word is the name of a group: ``le requin à tache claire (Sphyrna lewini)``.
- Single words count in the language of the document; names of several words, and scientific names, in every one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain

from rapidfuzz.distance import OSA

from pipeline.model import BULLET, Span
from pipeline.tag.lexicon import Label, Lexicon, Match, Via, Word
from pipeline.tag.shadow import BEYOND_ASCII, Shadow, fold, replaced


@dataclass(slots=True)
class TaxonMention:
    """A place where a taxon is named. Nobody changes one; not to be frozen makes it four times as fast to make.

    ``start`` and ``end`` are offsets in the printed text, ``surface`` is what stands there. ``taxon_id``, ``name`` and
    ``rank`` are of the accepted taxon. ``candidates`` are the accepted names that the printed name may mean where there
    are several, the one chosen first; ``reason`` says why a name that is not printed exactly was resolved as it is.
    """

    start: int
    end: int
    surface: str
    taxon_id: str
    name: str
    rank: str
    via: Via
    match: Match
    candidates: tuple[str, ...] = ()
    reason: str | None = None


@dataclass(slots=True)
class NamesSoFar:
    """The scientific names that a document has spelt out, for the abbreviations that follow them.

    Pass the same one along a document's blocks, in their order.
    """

    names: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """Initial and epithet to genus and epithet, all folded."""
    genera: set[str] = field(default_factory=set)
    """Genera that have been named, folded."""
    unlisted: set[str] = field(default_factory=set)
    """Names (as printed) that the lexicon does not have."""

    def learn(self, name: str, *, listed: bool) -> None:
        """Remember a scientific name, as printed; ``listed`` says whether the lexicon has it."""
        match = _OPEN_GENUS.fullmatch(name) or _BINOMIAL.fullmatch(name)
        if match is None:
            if " " not in name:
                self.genera.add(name.lower())
            return
        genus = match[1].lower()
        self.genera.add(genus)
        if match.re is _BINOMIAL:
            epithet = match[2]
            self.names[genus[0], epithet] = genus, epithet
            if not listed:
                self.unlisted.add(name)


@dataclass(slots=True)
class _Found:
    """A mention in offsets of the shadow; ``taxa`` are accepted names, empty for what is no mention. A value."""

    start: int
    end: int
    taxa: tuple[str, ...]
    via: Via
    match: Match
    reason: str | None = None
    rank: str | None = None
    """Of a name that the lexicon does not have."""


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where the names of the lexicon begin and end."""

    starts_by_end: Mapping[int, int]
    starts: Set[int]


class _Spaced(dict[int, str]):
    """Folded characters to what they are in a lookup: letters stay, others (the mark in ``sharks¹``) are a space."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = result = character if character.isalpha() else " "
        return result


_SPACED = _Spaced()


def _spaced(folded: Sequence[str]) -> str:
    """Return texts as names are looked up in them, with a space between."""
    text = " ".join(folded)
    text = replaced(text, _SPACED, {character for character in BEYOND_ASCII.findall(text) if not character.isalpha()})
    # A text that is not ASCII through and through is translated much more slowly.
    return text.translate(_SPACED) if text.isascii() else " ".join([each.translate(_SPACED) for each in folded])


_BREAKS = re.compile(r"[,;:/()\[\]!?|•+=]")
"""What stands between two names, not inside one."""
_SIGNS_OF_ADDRESSES = ("://", "www.", "@")
_PLURAL_OF_GENUS = re.compile(r" (?:spp|ssp|sp|SPP)\b\.?")
_GENUS_WORD = re.compile(
    r"\b(?:genus|genera|genre|genres|género|géneros|species of|espèces de|espèces d'|especies de)[ \"']?$"
)
_GENERA_LISTED = re.compile(
    r"g(?<=\bg)(?:enus|enera|enres?|éneros?) "
    r"([A-Z][a-z]{3,}\b(?:(?:, (?:and |et |y )?| and | et | y )[A-Z][a-z]{3,}\b)*)"
)
"""What is said to be a genus, or to be several."""
_SPECIES_NEXT = re.compile(r" species\b")
_LEFT_OF_COORDINATION = re.compile(r"(?:, (?:and |or )?| and | or | & |/| et | ou | y | e | o )$")
_RIGHT_OF_COORDINATION = re.compile(r"(?:, (?:and |or |et |ou |y |e )?| and | or | & |/| et | ou | y | e | o )")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:['-][^\W\d_]+)*)[ -]$")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_NEXT_WORD = re.compile(r"[^\w.;:!?|]{0,2}([^\W\d_]+(?:['-][^\W\d_]+)*)")
"""The next word of the same sentence."""
_BINOMIAL = re.compile(r"([A-Z](?<=\b.)[a-z]{2,}) ([a-z]{3,})(?: ([a-z]{4,}))?\b")
"""This and others look back at the beginning of a word only once they have a capital letter: that is twice as fast."""
_ABBREVIATED = re.compile(r"\.(?<=\b[A-Z]\.) ?(?:([a-z])\. ?)?([a-z]{3,})\b")
"""Begins at the full stop, which is found faster than a capital letter."""
_IN_BRACKETS = [
    re.compile(rf"{opening}(?<=[\w\"'] .)([A-Z][a-z]{{2,}} [a-z]{{3,}}(?: [a-z]{{4,}})?)[)\]]")
    for opening in ("\\(", "\\[")
]
"""Two patterns: one that begins with a single character is searched for several times as fast."""
_INITIAL = re.compile(r"[\w,] [A-Z]\. $")
"""Behind it stands a surname (``and J. Swan``)."""
_TITLES = [re.compile(rf"(?<!\w)([^\W\d_]+)\.? {first_name}$") for first_name in ("", r"[^\W\d_a-z][\w'-]+ ")]
"""What may be a title before a surname, without and with a first name."""
_KIND_OF_PLACE = re.compile(
    r"(?<!\w)([^\W\d_]+) (?:(?:des|aux|de la|de las|de los|de|du|del|la|los|las) |(?:de l|d)')?$"
)
"""What may be a kind of place before its name, with the words between."""
_BEFORE_A_NAME = (*((title, "person") for title in _TITLES), (_KIND_OF_PLACE, "place"))
"""What may stand before a proper name, and what the word found must be known for."""
_SCIENTIFIC_NEXT = re.compile(r"(?:[.,:]? [(\[]?|\|)([A-Z][a-z]+ [a-z]+)")
_UP_TO_BRACKET = re.compile(r"((?: [^\W\d_]+(?:['-][^\W\d_]+)*){0,5}) [(\[]")
"""What stands between a name and a bracket: nothing, or the words that go on with a French or Spanish name."""
_OPEN_GENUS = re.compile(r"([A-Z][a-z]{2,}) spp\b\.?")
_SIGNS_OF_A_GENUS = re.compile(r" spp\b\.?")
_WORD_WITH_CAPITAL = re.compile(r"\b[A-Z][a-z]{2,}$")
_CAPITALS_BEFORE = re.compile(r"\b[A-Z]{5,}$")
_HIGHER_IN_CAPITALS = re.compile(r"(?<=[A-Z])(?:IDAE|INAE|ACEAE|OIDEA|IFORMES)\b")
_LATIN = re.compile(
    r"(?:us|um|is|i|ae|oides|ops|ceps|ifer|ifera|igera|icola|cauda|ptera|soma|gaster|dasys|stachys|emys|chelys)$"
)
"""Endings of epithets. A name that the lexicon lacks needs one, besides italics or brackets."""
_LATIN_IN_ENGLISH = re.compile(r"(?:.[^aeiou]a|.[eiu]a|ense)$")
"""Endings that hardly an English word has: behind a genus of the lexicon they are enough there."""
_LESS_LATIN = re.compile(r"(?:a|ense|aule|ile|ale|are|forme|oide)$")
"""Endings that ordinary words have too, taken where more speaks for a name."""
_OPENING_BRACKET = re.compile(r" [(\[]((?:[^\W\d_][\w'-]*[ -]){0,4})")
_OWN_WORD = re.compile(r"(?:\w-\w+|'s?)[ -](?:[a-z]+ )?$")
_OWN_NAME = re.compile(r"(?<!\w)(?!(?:The|An|THE|AN)\b)[A-Z]\w+ $")
"""What before a common name is part of the name of a species: a compound, a person's name; before one in the singular,
any word with a capital."""
_SURE_EPITHET = 5
"""How long an epithet is that is one of whatever genus it stands behind; shorter ones are other words as well."""
_STEM = 5
"""An epithet in another gender is the same by its first letters."""
_BULLET = BULLET.strip()
"""Taken out of the text that is searched: one character beyond Latin makes all of it slower to search."""
_BETWEEN_BLOCKS = "|"
"""Stands between the texts of two blocks; like all `_BREAKS`, it is in no name."""
_ADDRESS_ENDS = re.compile(rf"[ {_BETWEEN_BLOCKS}]")
_LONGEST_LIST = 200
"""How far before an abbreviated name the genus may stand that heads a list (``the genus Panthera, with P. leo``)."""
_LONGEST_COORDINATION = 500
"""How far before a name the beginning of one that holds it is looked for."""
_CONTEXT = 40
"""How far around a possible division of a word names are looked for: longer than the longest word."""


def find_taxa(
    text: str,
    shadow: Shadow,
    spans: Sequence[Span],
    lexicon: Lexicon,
    known: NamesSoFar | None = None,
    *,
    language: str | None = None,
) -> list[TaxonMention]:
    """Return the mentions of taxa in one text, in its order; see `find_taxa_in_blocks`.

    Raises `ValueError` where ``shadow`` is not that of ``text``.
    """
    if shadow.original != text:
        raise ValueError("the shadow is that of another text")
    return find_taxa_in_blocks([shadow], [spans], lexicon, known, language=language)[0]


def find_taxa_in_blocks(
    shadows: Sequence[Shadow],
    spans: Sequence[Sequence[Span]],
    lexicon: Lexicon,
    known: NamesSoFar | None = None,
    *,
    language: str | None = None,
) -> list[list[TaxonMention]]:
    """Return the mentions of taxa in each block of a document, in the order of its text.

    ``shadows`` are of the blocks' texts; ``spans`` the blocks' styles (italics are evidence); ``known`` are the names
    that the document has spelt out before, and learns those of these blocks; ``language`` is the document's (``en``,
    ``fr``, ``es``; None is taken for English). All blocks at once are much faster than one after the other.
    """
    finder = _Finder(shadows, spans, lexicon, known if known is not None else NamesSoFar(), language or "en")
    return finder.mentions()


class _Finder:
    """Works on the blocks' shadow texts as one, with `_BETWEEN_BLOCKS` between them; offsets are in that text."""

    def __init__(
        self,
        shadows: Sequence[Shadow],
        spans: Sequence[Sequence[Span]],
        lexicon: Lexicon,
        known: NamesSoFar,
        language: str,
    ) -> None:
        self.shadows = shadows
        self.starts = [0, *accumulate([len(shadow.text) + 1 for shadow in shadows])][: len(shadows)]
        self.text = _BETWEEN_BLOCKS.join([shadow.text for shadow in shadows]).replace(_BULLET, _BETWEEN_BLOCKS)
        self.spaced = _spaced([shadow.folded for shadow in shadows])
        self.lexicon = lexicon
        self.known = known
        self.languages = frozenset({language})
        self.italics = {
            block: [(span.start, span.end) for span in styles if span.style == "italic"]
            for block, styles in enumerate(spans)
            if styles
        }
        self.listed: list[_Found] = []
        """Names of the lexicon."""
        self.binomials: list[int] = []
        """Where a name of two words may begin of which the lexicon has the first or the second."""
        self.higher: list[tuple[int, Word]] = []
        """Where words end that end as the names of higher taxa do."""
        self.genera_alone: list[_Found] = []
        """Genera without a sign that they are meant; they are where the document names the genus in another way too."""
        self.addresses = sorted({span for sign in _SIGNS_OF_ADDRESSES for span in _words_with(sign, self.text)})

    def mentions(self) -> list[list[TaxonMention]]:
        self._look_up()
        found = self._coordinated(_longest([*self.listed, *self._divided()]))
        found = _merged(found, [*self._binomials(), *self._open()])
        for name in found:
            if name.via != "common" and name.taxa:
                self.known.learn(self.text[name.start : name.end], listed=name.via == "scientific")
        found = _merged(found, [*self._elsewhere(found), *self._abbreviated(found)])
        mentions: list[list[TaxonMention]] = [[] for _ in self.shadows]
        for name in self._beside_scientific(self._misspelt_modifiers(found)):
            if name.taxa:
                block = self._block(name.start)
                mentions[block].append(self._mention(name, block))
        return mentions

    def _block(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    # Names of the lexicon

    def _look_up(self) -> None:
        """Find what the lexicon has of the text: names, and words of which a name may be made."""
        text, binomials = self.text, set[int]()
        told = self.lexicon.words.told
        for index, start, end in self.lexicon.words.find(f" {self.spaced} "):
            end -= 2  # noqa: PLW2901
            word = told[index]
            if word.rank:
                self.higher.append((end, word))
                continue
            if word.genus:
                binomials.add(start)
            if word.epithet:
                before = _WORD_WITH_CAPITAL.search(text, max(0, start - _CONTEXT), max(0, start - 1))
                if before:
                    binomials.add(before.start())
            if word.labels and not (" " in word.text and _BREAKS.search(text, start, end) and self._broken(start, end)):
                found = self._accept(start, end, word.labels)
                if found:
                    self.listed.append(found)
        self.binomials = sorted(binomials)

    def _divided(self) -> Iterator[_Found]:
        """Names that are there once a hyphen at a line end is taken out of them (``ele- phant``)."""
        places = (
            start + at for start, shadow in zip(self.starts, self.shadows, strict=True) for at in shadow.divisions
        )
        for at in places:
            left = max(0, at - _CONTEXT)
            window = f" {self.spaced[left:at]}{self.spaced[at + 1 : at + _CONTEXT]} "
            for index, first, last in self.lexicon.words.find(window):
                word = self.lexicon.words.told[index]
                start, end = left + first, left + last - 1
                if not word.labels or not start < at <= end - 2 or self._broken(start, end):
                    continue
                if found := self._accept(start, end, word.labels):
                    yield found

    def _broken(self, start: int, end: int) -> bool:
        """Tell whether something stands between the words that is in no name.

        A name with two spaces is one with a bracket of its own (a subgenus).
        """
        if not _BREAKS.search(self.text, start, end):
            return False
        return "  " not in self.spaced[start:end] or _BETWEEN_BLOCKS in self.text[start:end]

    def _accept(self, start: int, end: int, labels: tuple[Label, ...]) -> _Found | None:
        if self.addresses and self._in_address(start):
            return None
        printed = self.text[start:end]
        for label in labels:
            if not label.taxa:
                return _Found(start, end, (), "common", "exact")
            if label.via == "common":
                if len(labels) > 1 and _PLURAL_OF_GENUS.match(self.text, end):
                    continue
                if self._common_stands(label, printed, start, end):
                    taxa = label.taxa if len(label.taxa) == 1 else self._told_apart(label.taxa, end)
                    return _Found(start, end, taxa, "common", label.match)
            elif " " in printed or "-" in printed:
                if printed[0].isupper() or printed[0].islower() == printed.islower():
                    match = label.match if printed[0].isupper() or label.match != "exact" else "variant"
                    return _Found(start, end, label.taxa, "scientific", match)
            elif printed[0].isupper():
                rank = self.lexicon.taxa[label.taxa[0]].rank
                plural = _PLURAL_OF_GENUS.match(self.text, end)
                if plural:
                    end = plural.end()
                elif rank == "genus" and not self._is_plain_genus(start, end) and not self._shown_as_genus(start, end):
                    self.genera_alone.append(_Found(start, end, label.taxa, "scientific", label.match))
                    continue
                return _Found(start, end, label.taxa, "scientific", label.match)
        return None

    def _common_stands(self, label: Label, printed: str, start: int, end: int) -> bool:
        if label.languages and not label.languages & self.languages:
            return False
        if (
            printed[0].isupper()
            and " " not in printed
            and ((printed.isupper() and self._between_small_letters(start, end)) or self._in_a_proper_name(start, end))
        ):
            return False
        rule = label.rule
        if rule is None:
            return True
        if (rule.case == "lower" and not printed[0].islower()) or (rule.case == "capital" and not printed[0].isupper()):
            return " " not in printed and self._scientific_behind(end) in label.taxa
        if rule.not_after:
            before = _WORD.findall(self._left(start, 30))
            if before and fold(before[-1]) in rule.not_after:
                return False
        if rule.not_before:
            after = _NEXT_WORD.match(self.text, end)
            if after and fold(after[1]) in rule.not_before:
                return False
        return True

    def _in_a_proper_name(self, start: int, end: int) -> bool:
        """Whether a word with a capital is a surname (``J. Swan``, ``Ms Crane``) or part of a place (``Shark Bay``)."""
        text = self.text
        if text[start - 2 : start] == ". " and _INITIAL.search(text, max(0, start - 5), start):
            return True
        known = self.lexicon.words_before
        if not known.keys().isdisjoint(self.spaced[max(0, start - _CONTEXT) : start].split()):
            left = self._left(start, _CONTEXT)
            for pattern, what in _BEFORE_A_NAME:
                if (before := pattern.search(left)) and known.get(fold(before[1])) == what:
                    return True
        after = _WORD.match(text, end + 1) if text[end : end + 1] == " " else None
        return after is not None and after[0] in self.lexicon.place_words

    def _left(self, start: int, length: int) -> str:
        """Return what stands before, within the block."""
        return self.text[max(0, start - length) : start].rpartition(_BETWEEN_BLOCKS)[2]

    def _between_small_letters(self, start: int, end: int) -> bool:
        """Whether words with small letters stand on both sides: a word in capitals there is an acronym, no heading."""
        if self.text[end : end + 1] == ":":
            return False
        before = self._left(start, 15).split(" ")[-2:]
        after = self.text[end : end + 15].partition(_BETWEEN_BLOCKS)[0].split(" ")[:2]
        return any(w.lower() != w.upper() and not w.isupper() for w in before) and any(
            w.lower() != w.upper() and not w.isupper() for w in after
        )

    def _is_plain_genus(self, start: int, end: int) -> bool:
        """Whether the name is no other word and no acronym."""
        return self.spaced[start:end] in self.lexicon.plain_genera and not (
            self.text[start:end].isupper() and self._between_small_letters(start, end)
        )

    def _shown_as_genus(self, start: int, end: int) -> bool:
        if self._italic(start, end):
            return True
        if self.text[start - 1 : start] in ("(", "[") and self.text[end : end + 1] in (")", "]"):
            return True
        return bool(_SPECIES_NEXT.match(self.text, end) or _GENUS_WORD.search(self.text, max(0, start - 12), start))

    def _italic(self, start: int, end: int) -> bool:
        """Whether italics begin and end with these words, or with a list of such words."""
        block = self._block(start)
        italics = self.italics.get(block)
        if not italics:
            return False
        first, last = self.shadows[block].span(start - self.starts[block], end - self.starts[block])
        return any(a <= first and last <= b and b - a <= last - first + 12 for a, b in italics)

    def _told_apart(self, taxa: tuple[str, ...], end: int) -> tuple[str, ...]:
        """Of several taxa with one common name, the one whose scientific name follows it, else all."""
        if len(taxa) > 1 and (behind := self._scientific_behind(end)) in taxa:
            return (behind,)
        return taxa

    def _scientific_behind(self, end: int) -> str:
        """Return the accepted name of the species whose scientific name follows, else nothing."""
        name = _SCIENTIFIC_NEXT.match(self.text, end)
        label = self.lexicon.scientific(self.spaced[name.start(1) : name.end(1)]) if name else None
        return label.taxa[0] if label else ""

    def _in_address(self, at: int) -> bool:
        before = bisect_right(self.addresses, (at, len(self.text))) - 1
        return before >= 0 and at < self.addresses[before][1]

    # Coordination

    def _coordinated(self, listed: list[_Found]) -> list[_Found]:
        before: list[_Found] = []
        after: list[_Found] = []
        whole = {(found.start, found.end): found for found in listed}
        longest = _Ends({found.end: found.start for found in listed}, {found.start for found in listed if found.taxa})
        for found in listed:
            words = self.spaced[found.start : found.end].split() if found.taxa else []
            if found.via == "scientific":
                after += self._epithets_after(found, words)
            elif len(words) > 1:
                before += self._names_before(found, words, whole, longest)
                after += self._names_after(found, words, longest)
        if before:  # a name may be only the first word of a coordinated one (``whale`` in ``whale and basking shark``)
            firsts = {coordinated.start for coordinated in before}
            listed = [f for f in listed if f.start not in firsts or f.via == "scientific"]
        return [*listed, *before, *after]

    def _epithets_after(self, found: _Found, words: list[str]) -> Iterator[_Found]:
        """``borealis`` of ``Saiga tatarica and borealis``."""
        if len(words) < 2:
            return
        end = found.end
        while joint := _RIGHT_OF_COORDINATION.match(self.text, end):
            word = _WORD.match(self.text, joint.end())
            if not word or not word[0].islower():
                return
            label = self.lexicon.scientific(f"{words[0]} {fold(word[0])}")
            if label is None:
                return
            end = word.end()
            yield _Found(word.start(), end, label.taxa, "scientific", label.match)

    def _names_before(
        self, found: _Found, words: list[str], whole: Mapping[tuple[int, int], _Found], listed: _Ends
    ) -> Iterator[_Found]:
        """``African`` of ``African and Asian elephant``: names whose last words stand only at the end of the list.

        A name that ends before the joint and begins before the words looked up has a head of its own (``blue whale and
        basking shark`` is no whale shark). So has one of a species, if what follows is in the singular (``leopard and
        blue shark``, but ``leopard and blue sharks``).
        """
        heads = [" ".join(words[-count:]) for count in range(1, len(words))]
        start = found.start
        while joint := _LEFT_OF_COORDINATION.search(self.text, max(0, start - 6), start):
            before = list(_WORD.finditer(self.text, max(0, joint.start() - 50), joint.start()))
            label = None
            for count in (3, 2, 1):
                if len(before) < count or before[-1].end() != joint.start():
                    continue
                first = before[-count].start()
                if _BREAKS.search(self.text, first, joint.start()):
                    continue
                modifier = self.spaced[first : joint.start()]
                for head in heads:
                    label = label or self.lexicon.common(f"{modifier} {head}", self.languages)
                if label:
                    break
            if label is None or label.taxa == found.taxa or listed.starts_by_end.get(joint.start(), first) < first:
                return
            own = whole.get((first, joint.start()))
            if own and not heads[0].endswith("s") and own.taxa and self._is_species(own.taxa[0]):
                return
            start = first
            if own is None or own.taxa[:1] not in (label.taxa[:1], ()):
                yield _Found(start, found.end, label.taxa, "common", label.match)

    def _is_species(self, name: str) -> bool:
        return self._rank(name) in ("species", "subspecies")

    def _names_after(self, found: _Found, words: list[str], listed: _Ends) -> Iterator[_Found]:
        """``d'Asie`` of ``éléphants d'Afrique et d'Asie``: names whose first word stands only once, in front.

        A name behind the joint has a head of its own (``white-backed vultures and sharks`` are no white sharks).
        """
        end = found.end
        while (joint := _RIGHT_OF_COORDINATION.match(self.text, end)) and joint.end() not in listed.starts:
            after = list(_WORD.finditer(self.text, joint.end(), joint.end() + 40))[:3]
            label = None
            for count in range(len(after), 0, -1):
                last = after[count - 1].end()
                if after[0].start() != joint.end() or _BREAKS.search(self.text, joint.end(), last):
                    continue
                label = self.lexicon.common(f"{words[0]} {self.spaced[joint.end() : last]}", self.languages)
                if label:
                    break
            if label is None or label.taxa == found.taxa:
                return
            yield _Found(found.start, after[count - 1].end(), label.taxa, "common", label.match)
            end = after[count - 1].end()

    # Names that the lexicon does not have in this form

    def _binomials(self) -> Iterator[_Found]:
        """Scientific names one or two letters away from one of the lexicon, and new epithets of its genera."""
        for at in self.binomials:
            match = _BINOMIAL.match(self.text, at)
            if match is None:
                continue
            genus, epithet = match[1].lower(), match[2]
            epithets = self.lexicon.epithets.get(genus)
            if epithets is None and epithet not in self.lexicon.genera:
                continue
            if epithets is not None:
                if self._in_address(match.start()):
                    continue
                if epithet in epithets:
                    if match[3] and f"{epithet} {match[3]}" not in epithets and self._epithet(match[3]):
                        why = f"{match[1]} {epithet} is a species and {match[3]} has the form of an epithet"
                        yield self._unlisted(match.start(), match[0], why)
                    continue
                nearest = _nearest(epithet, [e for e in epithets if " " not in e])
                words = f"{genus} {nearest}"
            else:
                nearest = _nearest(genus, self.lexicon.genera[epithet])
                words = f"{nearest} {epithet}"
            label = self.lexicon.scientific(words) if nearest else None
            if label:
                reason = f"{match[1]} {epithet} is not in the lexicon; the nearest name is {words.capitalize()}"
                yield _Found(match.start(), match.end(2), label.taxa, "scientific", "misspelt", reason)
            elif epithets is not None and self._epithet(epithet):
                name = match[0] if match[3] and self._epithet(match[3]) else f"{match[1]} {epithet}"
                yield self._unlisted(
                    match.start(), name, f"{match[1]} is a genus and {epithet} has the form of an epithet"
                )

    def _epithet(self, word: str) -> bool:
        """Whether a word is an epithet of any genus, or has the form of one and is no ordinary word of that form."""
        form = (
            (len(word) >= _SURE_EPITHET and word in self.lexicon.genera)
            or bool(_LATIN.search(word))
            or ("en" in self.languages and bool(_LATIN_IN_ENGLISH.search(word)))
        )
        return form and word not in self.lexicon.no_epithets

    def _misspelt_modifiers(self, found: list[_Found]) -> list[_Found]:
        """Take in a misspelt first word of a common name of two words (``Anquillid eels``)."""
        if "en" not in self.languages:
            return found
        result: list[_Found] = []
        for name in found:
            head = self.spaced[name.start : name.end] if name.via == "common" else " "
            first = result[-1].end if result else 0
            if name.taxa and " " not in head and head in self.lexicon.modifiers:
                name = self._with_modifier(name, head, first) or name  # noqa: PLW2901
            result.append(name)
        return result

    def _with_modifier(self, name: _Found, head: str, first: int) -> _Found | None:
        least = max(first, name.start - 30, self.text.rfind(" ", 0, max(0, name.start - 1)))
        before = _LAST_WORD.search(self.text, least, name.start)
        word = fold(before[1]) if before else ""
        if before is None or len(word) < 6 or word in self.lexicon.no_misspellings:
            return None
        nearest = _nearest(word, self.lexicon.modifiers[head], ordinary=True)
        label = self.lexicon.common(f"{nearest} {head}", self.languages) if nearest else None
        if label is None:
            return None
        reason = f"{before[1]} is not in the lexicon before {head}; the nearest name is {nearest} {head}"
        return _Found(before.start(1), name.end, label.taxa, "common", "misspelt", reason)

    def _beside_scientific(self, found: list[_Found]) -> list[_Found]:
        """Give a common name the taxon of the scientific name beside it in brackets, where it is that one's name."""
        for at in range(1, len(found)):
            first, second = found[at - 1], found[at]
            if self.text[second.end : second.end + 1] not in (")", "]") or not (first.taxa and second.taxa):
                continue
            opening = _OPENING_BRACKET.fullmatch(self.text, first.end, second.start)
            if opening and first.via == "common" != second.via and not opening[1]:
                left, one = self._left(first.start, 30), self.text[first.end - 1] not in "sS"
                own_word = _OWN_WORD.search(left) or (one and _OWN_NAME.search(left))
                found[at - 1] = self._named_as(first, second, bool(own_word))
            elif first.via == "common" != second.via and not opening and "en" not in self.languages:
                found[at - 1] = self._with_words_behind(first, second)
            elif opening and second.via == "common" != first.via and not self._ends_a_list(found, at - 1):
                found[at] = self._named_as(second, first, bool(opening[1]))
        return found

    def _ends_a_list(self, found: Sequence[_Found], last: int) -> bool:
        """Whether a name is the last of several: what stands in brackets behind is then no name of it alone."""
        joint = _LEFT_OF_COORDINATION.search(self.text, max(0, found[last].start - 6), found[last].start)
        return last > 0 and joint is not None and joint.start() == found[last - 1].end

    def _with_words_behind(self, common: _Found, scientific: _Found) -> _Found:
        """Take ``à front clair`` of ``la gazelle à front clair (Gazella exemplaris)`` as part of the name."""
        behind = _UP_TO_BRACKET.fullmatch(self.text, common.end, scientific.start)
        words = [fold(word) for word in behind[1].split()] if behind else []
        if behind is None or not words or not self.lexicon.no_modifiers.isdisjoint(words):
            return common
        named = self._named_as(common, scientific, own_word=True)
        return common if named is common else replace(named, end=behind.end(1))

    def _named_as(self, common: _Found, scientific: _Found, own_word: bool) -> _Found:
        """Decide whether a common name is that of the scientific name beside it.

        It is where what the lexicon has is of another genus (``horned lizards (Ceratophora spp.)``), another species of
        the genus, or a higher taxon and the name has a word of its own (``Cuora exemplaris (spotted turtle)``).
        """
        known = self.lexicon.taxa.get(common.taxa[0])
        name = scientific.taxa[0]
        genus, _, epithet = name.partition(" ")
        other, _, known_epithet = common.taxa[0].partition(" ")
        if known is None or not (epithet or scientific.rank == "genus" or self._rank(name) == "genus"):
            return common
        if known.rank in ("genus", "species", "subspecies"):
            same_epithet = epithet[:_STEM] == known_epithet[:_STEM] and bool(epithet)
            differs = other != genus and not same_epithet
            if other == genus:
                both = known.rank == "species" == (self._rank(name) or scientific.rank)
                differs = epithet != known_epithet if both else known.rank == "genus" and own_word and bool(epithet)
        else:
            differs = own_word and bool(epithet)
        if not differs:
            return common
        reason = f"it stands beside {name}, which it is a name of"
        return replace(common, taxa=scientific.taxa, match="unlisted", reason=reason, rank=scientific.rank)

    def _rank(self, name: str) -> str | None:
        taxon = self.lexicon.taxa.get(name)
        return taxon.rank if taxon else None

    def _open(self) -> Iterator[_Found]:
        """Names that the lexicon does not have, by their form and by what shows that they are names."""
        for block, italics in self.italics.items():
            printed = self.shadows[block].original
            for first, last in italics:
                match = _BINOMIAL.fullmatch(printed[first:last].strip(" ,.;:()"))
                if match and self._latin(match, bracketed=printed[first - 1 : first] in {"(", "["}):
                    end = self.starts[block] + len(self.shadows[block].text)
                    for start in _places(match[0], self.text, self.starts[block], end):
                        yield self._unlisted(start, match[0], "it is in italics and has the form of a scientific name")
        for bracket in chain.from_iterable(pattern.finditer(self.text) for pattern in _IN_BRACKETS):
            match = _BINOMIAL.fullmatch(bracket[1])
            if match and self._latin(match, bracketed=False):
                yield self._unlisted(
                    bracket.start(1), match[0], "it stands in brackets and has the form of a scientific name"
                )
        for sign in _SIGNS_OF_A_GENUS.finditer(self.text):
            genus = _WORD_WITH_CAPITAL.search(self.text, max(0, sign.start() - _CONTEXT), sign.start())
            if genus:
                reason = f"{genus[0]} is not in the lexicon; spp. shows a genus"
                yield _Found(genus.start(), sign.end(), (genus[0],), "open", "unlisted", reason, "genus")
        for listed in _GENERA_LISTED.finditer(self.text):
            for genus in _WORD.finditer(self.text, listed.start(1), listed.end()):
                if genus[0][0].isupper() and fold(genus[0]) not in self.lexicon.epithets:
                    reason = f"{genus[0]} is not in the lexicon; it is said to be a genus"
                    yield _Found(*genus.span(), (genus[0],), "open", "unlisted", reason, "genus")
        for end, ending in self.higher:
            at = end - len(ending.text)
            form = _CAPITALS_BEFORE if _HIGHER_IN_CAPITALS.match(self.text, at) else _WORD_WITH_CAPITAL
            name = form.search(self.text, max(0, at - _CONTEXT), end)
            if name and ending.rank and not self.lexicon.scientific(fold(name[0])):
                yield self._higher(name, ending.rank)

    def _higher(self, name: re.Match[str], rank: str) -> _Found:
        """A family or other higher taxon by its ending; one letter from one of the lexicon, it is that one misspelt."""
        known = self.lexicon.higher.get(rank, ())
        nearest = [other for other in known if OSA.distance(other, name[0].capitalize(), score_cutoff=1) == 1]
        if len(nearest) == 1:
            reason = f"{name[0]} is not in the lexicon; the nearest name of a {rank} is {nearest[0]}"
            return _Found(*name.span(), (nearest[0],), "scientific", "misspelt", reason)
        reason = f"{name[0]} is not in the lexicon; its ending is that of a {rank}"
        return _Found(*name.span(), (name[0].capitalize(),), "open", "unlisted", reason, rank)

    def _elsewhere(self, found: Sequence[_Found]) -> Iterator[_Found]:
        """Genera, and names that the lexicon does not have, that the document shows to be names in another place.

        A genus in a list with other scientific names is shown by these.
        """
        scientific = [name for name in found if name.via == "scientific" and name.taxa]
        starts, ends = {name.start for name in scientific}, {name.end for name in scientific}
        for genus in self.genera_alone:
            word = self.spaced[genus.start : genus.end]
            before = _LEFT_OF_COORDINATION.search(self.text, max(0, genus.start - 6), genus.start)
            behind = _RIGHT_OF_COORDINATION.match(self.text, genus.end)
            listed = bool((before and before.start() in ends) or (behind and behind.end() in starts))
            if (listed or word in self.known.genera) and word not in self.lexicon.no_genera_alone:
                yield genus
        for name in sorted(self.known.unlisted):
            for start in _places(name, self.text):
                yield self._unlisted(start, name, "the document names it so elsewhere")

    def _latin(self, match: re.Match[str], *, bracketed: bool) -> bool:
        """Whether a name has the form of a scientific one; where more speaks for it, it may end in any ``a``."""
        known = self.lexicon.epithets.get(match[1].lower())
        return all(
            (known and word in known)
            or (
                word not in self.lexicon.no_epithets
                and (_LATIN.search(word) or (_LESS_LATIN.search(word) and (bracketed or known is not None)))
            )
            for word in match.groups()[1:]
            if word
        )

    @staticmethod
    def _unlisted(start: int, name: str, why: str) -> _Found:
        rank = "subspecies" if name.count(" ") > 1 else "species"
        reason = f"{name} is not in the lexicon; {why}"
        return _Found(start, start + len(name), (name,), "open", "unlisted", reason, rank)

    def _abbreviated(self, found: Sequence[_Found]) -> Iterator[_Found]:
        """``P. uncia`` where the document has named ``Panthera uncia``, or its genus, or behind ``snow leopard``."""
        abbreviated = list(_ABBREVIATED.finditer(self.text))
        if not abbreviated:
            return
        genus_before = {name.end: fold(name.taxa[0].split(" ")[0]) for name in found if name.taxa}
        spelt = {
            name.end: self.text[name.start : name.end].split(" ")[0]
            for name in found
            if name.taxa and name.via != "common"
        }
        alone = {
            name.end: spelt[name.end] for name in found if name.taxa and " " not in name.taxa[0] and name.end in spelt
        }
        for match in abbreviated:
            start, end = match.start() - 1, match.end()
            initial, rest = self.text[start].lower(), match[2]
            genera = {genus for genus in self.known.genera if genus[0] == initial}
            before = genus_before.get(start - 1) or genus_before.get(start - 2) or " "
            if before[0] == initial:
                genera.add(before)
            if match[1]:
                species = sorted(e for letter, e in self.known.names if letter == initial and e[0] == match[1])
                options = sorted(f"{genus} {epithet} {rest}" for genus in genera for epithet in species)
            else:
                options = sorted(f"{genus} {rest}" for genus in genera)
            labels = {words: label for words in options if (label := self.lexicon.scientific(words))}
            if not match[1] and (initial, rest) in self.known.names:
                words = " ".join(self.known.names[initial, rest])
            elif labels:
                words = next(iter(labels))
            elif (
                not match[1]
                and self._epithet(rest)
                and (genus := self._joined(spelt, start) or self._genus_before(alone, start))
                and genus[0].lower() == initial
            ):
                spelt[end] = genus
                reason = f"abbreviated behind {genus}, and {rest} has the form of an epithet"
                yield _Found(start, end, (f"{genus} {rest}",), "open", "unlisted", reason, "species")
                continue
            else:
                continue
            spelt[end] = words.split(" ")[0].capitalize()
            reason = f"abbreviated from {words.capitalize()}, a name or genus that the document has spelt out"
            label = labels.get(words)
            if label:
                yield _Found(start, end, label.taxa, "scientific", "variant", reason)
            elif words.capitalize() in self.known.unlisted:
                yield _Found(start, end, (words.capitalize(),), "open", "unlisted", reason, "species")

    def _joined(self, genera: Mapping[int, str], start: int) -> str:
        """Return the genus of the name that a joint (``, ``, `` and ``) parts from here, of ``genera`` by their end."""
        joint = _LEFT_OF_COORDINATION.search(self.text, max(0, start - 6), start)
        return genera.get(joint.start(), "") if joint else ""

    def _genus_before(self, genera: Mapping[int, str], start: int) -> str:
        """Return the last of ``genera`` (by their end) in the text before, near enough to head a list."""
        first = max(start - _LONGEST_LIST, self.text.rfind(_BETWEEN_BLOCKS, 0, start))
        return genera[max(near)] if (near := [end for end in genera if first <= end < start]) else ""

    def _mention(self, found: _Found, block: int) -> TaxonMention:
        shadow, offset = self.shadows[block], self.starts[block]
        start, end = shadow.span(found.start - offset, found.end - offset)
        name = found.taxa[0]
        taxon = self.lexicon.taxa.get(name)
        reason = found.reason
        if reason is None and len(found.taxa) > 1:
            reason = f"the name is used for {' and for '.join(found.taxa)}"
        return TaxonMention(
            start,
            end,
            shadow.original[start:end],
            taxon.taxon_id if taxon else f"name:{name}",
            name,
            taxon.rank if taxon else found.rank or "species",
            found.via,
            found.match,
            found.taxa if len(found.taxa) > 1 else (),
            reason,
        )


def _words_with(sign: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches without space that hold a sign, each within its block."""
    at = text.find(sign)
    while at >= 0:
        start = max(text.rfind(" ", 0, at), text.rfind(_BETWEEN_BLOCKS, 0, at)) + 1
        behind = _ADDRESS_ENDS.search(text, at)
        end = behind.start() if behind else len(text)
        yield start, end
        at = text.find(sign, end)


def _places(part: str, text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Yield the offsets of a part of a text, between two offsets of it."""
    at = text.find(part, start, end)
    while at >= 0:
        yield at
        at = text.find(part, at + 1, end)


def _longest(found: list[_Found]) -> list[_Found]:
    """Of overlapping names keep the longest, of equally long ones the first; return them in the order of the text."""
    kept: list[_Found] = []
    cluster: list[_Found] = []
    end = 0
    for candidate in sorted(found, key=lambda f: f.start):
        if candidate.start >= end:
            kept += _longest_of_cluster(cluster) if len(cluster) > 1 else cluster
            cluster = []
        cluster.append(candidate)
        end = max(end, candidate.end)
    return kept + _longest_of_cluster(cluster)


def _longest_of_cluster(cluster: list[_Found]) -> list[_Found]:
    if len(cluster) < 2:
        return cluster
    kept: list[_Found] = []
    for candidate in sorted(cluster, key=lambda f: (f.start - f.end, f.start)):
        if all(candidate.end <= other.start or candidate.start >= other.end for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda f: f.start)


def _merged(found: list[_Found], more: list[_Found]) -> list[_Found]:
    """Add names where none is yet; a longer one takes the place of what it holds. Return them in the text's order."""
    found = sorted(found, key=lambda f: (f.start, f.end))
    starts = [f.start for f in found]
    for new in more:
        first = bisect_left(starts, new.start - _LONGEST_COORDINATION)
        behind = bisect_left(starts, new.end)
        overlapping = [i for i in range(first, behind) if found[i].end > new.start]
        if all(
            new.start <= found[i].start
            and found[i].end <= new.end
            and found[i].end - found[i].start < new.end - new.start
            for i in overlapping
        ):
            for i in reversed(overlapping):
                del found[i], starts[i]
            at = bisect_left(starts, new.start)
            found.insert(at, new)
            starts.insert(at, new.start)
    return found


def _nearest(word: str, options: Sequence[str], *, ordinary: bool = False) -> str | None:
    """Return the one option that is a misspelling away: one edit, two from eight letters on, and no mere ending.

    A genitive in ``-i`` for ``-ii`` is a misspelling all the same, save of a common name.

    Of a common name (``ordinary``) the word may be one of the language: two edits only from ten letters on, and the
    first letter is right.
    """
    allowed = 1 if len(word) < (10 if ordinary else 8) else 2
    scored = []
    for option in options:
        if option == word:
            return None
        if abs(len(option) - len(word)) > allowed:
            continue
        distance = OSA.distance(word, option, score_cutoff=allowed)
        mere_ending = word.startswith(option) or option.startswith(word)
        genitive = not ordinary and word.rstrip("i") == option.rstrip("i")
        if distance <= allowed and (genitive or not mere_ending):
            scored.append((distance, option))
    scored.sort()
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return None if ordinary and scored[0][1][0] != word[0] else scored[0][1]
