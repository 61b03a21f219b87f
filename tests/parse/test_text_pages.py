"""Pages on one line, and the frames that sites write around documents; all words invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.parse.identity import identify
from pipeline.parse.text.pages import FRAME, PAGE_NUMBER
from pipeline.parse.text.reader import read_text_string
from tests.parse.shown import shape

CITES = "CONVENTION ON INTERNATIONAL TRADE IN ENDANGERED SPECIES OF WILD FAUNA AND FLORA"
PAGE = (
    f"SC97 Doc. 8.2 – p. 1 Original language: English SC97 Doc. 8.2 {CITES} ____________________ "
    "Ninety-seventh meeting of the Standing Committee Lagos (Nigeria), 7-11 July 2094 Strategic matters "
    "REPORT OF THE HERON GROUP 1. This document has been written by the Heron Group. Introduction "
    "2. At its 98th meeting (CoP98, Dakar, 2093), the Conference asked 3. groups for reed beds. 3. The reeds grow."
)


def test_a_page_on_one_line_is_read_as_its_lines_and_paragraphs() -> None:
    parsed = read_text_string(PAGE)
    assert shape(parsed)[-6:] == [
        ("heading", None, "Strategic matters"),
        ("heading", None, "REPORT OF THE HERON GROUP"),
        ("paragraph", "1", "This document has been written by the Heron Group."),
        ("heading", None, "Introduction"),
        ("paragraph", "2", "At its 98th meeting (CoP98, Dakar, 2093), the Conference asked 3. groups for reed beds."),
        ("paragraph", "3", "The reeds grow."),
    ]
    facts, _ = identify(parsed, {"file": "page.txt"})
    assert facts["symbol"] == "SC97 Doc. 8.2"
    assert facts["meeting_id"] == "CITES-SC97"
    assert facts["title"] == "REPORT OF THE HERON GROUP"
    assert facts["place"] == "Lagos (Nigeria)"
    assert str(facts["meeting_start"]) == "2094-07-07"
    assert parsed.ledger.unaccounted == 0


def test_columns_of_a_cover_on_one_line_are_told_apart() -> None:
    page = (
        "CONVENTION ON Distr. GENERAL MIGRATORY SPECIES UNEP/CMS/COP98/Doc.8.2 31 October 2095 ORIGINAL: ENGLISH "
        "NINETY-EIGHTH MEETING OF THE CONFERENCE OF THE PARTIES Nairobi, 20-25 November 2095 LIST OF REED BEDS "
        "WITH HERONS 1. The list has been written by the Heron Group, with all the reed beds of the lakes in it. "
        "2. It is long."
    )
    facts, _ = identify(read_text_string(page), {"file": "page.txt"})
    assert facts["symbol"] == "UNEP/CMS/COP98/Doc.8.2"
    assert facts["meeting_id"] == "CMS-COP98"
    assert facts["title"] == "LIST OF REED BEDS WITH HERONS"
    assert (facts["place"], str(facts["issued"])) == ("Nairobi", "2095-10-31")


def test_a_letterhead_beside_symbol_and_date_is_no_part_of_them() -> None:
    page = (
        "      CONVENTION ON                              Distribution: General\n"
        "      MIGRATORY                                  UNEP/CMS/COP98/Doc.8.2\n"
        "      SPECIES                                    31 October 2095\n"
        "                                                 Original: English\n\n"
        "NINETY-EIGHTH MEETING OF THE CONFERENCE OF THE PARTIES\nNairobi, 20-25 November 2095\n\n"
        "                       LIST OF REED BEDS\n\n"
        "1.    The list      has been written by the Heron Group on 3 October 2095.\n"
    )
    parsed = read_text_string(page)
    facts, _ = identify(parsed, {"file": "page.txt"})
    assert (facts["symbol"], facts["title"]) == ("UNEP/CMS/COP98/Doc.8.2", "LIST OF REED BEDS")
    assert (facts["place"], str(facts["meeting_start"])) == ("Nairobi", "2095-11-20")
    assert str(facts["issued"]) == "2095-10-31"
    assert parsed.blocks[-1].text == "The list has been written by the Heron Group on 3 October 2095."


def test_the_title_of_a_summary_record_is_told_from_what_follows_it() -> None:
    page = (
        f"CoP98 Com. II Rec. 3 – p. 1 Original language: English CoP98 Com. II Rec. 3 {CITES} ________ "
        "Ninety-eighth meeting of the Conference of the Parties Dakar (Senegal), 24 September – 5 October 2096 "
        "Summary record of the third session of Committee II 26 September 2096: 14h15 – 17h50 Chair: A. Heron "
        "Rapporteurs: B. Reed C. Lake 57. Herons The Chair asked for the reed beds of the lakes to be counted."
    )
    facts, _ = identify(read_text_string(page), {"file": "page.txt"})
    assert facts["symbol"] == "CoP98 Com. II Rec. 3"
    assert facts["title"] == "Summary record of the third session of Committee II"


@pytest.mark.parametrize(
    "text",
    [
        PAGE[:200],
        "At the 97th meeting of the Standing Committee (Lagos, 7-11 July 2094), REED BEDS AND HERONS were told of. "
        "1. The herons live. 2. The reeds grow. " + "And they go on growing in the lakes. " * 8,
        "In document SC97 Doc. 8.2, the Standing Committee wrote: 1. The herons live. 2. The reeds grow. "
        + "And they go on growing in the lakes. " * 8,
    ],
)
def test_what_is_no_page_stays_one_paragraph(text: str) -> None:
    assert len(read_text_string(text).blocks) == 1


def test_a_frame_is_set_aside_by_name_and_page_numbers_too() -> None:
    parsed = read_text_string(
        f'{CITES}\n\nSize: px\nStart display at page:\n\nDownload "{CITES}"\n\nTranscription\n\n1 {PAGE}'
    )
    assert parsed.ledger.set_aside[PAGE_NUMBER] == 1
    assert parsed.ledger.set_aside[FRAME] == len(f'Size: pxStart display at page:Download "{CITES}"Transcription')
    assert parsed.ledger.unaccounted == 0
    assert not any("Download" in block.text or block.text.startswith("1 ") for block in parsed.blocks)


def test_a_frame_ends_with_the_last_line_however_far_behind_the_cover() -> None:
    text = "".join(f"{number}. The wardens counted {number} herons at the lakes.\n\n" for number in range(1, 60))
    parsed = read_text_string(f"{CITES}\n\n{text}Show full text\n")
    assert parsed.blocks[-1].text == "The wardens counted 59 herons at the lakes."
    assert parsed.ledger.set_aside[FRAME] == len("Show full text")


def test_words_of_a_frame_alone_are_the_documents() -> None:
    parsed = read_text_string("Documents\n\nReport\n\nHerons live in the reed beds of the lakes.\n")
    assert [text for _, _, text in shape(parsed)][:2] == ["Documents", "Report"]


def test_pages_behind_the_first_are_parted_by_their_numbered_paragraphs() -> None:
    seen = "The Heron Group has looked at all the reed beds of the lakes and has told the wardens what it saw there. "
    first = PAGE.replace("asked 3. groups for", "asked of 3. Groups what").replace(
        "Strategic matters", "Matters of SC96 Doc. 4"
    )
    source = f"7\n\n{first}\n2 {seen * 3}4. Otters too.\n\nA line.\n\n3 {seen * 3}9. Nobody knows. 5. Few do.\n"
    parsed = read_text_string(source)
    assert shape(parsed)[-11:] == [
        ("paragraph", None, "Matters of SC96 Doc. 4"),
        ("heading", None, "REPORT OF THE HERON GROUP"),
        ("paragraph", "1", "This document has been written by the Heron Group."),
        ("heading", None, "Introduction"),
        (
            "paragraph",
            "2",
            "At its 98th meeting (CoP98, Dakar, 2093), the Conference asked of 3. Groups what reed beds.",
        ),
        ("paragraph", "3", "The reeds grow."),
        ("paragraph", None, (seen * 3).strip()),
        ("paragraph", "4", "Otters too."),
        ("paragraph", None, "A line."),
        ("paragraph", None, f"{seen * 3}9. Nobody knows."),
        ("paragraph", "5", "Few do."),
    ]
    assert (parsed.ledger.set_aside[FRAME], parsed.ledger.set_aside[PAGE_NUMBER]) == (1, 2)
    assert parsed.ledger.unaccounted == 0


def test_an_ordinal_that_begins_a_page_is_no_page_number() -> None:
    page = (
        "98 th MEETING OF THE CONFERENCE OF THE PARTIES Nairobi, 20-25 November 2095 Agenda Item 5 LIST OF REED BEDS "
        "The list has been written by the Heron Group, with all the reed beds of the lakes in it, " + "and more " * 20
    )
    assert read_text_string(page).blocks[0].text.startswith("98 th MEETING")


@given(st.lists(st.sampled_from(["Herons live.", "Reeds grow in lakes.", "See SC97 Doc. 3."]), min_size=2, max_size=30))
def test_any_number_of_paragraphs_comes_back(sentences: list[str]) -> None:
    body = " ".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, start=1))
    parsed = read_text_string(PAGE[: PAGE.index("1. This")] + body)
    numbered = [(block.number, block.text) for block in parsed.blocks if block.number]
    assert numbered == [(str(number), sentence) for number, sentence in enumerate(sentences, start=1)]
    assert parsed.ledger.unaccounted == 0


def test_the_letter_of_a_first_section_is_no_part_of_the_title() -> None:
    page = PAGE.replace(
        "REPORT OF THE HERON GROUP 1. This", "PROPOSALS OF THE HERON GROUP A. Proposal The herons. 1. This"
    )
    facts, _ = identify(read_text_string(page), {"file": "page.txt"})
    assert facts["title"] == "PROPOSALS OF THE HERON GROUP"


def test_a_page_without_a_meeting_is_a_cover_by_symbol_and_distribution() -> None:
    page = (
        "Memorandum on the Reed Beds of the Lakes Distribution: General UNEP/CMS/Raptors/TAG9/Report 1 October 2095 "
        "REPORT OF THE HERON GROUP March 2095 Dakar, Senegal " + "Herons live in the reed beds of the lakes. " * 8
    )
    facts, _ = identify(read_text_string(page), {"file": "page.txt"})
    assert (facts["symbol"], str(facts["issued"])) == ("UNEP/CMS/Raptors/TAG9/Report", "2095-10-01")


def test_ordinals_in_small_letters_belong_to_words_in_capitals() -> None:
    page = (
        "Convention sur la conservation des espèces migratrices appartenant à la faune sauvage Secrétariat assuré par "
        "le Programme des Nations Unies pour l'environnement RAPPORT DE LA 96 ème RÉUNION DU CONSEIL SCIENTIFIQUE DE "
        "LA CMS Dakar, Sénégal, 28-30 juin 2094 1. Le président a déclaré ouverte la réunion et a remercié les "
        "participants de la réunion. 2. Les hérons ont été comptés."
    )
    facts, _ = identify(read_text_string(page), {})
    assert facts["meeting_id"] == "CMS-ScC96"
    assert facts["place"] == "Dakar, Sénégal"
    page = (
        "CONVENTION ON Distr. GENERAL MIGRATORY SPECIES UNEP/CMS/COP98/Doc.8.2 31 October 2095 ORIGINAL: ENGLISH "
        "98 th MEETING OF THE CONFERENCE OF THE PARTIES Nairobi, 20-25 November 2095 REPORT OF THE 96 th MEETING "
        "OF THE HERON GROUP 1. The report has been written by the Heron Group, with all the reed beds of the lakes in "
        "it. 2. It is long."
    )
    assert ("REPORT OF THE 96 th MEETING OF THE HERON GROUP") in [text for _, _, text in shape(read_text_string(page))]


def test_days_in_two_months_of_which_the_dash_is_lost_are_days_of_a_meeting() -> None:
    page = PAGE.replace("7-11 July 2094", "28 June 3 July 2094")
    facts, _ = identify(read_text_string(page), {})
    assert (str(facts["meeting_start"]), str(facts["meeting_end"])) == ("2094-06-28", "2094-07-03")


def test_what_is_downloaded_is_named_by_the_frame() -> None:
    text = "Download Report of the 96th meeting of the Standing Committee\n\nTranscript\n" + PAGE
    assert shape(read_text_string(text)) == shape(read_text_string(PAGE))


def test_a_symbol_that_ends_a_sentence_is_no_running_head() -> None:
    sentence = "The otters were counted, and the numbers are in the annex to document\nSC98 Doc. 13.\n"
    parsed = read_text_string(f"1. {sentence}2. {sentence}3. {sentence}")
    assert {block.kind for block in parsed.blocks} == {"paragraph"}


def test_a_year_above_the_number_of_a_page_is_an_entry() -> None:
    prose = ["Otters live in lakes.", "They eat fish.", "Fish are eaten.", "So are crabs.", "Herons eat both."]
    entries = ("Nil", "2012", "No", "Nil")
    for head in ("", "SC98 Doc. 13\n"):
        pages = [
            "\n".join(f"{line} {word}" for line in prose) + f"\n{entry}\n{head}{page}\n"
            for page, (word, entry) in enumerate(zip(("One.", "Two.", "Three.", "Four."), entries, strict=True), 1)
        ]
        parsed = read_text_string("\f".join(pages))
        feet = [block.text for block in parsed.blocks if block.kind == "running_footer"]
        assert feet == ["1", "2", "3", "4"]


@pytest.mark.parametrize(("last", "feet"), [("2", ["1", "2"]), ("2\nHerons eat both.", [])])
def test_two_numbers_alone_are_those_of_pages_where_the_text_ends_with_one(last: str, feet: list[str]) -> None:
    prose = "\n".join(f"{number}. Otters live in lakes, and eat what swims there." for number in range(1, 12))
    parsed = read_text_string(f"{prose}\n1\n{prose}\nOf 2096\n2096\n{last}\n")
    assert [block.text for block in parsed.blocks if block.kind == "running_footer"] == feet


def test_the_white_space_between_columns_makes_no_lines() -> None:
    prose = "\n".join(f"{number}. Otters live in lakes, and eat what swims there." for number in range(1, 12))
    parsed = read_text_string(f"{prose}\n1\n{f'See{1500 * chr(32)}them.'}\n1\n{prose}\n2\n")
    assert [block.text for block in parsed.blocks if block.kind == "running_footer"] == ["1", "2"]


def test_names_of_columns_run_together_below_each_foot_are_no_running_head() -> None:
    names = "Joint activity Deadline Status of implementation"
    page = "The herons of this lake were counted by all who live there.\n" * 3
    parsed = read_text_string("".join(f"{names}\n{page}SC99 Doc. 3 – p. {number}\n\f" for number in range(1, 5)))
    assert [block.kind for block in parsed.blocks if names in block.text].count("running_header") == 0
    assert [block.text for block in parsed.blocks if block.kind == "running_footer"][-1] == "SC99 Doc. 3 – p. 4"


@pytest.mark.parametrize(("last", "feet"), [("4", ["1", "2", "3", "4"]), ("9", ["1", "2", "3"])])
def test_the_next_number_that_ends_the_source_is_a_pages_though_no_head_stands_beside_it(
    last: str, feet: list[str]
) -> None:
    head = "UNEP/CMS/StC61/Doc.18"
    page = "The herons of this lake were counted by all who live there.\n"
    parsed = read_text_string("".join(f"{head}\n{page}{number}\n" for number in (1, 2, 3)) + f"{head}\n{page}{last}\n")
    assert [block.text for block in parsed.blocks if block.kind == "running_footer"] == feet


@pytest.mark.parametrize("title", ["HERONS OF THE NORTH", "HERONS AND CRANES OF THE NORTH, AND OF ALL ITS LAKES"])
def test_a_cover_on_one_line_above_paragraphs_of_their_own_is_read_as_its_lines(title: str) -> None:
    cover = (
        "Distribution: General UNEP/CMS/StC98/Doc.8.2 31 October 2095 Original: English 98th MEETING OF THE STANDING "
        f"COMMITTEE Bonn, Germany, 20 - 22 November 2095 Agenda Item 8.2 {title} (Prepared by the Secretariat)"
    )
    body = "\n\n1. They were counted at the 97th meeting (Bonn, 3 May 2094).\n\n2. They are 3. Two nest."
    parsed = read_text_string(cover + body)
    facts, _ = identify(parsed, {"file": "page.txt"})
    assert (facts["symbol"], facts["meeting_id"]) == ("UNEP/CMS/StC98/Doc.8.2", "CMS-StC98")
    assert (facts["title"], str(facts["issued"])) == (title, "2095-10-31")
    assert [block.number for block in parsed.blocks if block.number] == ["1", "2"]
    assert parsed.ledger.unaccounted == 0


def test_a_running_head_on_two_lines_is_one_where_both_together_are_a_symbol_and_a_page() -> None:
    page = "The herons of this lake were counted by all who live there,\nand the cranes.\n"
    parsed = read_text_string("".join(f"{page}SC98\nDoc. 13.2 – p. {number}\n" for number in range(1, 4)))
    assert {block.text for block in parsed.blocks if block.kind.startswith("running")} >= {"SC98"}
    assert not any("SC98" in block.text for block in parsed.blocks if not block.kind.startswith("running"))
    cells = read_text_string(f"{page}SC98\nDoc. 13\n{page}SC98\nDoc. 13\n{page}")
    assert not any(block.kind.startswith("running") for block in cells.blocks)


def test_what_says_that_a_table_goes_on_is_no_row_of_it_where_it_is_a_line_of_its_own() -> None:
    page = (
        "Description of joint activities          Results\n"
        "A{}. {} the otters of the lakes        Done in all lakes of\n"
        "of the north.                            the {}.\n"
        "A{}. {} the otters of the rivers.      No.\n"
    )
    source = page.format(1, "Count", "north", 2, "Ring ") + "Continued on next page\n\f"
    parsed = read_text_string(source + page.format(3, "Feed ", "south", 4, "Watch"))
    assert [block.text for block in parsed.blocks if block.kind == "running_footer"] == ["Continued on next page"]
    assert [table.rows for table in parsed.tables] == [5]
    sentence = read_text_string("What was done in the lakes is\ncontinued on the next page\n")
    assert "running_footer" not in {block.kind for block in sentence.blocks}


def test_where_a_row_or_paragraph_is_one_line_a_page_has_few_of_them() -> None:
    row = f"| B{{0}}. {'Count the cranes of the lakes. ' * 9} | {'They were counted. ' * 9} |\n"
    names = "| Joint activities | Results |\n|---|---|\n"
    pages = [
        f"{names}{row.format(page)}\n{page}\n\nUNEP/CMS/StC98/Doc.3/Annex {min(page, 3)}\n\n" for page in range(1, 5)
    ]
    parsed = read_text_string(f"# Herons\n\n{''.join(pages)}{names}{row.format(5)}")
    kinds = {block.text: block.kind for block in parsed.blocks}
    assert [kinds[str(page)] for page in range(1, 5)] == ["running_footer"] * 4
    assert [kinds[f"UNEP/CMS/StC98/Doc.3/Annex {annex}"] for annex in (2, 3)] == ["running_header"] * 2
