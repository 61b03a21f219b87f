"""Organisations: of the lexicon, of the treaties and bodies, defined in the document itself, or by their form."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter

from pipeline.datafiles import check_unique, read_rows, reading
from pipeline.tag.bodies import REFERENCES, load_bodies, names_memoranda
from pipeline.tag.enumerated import names_in_lists
from pipeline.tag.grammar import Grammar, Lookout, load_grammar
from pipeline.tag.grammar_files import read_grammar
from pipeline.tag.names import Found, Name, NameFinder, places_of
from pipeline.tag.passage import Passage
from pipeline.tag.places import is_country, is_known
from pipeline.tag.shadow import fold

_PARTS = re.compile(r"[^\W\d_]+")
_MOST_LEFT_OUT = 1
"""So many words of a name may have no letter in its acronym, besides small ones."""
_LONGEST_NAME = 250
_STEM = 5
"""Words that begin with so many letters alike are forms of one."""
_LOOSE = range(3, 13)
"""How many letters an acronym has that takes more or less than the capitals of its name."""
_DEFINED = "defined"
"""The name of the finder of what the document itself defines."""
_TWO_GROUPS = "two_groups"
"""The form of `organisations.yml` that names two at once."""
_BY_FORM = "its form"
"""The reason of what is known by its form alone."""
_START = attrgetter("start")
_OF_COUNTRY = re.compile(r".*(?: (?:of(?: the)?|de(?: la)?|del|du|des) | d'| de l')([^,]+)$")
"""Whose a body is, at the end of its name."""
_COUNTRY_BEHIND = re.compile(r" ([A-Z][\w-]+(?: [A-Z][\w-]+)?)(?=[,.;:)]|$| (?:and|\())")
_COUNTRY = re.compile(r"([A-Z][\w ]+?)(?='s )")
_INITIALS = re.compile(r"(?<![\w.])(?!U\.)(?:[A-Z]\. ?){1,3}$")
"""Of whom a name is: ``A.P. Heron Institute``."""
_LONGEST_INITIALS = 9
_FEWEST = 3
"""An acronym has no fewer letters."""
_FEWEST_LETTERS = 4
"""An acronym that is none of the letters of its name has no fewer."""
_FEWEST_SPACES = 2
"""What goes on behind another name is no name with fewer: ``its Working Group``."""
_LONGEST_KIND = 40
"""What kind of body it is takes no more before its name (``Arcadian National``)."""
_FILE = "organisations.yml"


@dataclass(slots=True)
class OrganisationMention:
    """An organisation named in a passage (offsets of the shadow text). ``reason`` says what it was known by."""

    start: int
    end: int
    organisation_id: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Definition:
    """What an acronym stands for in a document: the organisation's id and its name as the document spells it out."""

    organisation_id: str
    name: str


@lru_cache(maxsize=1)
def _small_words() -> frozenset[str]:
    """Return the words of a name that have no letter in its acronym."""
    return frozenset(read_grammar(_FILE)["parts"]["small"].split("|"))


@lru_cache(maxsize=1)
def organisation_grammar() -> Grammar:
    """Return the forms of `organisations.yml`."""
    return load_grammar(_FILE)


def _listed() -> list[dict[str, str]]:
    """Return the rows of the files of organisations, in the order of the files' names; each organisation is in one."""
    columns = ("organisation", "acronyms", "name_en", "other_names", "name_fr", "name_es")
    paths = sorted((REFERENCES / "organisations").glob("*.csv"))
    rows = [row for path in paths for row in read_rows(path, columns, ("organisation",))]
    with reading("references/organisations"):
        check_unique([row["organisation"] for row in rows], "the organisation")
    return rows


@lru_cache(maxsize=1)
def _other_spellings() -> list[tuple[str, str]]:
    """Return what the names of the lexicon have, and how others print that (`spellings.csv`)."""
    rows = read_rows(REFERENCES / "spellings.csv", ("usual", "other", "example"), ("usual", "other"))
    return [(row["usual"], row["other"]) for row in rows]


def _spelt_names(row: Mapping[str, str]) -> list[str]:
    """Return the names of an organisation of the lexicon that are no acronyms, in its spellings and others'."""
    spelt = [row["name_en"], row["name_fr"], row["name_es"], *row["other_names"].split("|")]
    for usual, other in _other_spellings():
        spelt += [name.replace(usual, other) for name in spelt if usual in name]
    return list(filter(None, dict.fromkeys(spelt)))


@lru_cache(maxsize=1)
def _names_listed() -> dict[str, list[str]]:
    """Return the names of each organisation of the lexicon that are no acronyms, by id."""
    return {row["organisation"]: _spelt_names(row) for row in _listed()}


@lru_cache(maxsize=1)
def _lexicon() -> tuple[NameFinder, dict[str, str], dict[str, str]]:
    """Return the finder, the full names by id, and the ids by acronym."""
    names: list[Name] = []
    full: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    for row in _listed():
        identifier = row["organisation"]
        full[identifier] = row["name_en"]
        for acronym in filter(None, row["acronyms"].split("|")):
            names.append(Name(acronym, identifier, exact=True))
            acronyms[acronym] = identifier
        names.extend(Name(name, identifier) for name in _spelt_names(row))
    bodies = load_bodies()
    for treaty in bodies.treaties.values():
        full.setdefault(treaty.id, treaty.names[0])
        names.extend(Name(name, treaty.id) for name in treaty.names)
        names.extend(Name(acronym, treaty.id, exact=True) for acronym in treaty.acronyms)
        acronyms.update(dict.fromkeys(treaty.acronyms, treaty.id))
    for body in bodies.bodies.values():
        if body.kind is None and body.treaty is None:  # one of a treaty is part of it
            spoken = [name for given in body.names.values() for name in given]
            full.setdefault(body.id, spoken[0])
            names.extend(Name(name, body.id, exact=fold(name) in bodies.short_names) for name in spoken)
    return NameFinder(names), full, acronyms


@lru_cache(maxsize=1)
def _owners() -> dict[str, frozenset[str]]:
    """Return of whom organisations are that the lexicon also names without their owner, by id.

    That is what stands before a name in a longer one of the same organisation: "FAO Committee on Fisheries".
    """
    finder, _, acronyms = _lexicon()
    owners: dict[str, set[str]] = {}
    for identifier, spelt in _names_listed().items():
        before = {long[: -len(short) - 1] for short in spelt for long in spelt if long.endswith(f" {short}")}
        for name in before:
            named = finder.find(name, fold(name))
            owner = acronyms.get(name) or (named[0][2] if named and named[0][:2] == (0, len(name)) else None)
            if owner:
                owners.setdefault(identifier, set()).add(owner)
    return {identifier: frozenset(found) for identifier, found in owners.items()}


def organisation_finder() -> NameFinder:
    """Return what finds the names and acronyms of the lexicon, of treaties and of bodies."""
    return _lexicon()[0]


def learn_acronyms(passages: Sequence[Passage]) -> dict[str, Definition]:
    """Return the acronyms of organisations that the document defines: ``Heron Survival Partnership (HESP)``.

    They are returned with what they stand for, and looked for in the passages. A definition counts where the acronym's
    capitals are initials of the words before it, and the words name an organisation. Acronyms of the lexicon are left
    to it, but not a name that it lacks (``Heron Survival Programme (HESP)`` for the Heron Survival Partnership), nor
    what the document calls by it and is another (``Hill Emu Safety Panel (HESP)``); an acronym that it lacks belongs to
    its organisation where it has the name.
    """
    known = _lexicon()[2]
    in_brackets = organisation_grammar()["acronym_in_brackets"].regex
    learnt: dict[str, Definition] = {}
    settled: set[str] = set()
    for passage in passages:
        for bracket in in_brackets.finditer(passage.text) if "(" in passage.text else ():
            acronym = bracket["acronym"]
            if acronym in settled:
                continue
            possible = acronym in known or _may_be_learnt(acronym, known)
            definition = _definition(passage, bracket.start(), acronym) if possible else None
            if definition:
                learnt[acronym] = definition
            if definition or acronym in known or not possible:
                settled.add(acronym)
    if learnt:
        full = _lexicon()[1]  # of another one the lexicon has the name
        names = [
            Name(its.name, acronym)
            for acronym, its in learnt.items()
            if its.organisation_id == known.get(acronym) or its.organisation_id not in full
        ]
        names += [
            Name(acronym, acronym, exact=True)
            for acronym, its in learnt.items()
            if known.get(acronym) != its.organisation_id
        ]
        Lookout([], {_DEFINED: NameFinder(sorted(names, key=attrgetter("text")))}).look(passages)
    return dict(sorted(learnt.items()))


def _definition(passage: Passage, bracket: int, acronym: str) -> Definition | None:
    """Return what stands before an acronym in a bracket that it is defined by; of one of the lexicon, only a new name.

    None where nothing there names an organisation.
    """
    finder, _, known = _lexicon()
    owner = known.get(acronym)
    behind = _named_behind(passage, bracket) if owner else None
    if behind and behind[0] == owner:
        return None
    for name in _names_before(passage, bracket, acronym, spelt=owner is not None):
        named = finder.find(name, fold(name))
        whole = named[0][2] if len(named) == 1 and named[0][:2] == (0, len(name)) else None
        if whole or _is_of_a_body(name):
            if owner and named and not whole:
                return None
            return Definition(whole or (name if owner and _is_another(name, owner) else owner or acronym), name)
    return None


def _is_another(name: str, listed: str) -> bool:
    """Say whether a name is of another organisation than one of the lexicon: each has words that the other lacks.

    What kind of body it is, one may say otherwise (``Heron Survival Programme``), and words may be left out. Treaties
    and their bodies are not listed so: their acronyms are theirs in these documents, however a name is misprinted.
    """
    own = _subject(name)
    known = list(map(_subject, _names_listed().get(listed, ())))
    return bool(known) and all(own - words and words - own for words in known)


def _subject(name: str) -> frozenset[str]:
    """Return the beginnings of the words of a name that say what it is about, or whose."""
    about = organisation_grammar()["body_word"].regex.sub(" ", fold(name))
    return frozenset(word[:_STEM] for word in _PARTS.findall(about) if word not in _small_words())


def _named_behind(passage: Passage, bracket: int) -> tuple[str, str] | None:
    """Return the organisation of the lexicon whose name ends right before a bracket, and the name; None for none."""
    named = passage.named.get("organisations", ())
    return next(((each, passage.text[start:end]) for start, end, each in named if end == bracket - 1), None)


def _may_be_learnt(acronym: str, known: Container[str]) -> bool:
    """Say whether letters may stand for an organisation.

    Not two (``WG1``), no plural, no code of a treaty's body or of a meeting of what is ``known`` (``ACI9``).
    """
    if sum(map(str.isalpha, acronym)) < _FEWEST or acronym[-1] == "s" or acronym.rstrip("0123456789") in known:
        return False
    return not _is_code_of_body(acronym)


def _is_of_a_body(name: str) -> bool:
    """Say whether a name is one of an organisation, by a word in it, and of no plan."""
    grammar, folded = organisation_grammar(), fold(name)
    return bool(grammar["body_word"].regex.search(folded)) and not grammar["plan"].regex.match(folded)


def _names_before(passage: Passage, bracket: int, acronym: str, *, spelt: bool) -> Iterator[str]:
    """Yield what an acronym in a bracket may stand for: words that have its letters, a name by its form, a known one.

    Only what is ``spelt`` with capitals by each of its letters, where that is wanted.
    """
    grammar, text, begin = organisation_grammar(), passage.text, max(0, bracket - _LONGEST_NAME)
    match = grammar["defined_name"].regex.search(text, begin, bracket)
    if match and (name := _expansion(match["name"], acronym)):
        yield name
    if spelt:
        return
    words = grammar["words_before"].regex.search(text, begin, bracket) if len(acronym) in _LOOSE else None
    if words and (name := _loose_expansion(words[0].rstrip(), acronym)):
        yield name
    if name := _name_by_form(text, begin, bracket, acronym):
        yield name
    behind = _named_behind(passage, bracket) if acronym.isupper() else None
    if behind and behind[1].count(" ") > _FEWEST_SPACES:
        yield behind[1]


def _name_by_form(text: str, begin: int, bracket: int, acronym: str) -> str | None:
    """Return the name told by its form that ends right before a bracket with an acronym; else None.

    Its letters need not be those of the name, which may be a translation. Short ones may be those of a country.
    """
    if len(acronym) < _FEWEST_LETTERS or not acronym.isupper():
        return None
    grammar = organisation_grammar()
    start = max(text.rfind(mark, begin, bracket) for mark in ".,;:()") + 1
    for form in ("ends", "begins", "ministry", "on_subject", "institution_es", "institution_fr"):
        for match in grammar[form].regex.finditer(text, max(start, begin), bracket - 1):
            if match.end("name") == bracket - 1:
                return match["name"]
    return None


def _is_code_of_body(acronym: str) -> bool:
    """Tell whether an acronym is the code of a treaty's body (``StC``), or numbers one of its meetings (``StC97``)."""
    numbered = acronym[-1].isdigit()
    bodies = load_bodies().by_code.get(acronym.rstrip("0123456789") if numbered else acronym, ())
    return bool(bodies) and (numbered or all(body.kind or body.treaty for body in bodies))


def _expansion(words: str, acronym: str) -> str | None:
    """Return the last words whose initials are the acronym's capitals in order; None where they are not."""
    letters = [c.lower() for c in acronym if c.isupper()]
    tokens = words.replace(",", "").split()
    pieces = words.split()
    at = len(tokens) - 1
    for letter in reversed(letters):
        while at >= 0 and not _has_initial(tokens[at], letter):
            if tokens[at].lower() not in _small_words():
                return None
            at -= 1
        if at < 0:
            return None
        at -= 1
    return " ".join(pieces[at + 1 :])


def _loose_expansion(words: str, acronym: str) -> str | None:
    """Return the last words whose beginnings the acronym is made of (``Corporación Nacional (CONA)``); None elsewhere.

    The first of them has a capital, and at most `_MOST_LEFT_OUT` words besides small ones have no letter in it.
    """
    tokens = words.split()
    letters = fold(acronym)
    for start in range(len(tokens) - 1, -1, -1):
        if tokens[start][:1].isupper() and fold(tokens[start]).startswith(letters[0]):
            parts = [part for token in tokens[start:] for part in _PARTS.findall(fold(token))]
            if _is_made_of(letters, parts, _MOST_LEFT_OUT):
                return " ".join(tokens[start:])
    return None


def _is_made_of(letters: str, parts: Sequence[str], spare: int) -> bool:
    """Say whether letters are beginnings of words, in their order, ``spare`` words and small ones left out."""
    if not parts:
        return not letters
    for length in range(min(len(letters), len(parts[0])), 0, -1):
        if letters.startswith(parts[0][:length]) and _is_made_of(letters[length:], parts[1:], spare):
            return True
    left = spare - (parts[0] not in _small_words() and len(parts[0]) > 1)
    return left >= 0 and _is_made_of(letters, parts[1:], left)


def _has_initial(token: str, letter: str) -> bool:
    return any(part[:1].lower() == letter for part in re.split(r"[-/]", token)) and token.lower() not in _small_words()


def find_organisations(passage: Passage, acronyms: Mapping[str, Definition]) -> list[OrganisationMention]:
    """Return the organisations named in a passage, in order, none within another.

    ``acronyms`` are those that have been learnt from the document (`learn_acronyms`) and looked for in the passage.
    """
    finder, full, _ = _lexicon()
    named = passage.named.get("organisations")
    if named is None:
        named = finder.find(passage.text, passage.folded)
    if "/" in passage.text:
        named = [each for each in named if not _in_symbol(passage.text, each[0], each[1])]
    found = [
        OrganisationMention(start, end, identifier, full[identifier], "lexicon") for start, end, identifier in named
    ]
    if len(found) > 1:
        _part_from_others(found, passage.text)
    for start, end, treaty in _memoranda(passage):
        if (start, end, treaty) not in named and not _cuts(found, start, end):
            found = [each for each in found if each.end <= start or end <= each.start]
            found.append(OrganisationMention(start, end, treaty, full[treaty], "a memorandum, by what it is on"))
    for start, end, acronym in passage.named.get(_DEFINED, ()):
        if not _cuts(found, start, end):
            found = [each for each in found if each.end <= start or end <= each.start]
            meant = acronyms[acronym]
            name = full.get(meant.organisation_id, meant.name)
            found.append(OrganisationMention(start, end, meant.organisation_id, name, "defined in the document"))
    for form, match in organisation_grammar().find(passage):
        found = _with_two_groups(found, match) if form == _TWO_GROUPS else _with_form(found, passage, match)
    found.sort(key=_START)
    return _with_listed(found, passage.text) if found else found


@lru_cache(maxsize=1)
def _pacts() -> frozenset[str]:
    """Return the treaties that are called a convention, an agreement and the like, not an organisation."""
    no_body = organisation_grammar()["no_body"].regex
    return frozenset(each.id for each in load_bodies().treaties.values() if no_body.search(each.names[0]))


def _with_listed(found: list[OrganisationMention], text: str) -> list[OrganisationMention]:
    """Return what is found with the names that stand in a list of it."""
    pacts = _pacts()
    if pacts.issuperset([each.organisation_id for each in found]):
        return found  # nothing tells that a list is one of organisations
    known = {each.start: (each.end, each.organisation_id not in pacts) for each in found}
    listed = [
        OrganisationMention(start, end, name := text[start:end], name, "in a list of organisations")
        for start, end in names_in_lists(known, text, organisation_grammar())
    ]
    return sorted((*found, *listed), key=_START) if listed else found


def _part_from_others(found: list[OrganisationMention], text: str) -> None:
    """Give what is printed as another organisation's own name: "WHO – Committee on Fisheries" is not FAO's.

    Only names without their owner are asked about, beside an organisation that is no treaty.
    """
    of_whom = _owners()
    for place, each in enumerate(found):
        owners = of_whom.get(each.organisation_id)
        if owners is None or " " not in text[each.start : each.end]:
            continue
        before = found[max(place - 2, 0) : place]
        behind = found[place + 1 : place + 2]
        grammar = organisation_grammar()
        printed = [one for one in before[-1:] if grammar["owner_before"].regex.fullmatch(text, one.end, each.start)]
        printed += [one for one in behind if grammar["owner_behind"].regex.fullmatch(text, each.end, one.start)]
        if printed and not any(_is_within(one.organisation_id, owners) for one in (*before, *printed)):
            name = text[each.start : each.end]
            found[place] = replace(each, organisation_id=name, name=name, reason=_BY_FORM)


def _is_within(identifier: str, owners: AbstractSet[str]) -> bool:
    """Say whether an organisation is one of some owners, a part or the whole of one, or a treaty, which owns none.

    One that the lexicon has not is known by its name alone.
    """
    full = _lexicon()[1]
    of_one = identifier in owners or not owners.isdisjoint(_owners().get(identifier, ()))
    name = full.get(identifier, identifier)
    return of_one or identifier in load_bodies().treaties or any(name in full[owner] for owner in owners)


def _with_form(found: list[OrganisationMention], passage: Passage, match: re.Match[str]) -> list[OrganisationMention]:
    """Return what is found with a name told by its form, in place of the names that it holds.

    It is left out where it is a known name that something follows ("Consortium on Combating Wildlife Crime Vision"),
    where it cuts a known name, and where too little is left of it behind one.
    """
    text, grammar = passage.text, organisation_grammar()
    organ = grammar["organ"].regex
    printed, end = match.span("name")
    start = _own_part(found, text, printed, end)
    if start == printed and (initials := _INITIALS.search(text, max(0, start - _LONGEST_INITIALS), start)):
        start = printed = initials.start()
    if start > printed and "noun" not in match.re.groupindex and text.startswith("'s ", start - len("'s ")):
        start, end = printed, start - len("'s ")  # "University of Lima's Heron Group" names another behind it
    noun, noun_end = match.span("noun") if "noun" in match.re.groupindex else (start, start)
    kind = grammar["kind_before"].regex.search(text, max(0, start - _LONGEST_KIND), start) if start == noun else None
    if kind and not any(each.start < start < each.end for each in found):
        start = printed = noun = noun_end = kind.start()  # "Global Partnership for Herons"
    end = _before_the_next(found, text, start, end, noun_end)
    if start < noun and end <= noun:  # "Le Consortium international ...", which is known
        return found
    end = _before_a_country(text, noun_end, end)
    country = _COUNTRY_BEHIND.match(text, end) if noun_end == end else None
    end = country.end() if country and is_country(country[1]) else end  # "Lake Institute Arcadia"
    end -= len("'s") * text.endswith("'s", start, end)  # "the University of Lima's Institute"
    inside = [each for each in found if start <= each.start and each.end <= end]
    if noun_end > noun and any(each.start == start and each.end >= noun_end for each in inside):
        return found
    if inside and inside[0].start == start and _adds_nothing(inside[0], text, end):
        return found
    last = next((each for each in inside if each.end == end), None)
    if last and (of := grammar["of_body"].regex.search(text, start, last.start)):
        inside, last, end = [each for each in inside if each is not last], None, of.start()
        if any((each.start, each.end) == (start, end) for each in inside):
            return found
        alone = " " not in text[start:end]  # "(CAFF) Working Group of the Arctic Council"
        a_body = start < noun < noun_end <= end or grammar["body_word"].regex.search(passage.folded, start, end)
        if alone or not a_body or organ.match(text, start, end):
            return found
    if (last and last.start == start) or _cuts(found, start, end):
        return found
    name = text[start:end]
    owned = start < noun and (  # "FAO's Heron Division"
        text.startswith("'s ", start - len("'s ")) or grammar["owner_of"].regex.match(text, printed, end) is not None
    )
    if start > printed and name.count(" ") < _FEWEST_SPACES and not owned:
        return found
    if not last and (named := _acronym_behind(found, text, end)):
        mention = replace(named, start=start, end=end)
    elif last and last.reason != _BY_FORM and " " in text[last.start : end]:
        mention = replace(last, start=start)  # a name that is known, behind that of its parent body
    else:
        mention = OrganisationMention(start, end, name, _lexicon()[1].get(name, name), _BY_FORM)
    return [*(each for each in found if each not in inside), mention]


def _before_a_country(text: str, start: int, end: int) -> int:
    """Return where a name with commas ends: before its country (``Ministry of Lakes, Peru``), or behind it."""
    last = text.rfind(", ", start, end)
    if last < 0:
        return end
    for comma in places_of(", ", text, start, end):
        of = _OF_COUNTRY.match(text, start, comma)
        if of and is_known(of[1]):
            return comma
    return last if is_known(text[last + len(", ") : end]) else end


def _adds_nothing(known: OrganisationMention, text: str, end: int) -> bool:
    """Say whether what goes on behind a known name adds nothing: what it is ("GRASP Partnership"), or a town."""
    further = text[known.end + 1 : end]
    at = organisation_grammar()["at_a_place"].regex.match(further)
    return further in known.name.split() or (at is not None and is_known(further[at.end() :]))


def _acronym_behind(found: list[OrganisationMention], text: str, end: int) -> OrganisationMention | None:
    """Return what is known by the acronym in brackets behind a name: ``Union for the Conservation of Lakes (IUCN)``."""
    start = end + len(" (")
    named = next((each for each in found if each.start == start), None) if text[end:start] == " (" else None
    return named if named and text[named.end : named.end + 1] == ")" else None


def _with_two_groups(found: list[OrganisationMention], match: re.Match[str]) -> list[OrganisationMention]:
    """Return what is found with two groups named at once: ``Grey and Purple Heron Specialist Groups``."""
    common = f"{match['common']}{match['kind']} Group"
    groups = []
    for part, name in (("first", f"{match['first']} {common}"), ("second", f"{match['own']} {common}")):
        known = organisation_finder().find(name, fold(name))
        identifier = known[0][2] if known and known[0][:2] == (0, len(name)) else name
        groups.append(OrganisationMention(*match.span(part), identifier, _lexicon()[1].get(identifier, name), _BY_FORM))
    return [*(each for each in found if each.end <= match.start() or match.end() <= each.start), *groups]


def _in_symbol(text: str, start: int, end: int) -> bool:
    """Tell whether an acronym is a segment of a document's or resolution's symbol (``UNEP/CMS/COP97/Doc.3``)."""
    if "/" not in (text[start - 1 : start], text[end : end + 1]):
        return False
    return organisation_grammar()["symbol"].regex.match(text, text.rfind(" ", 0, start) + 1) is not None


def _own_part(found: list[OrganisationMention], text: str, start: int, end: int) -> int:
    """Return where a name begins behind one to which it is joined (``FAO and Heron Club``, ``FAO's Club``).

    What is joined to may be a country (``Arcadia's Department of Lakes``).
    """
    joint = organisation_grammar()["joint"].regex
    if (owner := organisation_grammar()["owner_of"].regex.match(text, start, end)) is not None:
        return owner.end()  # "University of Lima's Heron Group"
    country = _COUNTRY.match(text, start, end)
    first = country.end(1) if country and is_known(country[1]) else end
    behind = next((each.end for each in found if each.start == start), first)
    match = joint.match(text, behind, end)
    return match.end() if match else start


def _before_the_next(found: list[OrganisationMention], text: str, start: int, end: int, noun_end: int) -> int:
    """Return where a name ends that seems to go on into a known one (``Ministère des lacs et de l'UNESCO``).

    Behind its noun may stand a whole one, of which more is said (``Directorate of Lakes and IUCN Arcadia``).
    """
    inside = [each for each in found if start < each.start < end]
    last = [each.start for each in inside if end < each.end or (noun_end < each.start and _goes_on(text, each, end))]
    cut = min(last, default=end)
    if cut == end:
        return end
    joint = organisation_grammar()["before_the_next"].regex.search(text, start, cut)
    return joint.start() if joint else cut


def _goes_on(text: str, known: OrganisationMention, end: int) -> bool:
    """Say whether a name goes on behind a known one that "and" joins to it, or that owns what follows."""
    joined = text[: known.start].endswith((" and ", " y ", " et "))
    return known.end < end and (joined or text.startswith("'s", known.end))


def _memoranda(passage: Passage) -> Found:
    """Return the treaties of a passage where it names one as a memorandum on something; else nothing."""
    return passage.treaties if names_memoranda(passage.folded) else []


def _cuts(found: list[OrganisationMention], start: int, end: int) -> bool:
    """Tell whether a stretch cuts through a mention, or lies within one."""
    return any(
        each.start < end and start < each.end and not (start <= each.start and each.end <= end) for each in found
    )
