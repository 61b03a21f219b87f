import pytest

from pipeline.model import Block, BlockKind, Fragment, Ledger, ParsedDocument
from pipeline.parse.structure import annex_of_line, finish
from pipeline.parse.text import read_text_string


def block(
    kind: BlockKind, text: str, page: int | None = None, number: str | None = None, level: int | None = None
) -> Block:
    return Block(kind, text, [Fragment(page=page)], number=number, level=level)


def document(*blocks: Block) -> ParsedDocument:
    return ParsedDocument("application/pdf", "pdf", list(blocks), [], Ledger(), pages=9)


def finished(source: str) -> ParsedDocument:
    parsed = read_text_string(source)
    finish(parsed, "specimen")
    return parsed


def annexes(parsed: ParsedDocument) -> list[tuple[str, str | None]]:
    return [(one.text, one.annex) for one in parsed.blocks]


def test_blocks_and_tables_are_numbered_in_order() -> None:
    parsed = finished("1. One.\n\nActivity\tResult\nA1. Count.\tDone.\nA2. Stop.\tNo.\n\n2. Two.\n")
    assert [one.block_id for one in parsed.blocks][:2] == ["specimen/b0001", "specimen/b0002"]
    assert [table.table_id for table in parsed.tables] == ["specimen/t1"]


@pytest.mark.parametrize(
    ("line", "annex"),
    [
        ("Annex 1", "annex 1"),
        ("ANNEX 2", "annex 2"),
        ("(Annex 2)", "annex 2"),
        ("Annexe II", "annex ii"),
        ("Anexo 3", "annex 3"),
        ("ANNEX", "annex"),
        ("Annexe", "annex"),
        ("ANNEXE B", "annex b"),
        ("Annex 2 (Rev. 1)", "annex 2"),
        ("Annex 3 (English only / Únicamente en inglés / Seulement en anglais)", "annex 3"),
        ("SC98 Doc. 13 Annex 1", "annex 1"),
        ("ANNEX 4: DRAFT PROGRAMME", "annex 4"),
        ("Annex 1 to the present document", None),
        ("See Annex 1", None),
        ("Annexes", None),
        ("Annex 1 contains a draft.", None),
    ],
)
def test_which_lines_open_an_annex(line: str, annex: str | None) -> None:
    assert annex_of_line(block("paragraph", line)) == annex


def test_a_line_that_names_an_annex_opens_it() -> None:
    parsed = finished("1. See Annex 1 and Annex 2.\n\nAnnex 1\n\nText one.\n\nANNEX 2\n\nA\tB\nC1. Do.\tNo.\n")
    assert annexes(parsed)[:4] == [
        ("See Annex 1 and Annex 2.", None),
        ("Annex 1", "annex 1"),
        ("Text one.", "annex 1"),
        ("ANNEX 2", "annex 2"),
    ]
    assert [table.annex for table in parsed.tables] == ["annex 2"]
    assert not [issue for issue in parsed.issues if issue.rule == "annex-inferred"]


def test_a_list_of_annexes_opens_none() -> None:
    parsed = finished(
        "Annex 1: OTTERS\n\nAnnex 2: BEARS\n\n1. Text.\n\nANNEX 1\n\nOtters here.\n\nANNEX 2\n\nBears here.\n"
    )
    assert [annex for _, annex in annexes(parsed)] == [None, None, None, "annex 1", "annex 1", "annex 2", "annex 2"]


def test_running_heads_speak_for_their_page_wherever_they_are_read() -> None:
    parsed = document(
        block("paragraph", "Body.", 1, "1"),
        block("running_footer", "SC98 Doc. 1 – p. 1", 1),
        block("heading", "DRAFT OF SOMETHING", 2, level=1),
        block("paragraph", "Text of it.", 2),
        block("running_header", "SC98 Doc. 1 Annex 1", 2),
        block("running_header", "Annex 1", 3),
        block("paragraph", "More of it.", 3),
        block("running_header", "Annex 2", 4),
        block("paragraph", "Another.", 4),
    )
    finish(parsed, "x")
    assert [one.annex for one in parsed.blocks] == [None, None, *["annex 1"] * 5, "annex 2", "annex 2"]


@pytest.mark.parametrize("above", ["The Committee is invited to endorse the draft in", "See also SC98 Doc. 13,"])
def test_a_line_that_ends_the_sentence_above_it_opens_no_annex(above: str) -> None:
    parsed = document(
        block("paragraph", above, 1, "5"),
        block("paragraph", "Annex 2.", 1),
        block("paragraph", "The report is in Annex 1.", 1, "6"),
        block("paragraph", "Annex 2", 2),
        block("paragraph", "A draft.", 2),
    )
    finish(parsed, "x")
    assert [one.annex for one in parsed.blocks] == [None, None, None, "annex 2", "annex 2"]


LOST = (
    "1. A report is in Annex 1 to this document.\n\n2. A draft is in **Annex 2**; see SC98 Doc. 9, Annex 7.\n\n"
    "{}REPORT ON THE PROGRESS REPORT\n\nText.\n\nDRAFT PROGRAMME 2094-2099\n\nText.\n"
)


def test_titles_behind_the_body_open_annexes_whose_lines_are_lost() -> None:
    parsed = finished(LOST.format(""))
    assert [annex for _, annex in annexes(parsed)] == [None, None, "annex 1", "annex 1", "annex 2", "annex 2"]
    noted = [(issue.level, issue.evidence) for issue in parsed.issues if issue.rule == "annex-inferred"]
    assert noted == [("info", "REPORT ON THE PROGRESS REPORT"), ("info", "DRAFT PROGRAMME 2094-2099")]


def test_a_title_right_below_a_title_goes_on_with_it() -> None:
    parsed = finished(LOST.format("").replace("PROGRESS REPORT\n", "PROGRESS\n\nSTATE OF THE PROGRAMME IN 2094\n"))
    assert [annex for _, annex in annexes(parsed)][2:] == [*["annex 1"] * 3, *["annex 2"] * 2]


@pytest.mark.parametrize(("cited", "first"), [("Annex 1", "annex 1"), ("the text below", None)])
def test_the_first_annex_is_inferred_where_a_line_names_the_second_only(cited: str, first: str | None) -> None:
    parsed = finished(
        f"1. A report is in {cited}.\n\n2. A draft is in Annex 2.\n\nREPORT ON THE PROGRESS\n\nText.\n\n"
        "Annex 2\n\nDRAFT PROGRAMME 2094-2099\n\nText.\n"
    )
    assert [annex for _, annex in annexes(parsed)] == [None, None, first, first, *["annex 2"] * 3]
    noted = [(issue.level, issue.evidence) for issue in parsed.issues if issue.rule == "annex-inferred"]
    assert noted == [("warning", "REPORT ON THE PROGRESS")] * bool(first)


def test_an_annex_that_the_body_does_not_cite_is_a_warning() -> None:
    parsed = finished("1. There is no mention.\n\nDRAFT PROGRAMME 2094-2099\n\nText.\n")
    assert [annex for _, annex in annexes(parsed)] == [None, "annex 1", "annex 1"]
    assert [issue.level for issue in parsed.issues if issue.rule == "annex-inferred"] == ["warning"]


def test_a_title_before_paragraphs_that_go_on_counting_opens_nothing() -> None:
    parsed = finished("1. One.\n\nDRAFT PROGRAMME 2094-2099\n\n2. Two.\n\n3. Three.\n")
    assert {annex for _, annex in annexes(parsed)} == {None}


def test_a_draft_that_counts_anew_is_an_annex() -> None:
    parsed = finished("1. One in Annex 1.\n\n2. Two.\n\nPROPOSED AMENDMENTS TO RESOLUTION 93.1\n\n1. *Requests* x;\n")
    assert [annex for _, annex in annexes(parsed)] == [None, None, "annex 1", "annex 1"]


def test_the_section_is_the_path_of_headings_above_and_ends_with_the_annex() -> None:
    parsed = finished(
        "# REPORT\n\n## Rivers\n\n1. One.\n\n## Lakes\n\n2. Two.\n\nANNEX 1\n\n## DRAFT PROGRAMME\n\nText.\n"
    )
    assert [(one.text, one.section) for one in parsed.blocks] == [
        ("REPORT", []),
        ("Rivers", ["REPORT"]),
        ("One.", ["REPORT", "Rivers"]),
        ("Lakes", ["REPORT"]),
        ("Two.", ["REPORT", "Lakes"]),
        ("ANNEX 1", []),
        ("DRAFT PROGRAMME", []),
        ("Text.", ["DRAFT PROGRAMME"]),
    ]


def test_lines_of_the_cover_are_no_headings() -> None:
    parsed = document(
        block("heading", "98th Meeting of the Standing Committee", 1, level=1),
        block("heading", "Lagos, Nigeria, 3 - 5 May 2094", 1, level=2),
        block("heading", "OTTERS AND BEARS", 1, level=1),
        block("paragraph", "Text.", 1, "1"),
        block("heading", "Since 5 May 2094", 1, level=2),
        block("paragraph", "Text.", 1, "2"),
    )
    finish(parsed, "x")
    assert [one.kind for one in parsed.blocks] == [
        "paragraph",
        "paragraph",
        "heading",
        "paragraph",
        "heading",
        "paragraph",
    ]
    assert parsed.blocks[-1].section == ["OTTERS AND BEARS", "Since 5 May 2094"]


@pytest.mark.parametrize(
    ("between", "below", "title_in"),
    [
        ("", "(A) Otters\n\nThey are counted.\n", "annex 1"),
        ("", "DRAFT JOINT WORK PROGRAMME 2095-2099\n\nThey are counted.\n", None),
        ("(A) Otters\n\nResults\n\n", "They are counted.\n", "annex 1"),
        ("(A) Otters\n\n1. They live here.\n\n", "They are counted.\n", None),
    ],
    ids=["none-below", "one-below", "first-lines-of-the-page", "text-of-its-own"],
)
def test_a_title_right_above_the_line_of_its_annex_is_in_it(between: str, below: str, title_in: str | None) -> None:
    title = "IMPLEMENTATION OF THE JOINT WORK PROGRAMME 2090-2094"
    parsed = finished(f"1. See Annex 1.\n\n{title}\n\n{between}Annex 1\n\n{below}")
    assert dict(annexes(parsed))[title] == title_in
    assert dict(annexes(parsed))["They are counted."] == "annex 1"


@pytest.mark.parametrize(
    "lines", [["Annex 1", "JOINT WORK PROGRAMME 2095-2099"], ["JOINT WORK PROGRAMME 2095-2099", "Annex 1"]]
)
def test_a_title_beside_the_line_of_an_annex_is_in_no_later_one(lines: list[str]) -> None:
    parsed = finished(
        "\n\n".join(["1. See Annex 2.", *lines, "It was sent to members.", "Annex 2", "They are counted."])
    )
    assert [annex for _, annex in annexes(parsed)] == [None, *["annex 1"] * 3, *["annex 2"] * 2]


def test_the_title_of_an_annex_below_lines_about_it_begins_no_later_one() -> None:
    above = "prepared by the members who counted herons in the marsh"
    parsed = finished(f"1. See Annexes 1 and 2.\n\nAnnex 1\n\n{above}\n\nREPORT ON THE PROGRESS\n\nText.\n")
    assert [annex for _, annex in annexes(parsed)] == [None, *["annex 1"] * 4]
    assert [issue.rule for issue in parsed.issues if issue.rule.startswith("annex")] == ["annex-not-found"]


def test_a_later_annex_is_inferred_where_a_line_names_the_first_only() -> None:
    source = (
        "1. A report is in Annex 1.\n\n2. A draft is in Annex 2.\n\nAnnex 1\n\nREPORT ON THE PROGRESS\n\nText.\n\n"
        "{}\n\nText.\n"
    )
    parsed = finished(source.format("DRAFT PROGRAMME 2094-2099"))
    assert [annex for _, annex in annexes(parsed)] == [None, None, *["annex 1"] * 3, *["annex 2"] * 2]
    noted = [(issue.level, issue.rule, issue.evidence) for issue in parsed.issues if issue.rule.startswith("annex")]
    assert noted == [("warning", "annex-inferred", "DRAFT PROGRAMME 2094-2099")]
    parsed = finished(source.format("LAKES OF THE NORTH"))
    assert [annex for _, annex in annexes(parsed)] == [None, None, *["annex 1"] * 5]
    noted = [(issue.level, issue.rule, issue.evidence) for issue in parsed.issues if issue.rule.startswith("annex")]
    assert noted == [("warning", "annex-not-found", "A draft is in Annex 2.")]


def test_the_mark_of_a_footnote_is_no_figure_of_the_annex_that_is_cited() -> None:
    parsed = finished(
        "1. A report is in Annex 1.\n\n2. A draft is in Annex 2<sup>1</sup>.\n\nAnnex 1\n\nREPORT ON THE PROGRESS\n\n"
        "Text.\n\nDRAFT PROGRAMME 2094-2099\n\nText.\n\n<sup>1</sup> It was sent to all.\n"
    )
    assert annexes(parsed)[5:7] == [("DRAFT PROGRAMME 2094-2099", "annex 2"), ("Text.", "annex 2")]


@pytest.mark.parametrize(
    "cited",
    [
        "Annex 5 to the Lakes Directive and Annexes 2 and 3 of the Accord name it.",
        "Annexes 2 to 4 of that document, and Annexes 2, 3 and 6 of the Memorandum, name it.",
        "Resolution Conf. 91.24 (Rev. CoP97), Annex 6, and the Accord's Annex 3 name it.",
        "L'annexe 3 de l'Accord, l'annexe 6 d'une directive et les annexes 2 et 4 du document en parlent.",
        "El Anexo 6 de la Resolución, el Anexo 2 del Convenio y los Anexos 3 y 4 de los Estatutos lo nombran.",
    ],
)
def test_annexes_of_other_texts_are_not_missed(cited: str) -> None:
    parsed = finished(f"1. {cited}\n\n2. A report is in Annex 1 to this document.\n\nAnnex 1\n\nREPORT\n\nText.\n")
    assert [annex for _, annex in annexes(parsed)] == [None, None, "annex 1", "annex 1", "annex 1"]
    assert not [issue for issue in parsed.issues if issue.rule.startswith("annex")]


def test_the_first_item_of_a_report_is_a_heading_and_no_line_of_the_cover() -> None:
    parsed = document(
        block("heading", "Ninety-third meeting of the Standing Committee"),
        block("heading", "Agenda item 1. Opening of the meeting"),
        block("paragraph", "The Chair opened the meeting.", number="1"),
    )
    finish(parsed, "d")
    assert [block.kind for block in parsed.blocks] == ["paragraph", "heading", "paragraph"]


def test_the_comments_of_the_secretariat_are_no_annex_whose_line_is_lost() -> None:
    """A paper whose annexes are in other files has them behind its paragraphs: what they ask was that of an annex."""
    text = LOST.format("COMMENTS FROM THE SECRETARIAT\n\nA. The Secretariat agrees.\n\n")
    assert [annex for _, annex in annexes(finished(text))][2:4] == [None, None]
