import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import UnreadableSourceError
from pipeline.parse.text import read_text, read_text_string
from pipeline.parse.text.decode import decode

SENTENCE = "Réunion à Genève: 7 espèces – señal “ok”."


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_character_of_the_text(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + SENTENCE.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.issues) == (SENTENCE, encoding, [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_zero_bytes_and_named(encoding: str) -> None:
    decoded = decode(SENTENCE.encode(encoding))
    assert decoded.text == SENTENCE
    assert [issue.rule for issue in decoded.issues] == ["encoding-guessed"]


@pytest.mark.parametrize(("encoding", "name"), [("latin-1", "Windows-1252"), ("cp1252", "Windows-1252")])
def test_latin_1_is_read_and_named(encoding: str, name: str) -> None:
    text = "Réunion à Genève, señal"
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, name)
    assert [(issue.level, issue.rule) for issue in decoded.issues] == [("warning", "encoding-latin-1")]
    assert name in decoded.issues[0].message


def test_a_byte_that_windows_1252_lacks_leaves_latin_1() -> None:
    data = ("é" * 200).encode("latin-1") + b"\x81"
    decoded = decode(data)
    assert decoded.encoding == "Latin-1"
    assert len(decoded.text) == len(data)


@pytest.mark.parametrize(
    ("data", "text", "place"),
    [(b"\xef\xbb\xbfherons \xff wade", "herons \ufffd wade", 10), (b"\xff\xfeh\x00e\x00\x00\xd8", "he\ufffd", 6)],
)
def test_the_place_of_a_damage_behind_a_byte_order_mark_is_that_in_the_file(data: bytes, text: str, place: int) -> None:
    decoded = decode(data)
    assert decoded.text == text
    assert [(issue.rule, issue.evidence) for issue in decoded.issues] == [
        ("encoding-damaged", f"first at byte {place}")
    ]


@pytest.mark.parametrize("behind", ["", "\nActivity\tResults\nA1. Count her\u00ad\nons\tDone\n"])
def test_letters_of_ligatures_are_put_right_in_place(tmp_path: Path, behind: str) -> None:
    path = tmp_path / "swapped.txt"
    path.write_text(f"The informa\u7400\u6900on of the Par\u7400\u6900es.\n{behind}")
    parsed = read_text(path)
    assert parsed.blocks[0].text == "The information of the Parties."
    assert [issue.rule for issue in parsed.issues] == ["characters-swapped", "dialect"]


@pytest.mark.parametrize(
    ("words", "lost"), [("Commitee meetng", []), ("Commitee meetng partcipated", ["letters-lost"])]
)
def test_letters_of_ligatures_that_a_converter_lost_in_places_are_named(words: str, lost: list[str]) -> None:
    parsed = read_text_string(f"The Committee participated in the meeting.\n\n{words}\n")
    assert [issue.rule for issue in parsed.issues if issue.level == "warning"] == lost


def test_a_damaged_utf_8_text_stays_utf_8_with_the_place_of_the_damage() -> None:
    data = "espèces protégées à Genève ".encode() + b"\xff" + "déjà".encode()
    decoded = decode(data)
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") == 1
    assert [issue.rule for issue in decoded.issues] == ["encoding-damaged"]
    assert str(data.index(b"\xff")) in decoded.issues[0].evidence


@pytest.mark.parametrize("data", [b"", b"  \r\n\t\n", codecs.BOM_UTF8, b"\x00\x00\x00"])
def test_nothing_but_white_space_is_an_empty_source(data: bytes) -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        decode(data)
    assert caught.value.cause == "empty"


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04rest", "zip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"{\\rtf1 text}", "RTF"),
        (bytes(range(256)) * 4, "binary"),
    ],
)
def test_a_binary_named_as_text_is_refused_by_what_it_is(data: bytes, named: str) -> None:
    with pytest.raises(UnreadableSourceError, match=named) as caught:
        decode(data)
    assert caught.value.cause == "binary"


def test_a_file_that_cannot_be_opened_has_a_cause(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        read_text(tmp_path / "nowhere.txt")
    assert caught.value.cause == "missing"


def test_the_issue_of_the_encoding_and_the_media_type_reach_the_document(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_bytes("Les espèces protégées".encode("latin-1"))
    parsed = read_text(path)
    assert parsed.media_type == "text/markdown"
    assert parsed.issues[0].rule == "encoding-latin-1"
    assert [block.text for block in parsed.blocks] == ["Les espèces protégées"]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), min_size=1))
def test_whatever_is_written_in_utf_8_comes_back(text: str) -> None:
    data = text.encode()
    if text.strip("\ufeff \u00a0") and not text.startswith(("\ufeff", "%PDF-", "GIF8", "PAR1")):
        assert decode(data).text == text


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused_by_name(data: bytes) -> None:
    try:
        assert decode(data).text
    except UnreadableSourceError as error:
        assert error.cause in {"empty", "binary"}
