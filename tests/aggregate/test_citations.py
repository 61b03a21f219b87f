import networkx as nx
import pyarrow as pa
import pytest
from invented import document

from pipeline.aggregate.calendar import Calendar
from pipeline.aggregate.citations import citations, cited_meetings, graphml, later_meetings, with_texts
from pipeline.parquet import to_table
from pipeline.schema import tables as schemas
from pipeline.tag.targets import known_symbols, with_targets

OWN = document(
    "sc91-doc-1", symbol="SC91 Doc. 1", meeting_id="CITES-SC991", meeting_start="2091-01-10", meeting_end="2091-01-14"
)
OTHER = document(
    "sc90-doc-7", symbol="SC90 Doc. 7", title="Of griffins", meeting_id="CITES-SC990", meeting_start="2090-01-10"
)


def mention(block=1, **values):
    row = {"document_id": "sc91-doc-1", "block_id": f"sc91-doc-1/b{block}", "start": 0, "surface": "there"}
    return row | values


def targets(symbols):
    """Return rows of `document_mentions` that mention these symbols in one document."""
    rows = pa.Table.from_pylist([mention(symbol=symbol) for symbol in symbols], schemas()["document_mentions"].arrow)
    return with_targets(rows, known_symbols([OWN, OTHER])).to_pylist()


def tables(documents=(), meetings=(), instruments=()):
    resolved = targets(documents)
    return {
        "documents": [OWN, OTHER],
        "document_mentions": resolved,
        "meeting_mentions": list(meetings),
        "instrument_mentions": list(instruments),
    }


def test_a_symbol_leads_to_its_document_however_it_is_spaced():
    rows = targets(["SC90 Doc 7", "SC90 Doc. 70"])
    assert [row["target_document_id"] for row in rows] == ["sc90-doc-7", None]


def test_citations_are_counted_and_a_documents_own_symbol_and_meeting_are_none():
    found = citations(
        tables(
            ["SC90 Doc. 7", "SC90 Doc. 7", "SC91 Doc. 1", "SC89 Doc. 2"],
            [
                mention(meeting_id="CITES-SC990", in_symbol=False),
                mention(meeting_id="CITES-SC991", in_symbol=False),
                mention(meeting_id="CITES-SC989", in_symbol=True),
                mention(meeting_id=None, in_symbol=False),
            ],
            [mention(3, instrument_id="CITES-RES-91.1"), mention(2, instrument_id="CITES-RES-91.1")],
        )
    )
    assert [(row["target_kind"], row["target"], row["target_document_id"], row["mentions"]) for row in found] == [
        ("document", "SC89 Doc. 2", None, 1),
        ("document", "SC90 Doc. 7", "sc90-doc-7", 2),
        ("instrument", "CITES-RES-91.1", None, 2),
        ("meeting", "CITES-SC990", None, 1),
    ]
    assert found[2]["first_block_id"] == "sc91-doc-1/b2"


def test_a_resolution_does_not_cite_itself():
    given = tables(
        instruments=[mention(instrument_id="CITES-RES-91.1"), mention(2, instrument_id="CITES-RES-91.2"), mention(3)]
    )
    given["documents"] = [{**OWN, "own_instrument_id": "CITES-RES-91.2"}, OTHER]
    assert [row["target"] for row in citations(given)] == ["CITES-RES-91.1"]


def test_an_instrument_leads_to_its_text_as_revised_last_in_english_before_other_languages():
    def text(name, instrument_id, **values):
        return document(name, own_instrument_id=instrument_id, **values)

    documents = [
        OWN,
        text("en-old", "CITES-RES-91.1", issued="2090-01-10"),
        text("en-new", "CITES-RES-91.1", issued="2091-01-10"),
        text("es-new", "CITES-RES-91.1", issued="2091-01-10", language="es"),
        text("undated", "CITES-RES-91.1"),
    ]
    given = tables(
        ["SC90 Doc. 7"],
        [mention(meeting_id="CITES-SC990", in_symbol=False)],
        [mention(instrument_id=f"CITES-RES-{number}") for number in ("91.1", "91.2")],
    )
    edges = to_table(schemas()["citations"], citations(given))
    found = with_texts(edges, documents, Calendar(documents)).to_pylist()
    assert {row["target"]: row["target_document_id"] for row in found} == {
        "SC90 Doc. 7": "sc90-doc-7",
        "CITES-RES-91.1": "en-new",
        "CITES-RES-91.2": None,
        "CITES-SC990": None,
    }


def later(meetings=(), instruments=(), documents=(OWN,)):
    calendar = Calendar([*documents, document("sc92-doc-1", meeting_id="CITES-SC992", meeting_start="2092-01-10")])
    return [
        (issue["level"], issue["document_id"], issue["evidence"])
        for issue in later_meetings(
            cited_meetings({"meeting_mentions": list(meetings), "instrument_mentions": list(instruments)}), calendar
        )
    ]


def test_naming_a_later_meeting_is_noted_and_citing_a_document_of_it_is_a_warning():
    later_than_next = document("sc93-doc-1", meeting_id="CITES-SC993", meeting_start="2093-01-10")
    planned = mention(meeting_id="CITES-SC993", in_symbol=False, surface="the last meeting")
    cited = mention(meeting_id="CITES-SC992", in_symbol=True, surface="SC92 Doc. 1")
    following = mention(meeting_id="CITES-SC992", in_symbol=False, surface="the next meeting")
    assert later([planned], documents=[OWN, later_than_next]) == [("info", "sc91-doc-1", "the last meeting")]
    assert later([following]) == []
    assert later([following, cited]) == [("warning", "sc91-doc-1", "SC92 Doc. 1")]


def test_it_is_said_how_a_later_meeting_is_cited_and_one_that_begins_on_the_last_day_is_not_later():
    starts = {"CITES-SC994": "2091-01-15", "CITES-SC993": "2091-01-15", "CITES-SC992": "2091-01-14"}
    others = [document(name.lower(), meeting_id=name, meeting_start=start) for name, start in starts.items()]
    named = [{"document_id": "sc91-doc-1", "meeting_id": name, "surface": name, "planned": True} for name in starts]
    found = later_meetings([*named, {**named[0], "planned": False}], Calendar([OWN, *others]))
    assert [issue["message"] for issue in found] == [
        f"The document (until 2091-01-14) {what} CITES-SC994, which began on 2091-01-15."
        for what in ("names", "cites what came of")
    ]


def test_a_text_as_revised_by_a_later_meeting_is_a_warning():
    revised = mention(instrument_id="CITES-RES-7.1", revision="CoP18", surface="Resolution Conf. 7.1 (Rev. CoP18)")
    old = OWN | {"meeting_id": "CITES-CoP15", "meeting_start": None, "meeting_end": None}
    assert later(instruments=[revised], documents=[old]) == [
        ("warning", "sc91-doc-1", "Resolution Conf. 7.1 (Rev. CoP18)")
    ]
    assert later(instruments=[revised]) == []


@pytest.mark.parametrize(
    ("instrument_id", "revision", "meeting_id"),
    [
        ("CITES-RES-7.1", "CoP18", "CITES-CoP18"),
        ("CITES-RES-7.1", "CdP18", "CITES-CoP18"),
        ("CMS-RES-7.1", "CoP13", "CMS-COP13"),
        ("CBD-DEC-X/2", "COP13", "CBD-COP13"),
        ("AEWA-RES-5.1", "MOP7", "AEWA-MOP7"),
        ("SharksMOU-RES-2.1", "MOS4", "CMS-SharksMOU-MOS4"),
    ],
)
def test_a_revision_tells_the_meeting_of_the_treatys_conference(instrument_id, revision, meeting_id):
    rows = [mention(instrument_id=instrument_id, revision=revision)]
    cited = cited_meetings({"meeting_mentions": [], "instrument_mentions": rows})
    assert [(row["meeting_id"], row["planned"]) for row in cited] == [(meeting_id, False)]


@pytest.mark.parametrize(
    ("instrument_id", "revision"), [("CITES-RES-7.1", "Rev.1"), ("UNEA-RES-2/17", "COP3"), (None, "CoP18")]
)
def test_a_revision_by_no_conference_tells_no_meeting(instrument_id, revision):
    rows = [mention(instrument_id=instrument_id, revision=revision)]
    assert cited_meetings({"meeting_mentions": [], "instrument_mentions": rows}) == []


def test_earlier_own_and_unknown_meetings_are_no_issue():
    meetings = [
        mention(meeting_id=name, in_symbol=True) for name in ("CITES-SC991", "CITES-SC990", "CITES-CoP15", None)
    ]
    assert later(meetings) == []
    assert later([mention(meeting_id="CITES-SC992", in_symbol=True)], documents=[document("sc91-doc-1")]) == []


def test_the_graph_can_be_read_back_and_is_the_same_for_any_order_of_documents():
    given = tables(["SC90 Doc. 7", "SC89 Doc. 2"], [mention(meeting_id="CITES-SC990", in_symbol=False)])
    edges = citations(given)
    assert [edge["target_document_id"] for edge in edges] == [None, "sc90-doc-7", None]
    data = "".join(graphml(edges, given["documents"]))
    graph = nx.parse_graphml(data)
    assert graph.nodes["sc90-doc-7"] == {"kind": "document", "title": "Of griffins", "in_dataset": True}
    assert graph.nodes["SC89 Doc. 2"]["in_dataset"] is False
    assert sorted(graph) == ["CITES-SC990", "SC89 Doc. 2", "sc90-doc-7", "sc91-doc-1"]
    assert graph.edges["sc91-doc-1", "CITES-SC990"] == {"mentions": 1}
    assert data == "".join(graphml(edges, given["documents"][::-1]))
