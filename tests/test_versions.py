import pytest

from pipeline.versions import State, Version, advance

DOCUMENTS = {"sc91-doc-1": "aa"}
TABLES = {"activities": "11", "results": "22"}
BEFORE = State(Version(1, 2, 3), DOCUMENTS, TABLES)


@pytest.mark.parametrize(
    ("schema", "documents", "tables", "version"),
    [
        (1, DOCUMENTS, TABLES, "1.2.3"),
        (1, DOCUMENTS, TABLES | {"results": "23"}, "1.2.4"),
        (1, DOCUMENTS, TABLES | {"taxa": "33"}, "1.2.4"),
        (1, DOCUMENTS | {"sc92-doc-1": "bb"}, TABLES | {"results": "23"}, "1.3.0"),
        (1, {"sc91-doc-1": "ab"}, TABLES, "1.3.0"),
        (1, {}, {}, "1.3.0"),
        (2, DOCUMENTS, TABLES, "2.0.0"),
    ],
)
def test_what_changed_raises_its_number(schema, documents, tables, version):
    assert str(advance(BEFORE, schema, documents, tables).version) == version


def test_the_first_version_and_what_a_state_keeps():
    state = advance(None, 1, DOCUMENTS, TABLES)
    assert state == State(Version(1, 0, 0), DOCUMENTS, TABLES)


def test_versions_are_read_written_and_ordered():
    assert str(Version.parse("1.10.0")) == "1.10.0"
    assert Version.parse("1.9.5") < Version.parse("1.10.0")
    for text in ("1.2", "v1.2.3", "1.2.3-a", ""):
        with pytest.raises(ValueError, match="three numbers"):
            Version.parse(text)


def test_the_content_hash_depends_on_the_tables_alone():
    other = State(Version(9, 9, 9), {}, dict(reversed(TABLES.items())))
    assert other.content == BEFORE.content
    assert advance(BEFORE, 1, DOCUMENTS, TABLES | {"results": "23"}).content != BEFORE.content
