import pytest

from pipeline.parse.language import breaks_off
from pipeline.parse.text import read_text_string
from tests.parse.shown import shape

LONG = "The Secretariat counted the otters of every river and of every lake of the far north in the year 2094 with"


def test_headings_by_mark_up_keep_their_level_and_lose_it() -> None:
    source = "## OTTERS\n\n### *Rivers* ###\n\nText of the section.\n\n<h4>Lakes</h4>\n\nMore text.\n"
    parsed = read_text_string(source)
    assert [(block.text, block.level) for block in parsed.blocks if block.kind == "heading"] == [
        ("OTTERS", 2),
        ("Rivers", 3),
        ("Lakes", 4),
    ]


def test_headings_by_capitals_letters_and_place() -> None:
    source = (
        "DRAFT PROGRAMME 2094-2099\nAND THE STATE OF AFFAIRS\n\n"
        "(A) Otters\n\nRiver otters\n\nText.\n\nSea otters\n\nText.\n\n"
        "B. Bears\n\nText.\n\nAction requested:\n\nThe Committee is invited to:\n\nText.\n"
    )
    parsed = read_text_string(source)
    assert [(block.text, block.level) for block in parsed.blocks if block.kind == "heading"] == [
        ("DRAFT PROGRAMME 2094-2099 AND THE STATE OF AFFAIRS", 1),
        ("(A) Otters", 2),
        ("River otters", 3),
        ("Sea otters", 3),
        ("B. Bears", 2),
        ("Action requested:", 3),
    ]


def test_a_line_that_comes_again_and_again_is_no_heading() -> None:
    source = "".join(f"Description of activities\n\nA{number}. Count otters.\n\n" for number in range(1, 4))
    assert {block.kind for block in read_text_string(source).blocks} == {"paragraph"}


def test_converters_dashes_before_numbers_and_codes_are_no_bullets() -> None:
    source = "- 1. One thing.\n- 2. Another.\n- a) adopt it;\n- (B) Bears\n- B2 Count bears.\n- plain\n"
    assert shape(read_text_string(source)) == [
        ("paragraph", "1", "One thing."),
        ("paragraph", "2", "Another."),
        ("list_item", "a)", "adopt it;"),
        ("list_item", "(B)", "Bears"),
        ("list_item", None, "B2 Count bears."),
        ("list_item", None, "• plain"),
    ]


def test_a_range_of_numbers_numbers_no_paragraph() -> None:
    parsed = read_text_string("98.12 to 98.14 Otters\n\n98.12 Count them.\n\n98.13 à 98.14 Loutres\n")
    assert [(block.number, block.text) for block in parsed.blocks] == [
        (None, "98.12 to 98.14 Otters"),
        ("98.12", "Count them."),
        (None, "98.13 à 98.14 Loutres"),
    ]


def test_escaped_numbers_are_numbers() -> None:
    source = "**x**\n\n1\\. One thing.\n\n2\\) Another.\n"
    parsed = read_text_string(source)
    assert [(block.number, block.text) for block in parsed.blocks[1:]] == [("1", "One thing."), ("2)", "Another.")]
    assert parsed.ledger.unaccounted == 0


def test_every_kind_of_bullet_becomes_one() -> None:
    source = "\n".join(f"{bullet} thing" for bullet in ["-", "*", "•", "–", "\uf0b7", "▪", "o\t"])
    assert {block.text for block in read_text_string(source + "\n").blocks} == {"• thing"}


def test_lists_nest_below_an_item_that_announces_them() -> None:
    source = "- C2. Exchange, such as:\n - one;\n - two.\n- C3. Stop.\n\na) first:\ni) inner;\nii) inner;\nb) second.\n"
    assert [(block.number, block.level) for block in read_text_string(source).blocks] == [
        (None, 1),
        (None, 2),
        (None, 2),
        (None, 1),
        ("a)", 1),
        ("i)", 2),
        ("ii)", 2),
        ("b)", 1),
    ]


def test_items_of_a_list_inside_another_of_its_kind_are_all_below_it() -> None:
    source = "1. Keep:\n\n- Count:\n    - herons;\n    - storks.\n- Stop.\n"
    assert [block.level for block in read_text_string(source).blocks][1:] == [1, 2, 2, 1]


def test_a_number_lost_to_a_dash_is_put_back_and_reported() -> None:
    source = "- 5. One.\n- 6. Two.\n- Three, its number lost.\n and it goes on.\n- 8. Four.\n"
    parsed = read_text_string(source)
    assert shape(parsed)[2] == ("paragraph", "7", "Three, its number lost. and it goes on.")
    (issue,) = [issue for issue in parsed.issues if issue.rule == "number-inferred"]
    assert (issue.level, issue.evidence) == ("warning", parsed.blocks[2].text)


def test_no_number_is_put_back_where_two_places_could_have_it() -> None:
    parsed = read_text_string("- 5. One.\n- 6. Two.\n- Three.\n- Four.\n- 8. Five.\n")
    assert [block.number for block in parsed.blocks] == ["5", "6", None, None, "8"]


def test_a_paragraph_cut_by_a_blank_line_is_one() -> None:
    for rest in ("the help of friends.", "Friends of Otters from all the rivers and the lakes of the far north of it."):
        upper = f"1. {LONG} the help of people and of" if rest[0].isupper() else f"1. {LONG}"
        parsed = read_text_string(f"{upper}\n\n{rest}\n\n2. Two.\n")
        assert [block.number for block in parsed.blocks] == ["1", "2"]
        assert parsed.blocks[0].text == f"{upper[3:]} {rest}"
        assert len(parsed.blocks[0].fragments) == 1


def test_a_clause_that_ends_with_and_is_not_cut() -> None:
    source = f"*Recalling* that {LONG} care; and\n\n*Convinced* that {LONG} patience,\n\n**THE PARTIES**\n"
    assert len(read_text_string(source).blocks) == 3


def test_a_rest_that_the_converter_took_for_an_item_goes_back() -> None:
    source = f"  - {LONG} better use of\n\n- boats and through patience;\n- Another item.\n"
    assert [block.text for block in read_text_string(source).blocks] == [
        f"• {LONG} better use of boats and through patience;",
        "• Another item.",
    ]


def test_what_ends_in_a_comma_a_slash_or_a_joining_word_goes_on() -> None:
    for upper, lower, joint in [
        ("Following Notification 2094/003,", "12 Parties sent comments.", " "),
        ("It is in document UNEP/CMS/", "COP98/Doc.4.", ""),
        ("At its meeting, the Conference of the", "Parties took note of otters.<sup>2</sup>", " "),
    ]:
        parsed = read_text_string(f"**x**\n\n3. {upper}\n\n---\n\n<sup>1</sup> A note.\n\n{lower}\n\n4. Four.\n")
        assert parsed.blocks[1].text == f"{upper}{joint}{lower.replace('<sup>', '').replace('</sup>', '')}"
        assert [block.number for block in parsed.blocks] == [None, "3", "1", "4"]


def test_a_caption_stands_beside_a_table() -> None:
    source = (
        "Table 1. Otters by river\n\nRiver\tOtters\nLong river\t94 otters.\n\nTable 2 is below this text.\n\nText.\n"
    )
    kinds = [block.kind for block in read_text_string(source).blocks if block.kind != "table_cell"]
    assert kinds == ["caption", "paragraph", "paragraph"]


def test_footnotes_are_known_by_their_mark_and_take_their_lines() -> None:
    source = (
        "1. Two meetings took place¹ in 2094.\n\n¹ First: a meeting (2094)\na second meeting (2095)\n\n"
        "2. Wild Otters<sup>2</sup> came.\n\n---\n\n<sup>2</sup> Now known as *Otters*.\n\n"
        "3. And.[^3]\n\n[^3]: The end.\n"
    )
    parsed = read_text_string(source)
    notes = [(block.number, block.text) for block in parsed.blocks if block.kind == "footnote"]
    assert notes == [
        ("1", "First: a meeting (2094) a second meeting (2095)"),
        ("2", "Now known as Otters."),
        ("3", "The end."),
    ]
    assert [block.number for block in parsed.blocks if block.kind == "paragraph"] == ["1", "2", "3"]


def test_footnotes_that_lost_their_number_get_those_of_the_marks() -> None:
    source = (
        "• a list for 2094¹ and\n• a programme.²\n\n"
        f"6. {LONG} good results where\n\nAvailable at http://x.org/a.pdf\n\nAvailable at http://x.org/b.pdf\n\n"
        "the costs are low.\n"
    )
    parsed = read_text_string(source)
    assert shape(parsed)[2:] == [
        ("paragraph", "6", f"{LONG} good results where the costs are low."),
        ("footnote", "1", "Available at http://x.org/a.pdf"),
        ("footnote", "2", "Available at http://x.org/b.pdf"),
    ]
    assert len(parsed.blocks[2].fragments) == 2
    assert [issue.rule for issue in parsed.issues].count("footnote-number-inferred") == 2


def test_an_address_below_a_mark_without_a_note_is_its_note() -> None:
    source = (
        "www.otters.org\n\n1. A list for 2094¹ was made for 5 km² of lakes.\n\nAvailable at http://x.org/a.pdf\n\n"
        "# Lakes\n\nwww.lakes.org\n"
    )
    parsed = read_text_string(source)
    assert [(block.number, block.text) for block in parsed.blocks if block.kind == "footnote"] == [
        ("1", "Available at http://x.org/a.pdf")
    ]


def test_marks_of_block_quotes_are_mark_up() -> None:
    source = "# Otters\n\n1. They **met**.<sup>1</sup>\n\n> 1 In Lagos, that is.\n\n> They said so.\n\n2. 1 > 0.\n"
    parsed = read_text_string(source)
    assert shape(parsed)[1:] == [
        ("paragraph", "1", "They met.1"),
        ("footnote", "1", "In Lagos, that is."),
        ("paragraph", None, "They said so."),
        ("paragraph", "2", "1 > 0."),
    ]
    assert parsed.ledger.unaccounted == 0


@pytest.mark.parametrize("end", ["of the", "for a", "since", "on", "may", "DES PARTIES À LA", "y"])
def test_what_ends_with_a_word_that_ends_no_text_breaks_off(end: str) -> None:
    assert breaks_off(f"{'COUNTED' if end.isupper() else 'counted'} {end}")


@pytest.mark.parametrize(
    "end", ["of the meeting", "in May", "3 MAY", "AMÉRICA DEL SUR", "by Group A", "GROUP A", "the otters.", "The", ""]
)
def test_what_ends_with_another_word_does_not_break_off(end: str) -> None:
    assert not breaks_off(end)


def test_a_heading_that_ends_with_a_common_noun_stands_apart() -> None:
    parsed = read_text_string("Opening of the meeting\n\nThe Chair opened it and welcomed all of the wardens.\n")
    assert [block.kind for block in parsed.blocks] == ["heading", "paragraph"]


@pytest.mark.parametrize(
    ("broken", "elsewhere", "word"),
    [
        ("mid-\nwinter", "It is mid day, and winter is here.", "mid-winter"),
        ("mid-\nwinter", "It is late.", "midwinter"),
        ("lake-\nrelated work", "It is late.", "lake-related work"),
        ("CITES-\nringed ones", "It is late.", "CITES-ringed ones"),
        ("put in-\nto French", "It is put into words.", "put into French"),
    ],
)
def test_a_hyphen_between_words_of_the_document_stays(broken: str, elsewhere: str, word: str) -> None:
    source = f"We tell of the migration of herons. The migra-\ntion goes on until {broken}. {elsewhere}\n"
    (block,) = read_text_string(source).blocks
    assert block.text == f"We tell of the migration of herons. The migration goes on until {word}. {elsewhere}"


def test_clauses_of_a_resolution_begin_paragraphs() -> None:
    clauses = [
        "Recalling what the Parties to both Conventions have decided about the herons of all lakes;",
        "Noting that there are many;",
        "Decides to count them.",
    ]
    line = "the wardens of the lakes in the north of Farhaven count the herons and the otters in spring"
    parsed = read_text_string("\n".join([line, f"{line}.", *clauses, ""]))
    assert [block.text for block in parsed.blocks] == [f"{line} {line}.", *clauses]


def test_a_number_alone_below_an_abbreviation_that_awaits_it_is_no_paragraphs() -> None:
    line = "the wardens of the lakes in the north of Farhaven count the herons and the otters in spring"
    parsed = read_text_string(f"{line},\n{line},\n{line}, see Doc.\n72.\n\nMembership\n\n1. {line}.\n")
    assert [(block.number, block.text[-8:]) for block in parsed.blocks] == [
        (None, "Doc. 72."),
        (None, "mbership"),
        ("1", " spring."),
    ]


def test_a_word_on_the_last_line_of_a_text_is_no_heading() -> None:
    line = "the wardens of the lakes in the north of Farhaven count the herons and the otters in spring"
    parsed = read_text_string(f"{line},\n{line},\n{line} here.\nOtters")
    assert [block.text for block in parsed.blocks] == [f"{line}, {line}, {line} here. Otters"]


def test_a_long_text_without_spaces_or_of_spaces_is_read_as_it_is() -> None:
    """Pictures that a converter wrote out as letters are words of many thousands of them."""
    for source in ("ab" * 100_000, " " * 100_000 + "x"):
        assert [block.text for block in read_text_string(source).blocks] == [source.strip()]


def test_a_paragraph_cut_by_the_end_of_a_page_is_printed_with_its_hyphens() -> None:
    source = (
        "1. The wardens of the lakes in the north of Farhaven tell of the migra-\ntion of herons, that is of the "
        "migration of herons that they saw on the lakes and, at\n\fthe lakes of the south, of the herons\n"
        "of the delta.\n"
    )
    (block,) = read_text_string(source).blocks
    assert block.text.endswith("saw on the lakes and, at the lakes of the south, of the herons of the delta.")
    assert "migra-" not in block.text
    assert block.printed == block.text.replace("the migration of herons,", "the migra- tion of herons,")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("and/\nor in every brook.", "and/or in every brook."),
        ("(see https://otters.\nexample.org/rivers).", "(see https://otters.example.org/rivers)."),
        ("(www.otters.example/?id=\n12).", "(www.otters.example/?id=12)."),
    ],
)
def test_what_no_hyphen_cuts_at_a_line_end_is_whole_again(broken: str, said: str) -> None:
    line = "the Secretariat counted otters in every river that flows into a great lake"
    parsed = read_text_string(f"# Otters\n\n{line}\n{line} {broken}\n")
    assert parsed.blocks[1].text == f"{line} {line} {said}"
    assert parsed.ledger.unaccounted == 0


def test_rules_and_fences_are_set_aside() -> None:
    parsed = read_text_string("**One.**\n\n---\n\n* * *\n\n```\nTwo.\n```\n\n_____\n")
    assert [block.text for block in parsed.blocks] == ["One.", "Two."]
    assert parsed.ledger.set_aside["rule"] == 13
    assert parsed.ledger.set_aside["mark_up"] == 10


def test_wrapped_markdown_is_joined() -> None:
    line = "the Secretariat counted *otters* in every river that flows into a great lake"
    source = f"# Otters\n\n{line}\n{line}\n{line} and it is done.\n\n- {line}\n  {line}\n- {line}\n  {line}\n"
    parsed = read_text_string(source)
    assert [block.kind for block in parsed.blocks] == ["heading", "paragraph", "list_item", "list_item"]


def test_the_dialect_and_its_evidence_are_said() -> None:
    parsed = read_text_string("~~old~~ new\n")
    assert [(issue.level, issue.rule) for issue in parsed.issues[:1]] == [("info", "dialect")]
    assert "1 signs of Markdown" in parsed.issues[0].evidence


def test_the_number_of_an_annex_that_begins_a_line_is_no_footnote() -> None:
    parsed = read_text_string(
        "ASSESSMENT OF OTTERS AND OTHER SPECIES OF LAKES PROPOSED FOR ANNEX\n1 OF THE AGREEMENT\n\n"
        "The lakes met.1 They were counted\nby the wardens of all the rivers.\n"
    )
    assert [block.kind for block in parsed.blocks] == ["heading", "paragraph"]
    assert parsed.blocks[0].text.endswith("FOR ANNEX 1 OF THE AGREEMENT")


def test_a_number_that_is_emphasised_is_one() -> None:
    parsed = read_text_string(
        "# Otters\n\n**1.** They met.\n\n<u>2.</u> _<u>Welcomes</u>_ <u>the otters</u>.\n\n"
        "- **3.** They went.\n\n_a)_ to swim; and\n\n*b)* to fish.\n\n**4.5 kg** was their food.\n"
    )
    assert shape(parsed)[1:] == [
        ("paragraph", "1", "They met."),
        ("paragraph", "2", "Welcomes the otters."),
        ("paragraph", "3", "They went."),
        ("list_item", "a)", "to swim; and"),
        ("list_item", "b)", "to fish."),
        ("paragraph", None, "4.5 kg was their food."),
    ]
    assert parsed.ledger.unaccounted == 0


def test_a_heading_that_a_converter_broke_goes_on_on_the_next_line() -> None:
    text = (
        "## Report on what was done for the otters of all the lakes and rivers in\n2090-2094\n\n"
        "1. The otters of all the lakes and rivers of the north were counted in the\n"
        "spring of the year, as the Committee had asked at its meeting, and ringed by\n"
        "the wardens of the reserves, who had been trained for it by the Secretariat\n"
        "of the other convention.\n\n## Short\nThe text below.\n"
    )
    headings = [block.text for block in read_text_string(text).blocks if block.kind == "heading"]
    assert headings == ["Report on what was done for the otters of all the lakes and rivers in 2090-2094", "Short"]


@pytest.mark.parametrize("number", ["**{}.**", "***{}.***", "**{}**.", "**{}.**\n\n", "__{}__)"])
def test_emphasised_numbers_are_those_of_paragraphs(number: str) -> None:
    text = "".join(
        f"{number.format(place)} {words}\n\n" for place, words in ((1, "Otters live in *lakes*."), (2, "So do cranes."))
    )
    parsed = read_text_string(f"# Otters and cranes\n\n{text}")
    assert [((block.number or "").strip(")"), block.text) for block in parsed.blocks[1:]] == [
        ("1", "Otters live in lakes."),
        ("2", "So do cranes."),
    ]
    assert parsed.ledger.unaccounted == 0


def test_a_numbered_paragraph_that_names_a_meeting_on_the_first_page_is_no_cover() -> None:
    above = "The list of otters was agreed at the 90th meeting of the Standing Committee (SC90, Lagos, July"
    source = (
        f"SC91 Doc. 7\nOTTERS OF THE LAKES\n1.\n{above}\n2094). It was sent to all Parties that have rivers or lakes, "
        "and to some others, too,\nwhich asked for it.\n2.\nThe otters were counted in the spring by those who live on "
        "the lakes, and in the autumn\nby the Parties.\n"
    )
    texts = {block.number: block.text for block in read_text_string(source).blocks if block.kind == "paragraph"}
    assert (texts["1"] or "").startswith(f"{above} 2094). It was sent")


def test_short_items_take_no_heading_below_them_where_lines_are_paragraphs() -> None:
    source = "The list has two parts:\n• Otters\n• Cranes of the lakes\nOtters of the lakes\nA1. Count them.\n"
    assert shape(read_text_string(source))[2:4] == [
        ("list_item", None, "• Cranes of the lakes"),
        ("heading", None, "Otters of the lakes"),
    ]


def test_numbers_in_a_row_before_an_annex_belong_to_the_paragraphs_above_them() -> None:
    source = (
        "1.\n\nCount the otters.\n\nRing the otters.\n\nFeed the otters.\n\n2.\n\n3.\n\nAnnex 2\n\n"
        "The ponds are known.\n\nThe lakes are known.\n"
    )
    assert [(block.number, block.text) for block in read_text_string(source).blocks] == [
        ("1", "Count the otters."),
        ("2", "Ring the otters."),
        ("3", "Feed the otters."),
        (None, "Annex 2"),
        (None, "The ponds are known."),
        (None, "The lakes are known."),
    ]


def test_the_last_page_may_be_short() -> None:
    page = "The otters of all lakes and rivers were counted.\n" * 12
    source = f"{page}1\n{page}2\nThey were ringed.\n3\n"
    kinds = [block.text for block in read_text_string(source).blocks if block.kind == "running_footer"]
    assert kinds == ["1", "2", "3"]


def test_a_heading_goes_on_until_its_bracket_closes() -> None:
    words = "The otters of all the lakes and rivers were counted\nby the wardens of the parks.\n"
    heading = "B. Outreach (with due attention to talks between\nSecretariats of all the other wildlife treaties)"
    texts = [block.text for block in read_text_string(f"{words * 3}{heading}\nActivities\nResults\n").blocks]
    assert heading.replace("\n", " ") in texts


@pytest.mark.parametrize("names", ["Description of joint activities Timeframe", "Activities Results by 2094 Lead"])
def test_names_of_columns_on_one_line_are_no_part_of_the_heading_above(names: str) -> None:
    words = "The otters of all the lakes and rivers were counted\nby the wardens of the parks.\n"
    heading = "(A) Harmonization of the names of otters and cranes"
    texts = [
        block.text
        for block in read_text_string(f"{words * 3}{heading}\n{names}\nOtters of lakes\nA1 Count them.\n").blocks
    ]
    assert heading in texts


def test_broken_names_of_columns_are_names_each() -> None:
    source = "Planned activities\nDeadline\nPriorit\ny\nLead\nResults\nI.1 Count the otters.\n2093\nHigh\nCMS\nDone.\n"
    assert [block.text for block in read_text_string(source).blocks][:5] == [
        "Planned activities",
        "Deadline",
        "Priorit y",
        "Lead",
        "Results",
    ]


def test_blank_lines_behind_every_line_part_no_paragraphs() -> None:
    lines = ["1. The otters of all lakes and rivers of the north were counted", "in the spring.", ""] * 4
    title = ["REPORT ON THE OTTERS OF THE LAKES AND OF THE RIVERS", "AND ON THE CRANES OF THE MARSHES", ""]
    doubled = "".join(f"{line}\n\n" for line in [*title, *lines])
    texts = [block.text for block in read_text_string(doubled).blocks]
    assert texts == [
        " ".join(title).strip(),
        *["The otters of all lakes and rivers of the north were counted in the spring."] * 4,
    ]
    apart = "".join(f"{number}. The otters of all lakes and rivers were counted.\n\n" for number in range(1, 9))
    assert len(read_text_string(apart).blocks) == 8


def test_blank_lines_part_paragraphs_of_one_line_though_some_are_broken() -> None:
    """Two of them in a row part paragraphs of a source with one behind every line; else each may."""
    broken = ["The otters of all the lakes and rivers of the north were counted by the", "keepers of the lakes."]
    whole = ["The cranes of all the marshes in the north of the lakes were counted."] * 5
    source = "".join(f"{line}\n\n" for line in [*whole, *broken, "", *whole])
    assert [block.text for block in read_text_string(source).blocks] == [*whole, " ".join(broken), *whole]
    wrapped = "".join(f"{line}\n\n" for line in broken)
    assert [block.text for block in read_text_string("\n".join([wrapped] * 4)).blocks] == [" ".join(broken)] * 4
    assert [block.text for block in read_text_string(wrapped * 4).blocks] == [" ".join(broken)] * 4


def test_a_short_numbered_paragraph_goes_on_behind_the_notes_of_its_page() -> None:
    source = "1. The otters were counted.¹\n2. The Committee is invited\n\n¹ In the spring.\n\nto note this document.\n"
    texts = [(block.kind, block.number, block.text) for block in read_text_string(source).blocks]
    assert ("paragraph", "2", "The Committee is invited to note this document.") in texts


@pytest.mark.parametrize(
    ("below", "heading"),
    [
        ("Otters\nB3. Feed the otters of the northern lakes.\n", "Otters"),
        ("<u>Otters of lakes</u> B3. Feed the otters of the northern lakes.\n", "Otters of lakes B3."),
        ("_Otters_ B3 Feed the otters of the northern lakes.\n", "_Otters_ B3 Feed"),
    ],
)
def test_a_sub_heading_of_codes_ends_an_activity_without_a_stop_where_a_line_is_a_paragraph(
    below: str, heading: str
) -> None:
    above = "B2. Ring the cranes of the southern rivers wherever that can be done"
    blocks = read_text_string(f"B1. Count the cranes.\n{above}\n{below}").blocks
    assert blocks[1].text == above
    assert blocks[2].text.startswith(heading)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_span_of_years_goes_on_in_the_next_line(between: str) -> None:
    source = (
        f"REPORT ON THE JOINT WORK PROGRAMME OF THE TWO SECRETARIATS 2091-{between}2095\n\nThe otters were counted.\n"
    )
    first = read_text_string(source).blocks[0]
    assert (first.kind, first.text) == (
        "heading",
        "REPORT ON THE JOINT WORK PROGRAMME OF THE TWO SECRETARIATS 2091- 2095",
    )


def test_most_numbered_paragraphs_of_a_record_are_headings() -> None:
    said = "The Chair said so.\n\n"
    source = (
        f"RECORD OF OTTERS\n\n1. Opening remarks\n\n{said}Counting\n\n2. Adoption of the count\n\n{said}3. Rivers\n\n"
        f"3.1 The great river\n\n{said}4. The otters were counted again.\n\n"
    )
    parsed = read_text_string(source)
    assert [(block.number, block.text, block.level) for block in parsed.blocks if block.kind == "heading"][1:] == [
        ("1", "Opening remarks", 3),
        (None, "Counting", 2),
        ("2", "Adoption of the count", 3),
        ("3", "Rivers", 3),
        ("3.1", "The great river", 4),
    ]
    listed = "1. Opening remarks\n\n2. Adoption of the count\n\n3. Rivers\n\n4. Lakes\n\n" + said
    assert {block.kind for block in read_text_string(listed).blocks} == {"paragraph"}


def test_the_last_clause_but_one_of_a_preamble_ends_in_and() -> None:
    source = "# Otters\n\nRecalling the otters,\n\nMindful of their rivers, and\n\nNoting with thanks the work.\n"
    assert [block.text for block in read_text_string(source).blocks[2:]] == [
        "Mindful of their rivers, and",
        "Noting with thanks the work.",
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The Committee:", "paragraph"),
        ("RECOMMENDS that Parties:", "paragraph"),
        ("Recommendations:", "heading"),
        ("Action requested of the Meeting of the Signatories:", "heading"),
    ],
)
def test_a_sentence_that_a_list_goes_on_with_is_no_heading(line: str, kind: str) -> None:
    text = f"The otters were counted in the north.\n\n{line}\n\na) note the report; and\n\nb) adopt the plan.\n"
    assert read_text_string(text).blocks[1].kind == kind


def test_a_number_may_be_one_put_in() -> None:
    text = "3. The otters were counted.\n\n3bis. The herons were counted.\n\n3 ter. The geese were counted.\n"
    assert [block.number for block in read_text_string(text).blocks] == ["3", "3bis", "3 ter"]


def test_brackets_that_a_line_of_the_cover_opens_are_closed_on_the_next() -> None:
    head = "                DECISIONS\n\n Adopted by the Conference of the Parties at its 93rd Meeting (Lagos,\n"
    text = f"{head}                February 2095)\n\nOTTERS\n\nThe otters of the lakes were counted in the north.\n"
    assert read_text_string(text).blocks[1].text.endswith("93rd Meeting (Lagos, February 2095)")


@pytest.mark.parametrize(
    ("begins", "parts"),
    [("Results:", True), ("Activity A2:", True), ("Resultados:", True), ("Lakes:", False), ("Activity A2", False)],
)
def test_labels_and_codes_behind_their_word_begin_paragraphs_where_lines_end_as_printed(
    begins: str, parts: bool
) -> None:
    prose = "The herons were counted by wardens who live at the\nlake, and by all others who had the time for it.\n"
    text = (
        "Activity A1: Count the herons of the lake in spring.\n"
        + f"{begins} the herons that nest there were counted.\n"
    )
    blocks = [block.text for block in read_text_string(prose * 4 + "\n" + text).blocks]
    assert blocks[-1].startswith(begins) is parts


def test_a_tab_before_each_paragraph_is_its_indent_and_parts_no_cells() -> None:
    texts = ["Otters", "A1. Count them on all lakes of the north, together with those who live there.", "The end."]
    parsed = read_text_string("\n\n".join(f"\t{text}" for text in texts))
    assert parsed.tables == []
    assert [block.text for block in parsed.blocks] == texts


@pytest.mark.parametrize(("names", "alone"), [("Joint activities\nTime frame\n", True), ("They count.\n", False)])
def test_the_last_name_of_columns_does_not_go_on_in_a_cell_that_a_page_broke(names: str, alone: bool) -> None:
    prose = "The herons were counted by wardens who live at the\nlake, and by all others who had the time for it.\n"
    text = prose * 4 + f"\n{names}Results to date\nwere kept at the lake by those who counted them.\n"
    assert ("Results to date" in [block.text for block in read_text_string(text).blocks]) is alone


def test_the_last_item_of_a_list_may_have_no_stop_where_a_line_is_a_paragraph() -> None:
    item = "• the friends of the lakes in the plain and of all other lakes there (FLP)"
    parsed = read_text_string(f"Tell:\n• the wardens; and\n{item}\nCranes were counted in all lakes in May of 2094.\n")
    assert [block.text for block in parsed.blocks[-2:]] == [item, "Cranes were counted in all lakes in May of 2094."]


def test_a_heading_as_far_in_as_the_numbered_paragraph_above_it_stands_by_itself() -> None:
    lines = ["1. Otters were counted in the lakes of the north.", "Background", "2. Bears were counted, too.", "Next"]
    parsed = read_text_string("".join(f" {line}\n" for line in lines))
    assert [block.text for block in parsed.blocks] == [line.removeprefix("1. ").removeprefix("2. ") for line in lines]


@pytest.mark.parametrize("title", ["A. Herons of lakes (with all\nIbises)", "A. Herons (Ardea,\nEgretta and others)"])
def test_a_theme_closes_the_brackets_that_it_opens(title: str) -> None:
    said = (
        "The wardens of the northern lakes counted the herons of all lakes in spring and\nin autumn, and told it.\n\n"
    )
    found = [block.text for block in read_text_string(f"{said * 6}{title}\n\n{said}").blocks]
    assert title.replace("\n", " ") in found
