import pytest

from pipeline.model import Block
from pipeline.parse.text import read_text_string
from pipeline.parse.text.coverage import Coverage
from pipeline.parse.text.inline import read_inline
from pipeline.parse.text.runs import collapsed, normalised


def read(source: str, markdown: bool = True) -> tuple[str, list[tuple[str, str]]]:
    coverage = Coverage(source)
    run = collapsed(read_inline(0, len(source), coverage, markdown=markdown), coverage)
    text, spans = normalised(run)
    return text, [(span.style, text[span.start : span.end]) for span in spans]


@pytest.mark.parametrize(
    ("source", "text", "spans"),
    [
        ("the *Saiga tatarica* herd", "the Saiga tatarica herd", [("italic", "Saiga tatarica")]),
        ("the _Saiga tatarica_ herd", "the Saiga tatarica herd", [("italic", "Saiga tatarica")]),
        ("**Annex 1** to", "Annex 1 to", [("bold", "Annex 1")]),
        ("***both***", "both", [("italic", "both"), ("bold", "both")]),
        ("the ~~OLD~~ NEW office", "the OLD NEW office", [("strikethrough", "OLD")]),
        ("~~gone ~~stays", "gone stays", [("strikethrough", "gone ")]),
        ("<u>www.example.org</u>", "www.example.org", [("underline", "www.example.org")]),
        ("<i>ad hoc</i> <b>now</b>", "ad hoc now", [("italic", "ad hoc"), ("bold", "now")]),
        ("<s>out</s><ins>in</ins>", "outin", [("strikethrough", "out"), ("underline", "in")]),
        ("94<sup>th</sup> Meeting", "94th Meeting", [("superscript", "th")]),
        ("to 2095¹) was", "to 2095¹) was", [("superscript", "¹")]),
        ("as said.[^3]", "as said.3", [("superscript", "3")]),
        ("as said$^{12}$", "as said12", [("superscript", "12")]),
        ("see [SC98 Doc. 6.2](#) and [that](http://x.org/a_(b))", "see SC98 Doc. 6.2 and that", []),
        ("Parties [should] act (soon)", "Parties [should] act (soon)", []),
        ("<https://x.org/a>", "https://x.org/a", []),
        ("https://x.org/a_b_c and *x*", "https://x.org/a_b_c and x", [("italic", "x")]),
        (r"1\. not a list \*star\*", "1. not a list *star*", []),
        ("_Loutre d 'Europe_B2. Compter", "Loutre d 'Europe B2. Compter", [("italic", "Loutre d 'Europe")]),
        ("5 * 3 * 2 and snake_case_name", "5 * 3 * 2 and snake_case_name", []),
        ("an *unclosed star", "an *unclosed star", []),
        ("R&amp;D &lt;5 &eacute;&nbsp;x &unknown;", "R&D <5 é x &unknown;", []),
        ("a < b > c <www> <q>", "a < b > c <www> <q>", []),
        ("one<br>two<!-- no -->three", "one twothree", []),
        ("![logo](logo.png) words", "words", []),
        ("trans\u00adboundary\u200b range", "transboundary range", []),
        ("two  words\u00a0\u2003here ", "two words here", []),
        ("cafe\u0301", "café", []),
        ("*cafe\u0301* noir", "café noir", [("italic", "café")]),
    ],
)
def test_mark_up_becomes_spans(source: str, text: str, spans: list[tuple[str, str]]) -> None:
    assert read(source) == (text, spans)


def test_without_markdown_only_html_is_mark_up() -> None:
    assert read("*one* <i>two</i> [three](four)", markdown=False) == ("*one* two [three](four)", [("italic", "two")])


def test_every_character_of_mark_up_is_set_aside_by_kind() -> None:
    source = "![logo](l.png) *a*\u00ad b"
    coverage = Coverage(source)
    run = collapsed(read_inline(0, len(source), coverage, markdown=True), coverage)
    assert run.text == "a b"
    assert coverage.ledger().set_aside == {"image": 14, "invisible": 1, "mark_up": 2, "white_space": 1}


def test_a_character_is_marked_once() -> None:
    coverage = Coverage("abc")
    coverage.take(0, 2)
    with pytest.raises(ValueError, match="already accounted for"):
        coverage.set_aside(1, 3, "mark_up")
    assert coverage.ledger().unaccounted == 1


@pytest.mark.parametrize("heading", ["", "## Herons\n\n"])
def test_words_between_angle_brackets_that_are_no_tags_are_text(heading: str) -> None:
    parsed = read_text_string(
        heading + "The herons <b>wade</b> where <Foo Bar> and <foo> are, a <font color=red>red</font> one.\n"
    )
    assert parsed.blocks[-1].text == "The herons wade where <Foo Bar> and <foo> are, a red one."


def test_the_end_of_a_link_that_begins_nowhere_is_text() -> None:
    parsed = read_text_string("## Herons\n\nThey wade](there) in [lakes](here).\n")
    assert parsed.blocks[-1].text == "They wade](there) in lakes."


def test_emphasis_may_run_over_a_line_end() -> None:
    parsed = read_text_string("**CONVENTION ON  \nHEDGEHOGS**\n\n*The Parties to the  \nConvention*\n")
    assert [block.text for block in parsed.blocks] == ["CONVENTION ON HEDGEHOGS", "The Parties to the Convention"]
    assert [span.style for block in parsed.blocks for span in block.spans] == ["bold", "italic"]


def struck(block: Block) -> list[str]:
    return [block.text[span.start : span.end] for span in block.spans if span.style == "strikethrough"]


def test_struck_out_text_without_any_underline_says_that_insertions_are_lost() -> None:
    parsed = read_text_string("1. *Requests* the ~~old~~ new Secretariat;\n2. *Urges* **all** Parties.\n")
    assert struck(parsed.blocks[0]) == ["old"]
    assert not parsed.insertions_recoverable


def test_underlined_text_makes_insertions_recoverable() -> None:
    parsed = read_text_string("1. *Requests* the ~~old~~ <u>new</u> Secretariat;\n2. *Urges* **all** Parties.\n")
    assert parsed.insertions_recoverable


def test_bracketed_spans_of_pandoc_have_the_style_of_their_class() -> None:
    parsed = read_text_string("## Otters\n\nThe [old]{.mark} [new]{.underline} text, [as is] {.it}, x]{.ul}.\n")
    block = parsed.blocks[-1]
    assert block.text == "The old new text, [as is] {.it}, x]{.ul}."
    assert [(block.text[span.start : span.end], span.style) for span in block.spans] == [("new", "underline")]
