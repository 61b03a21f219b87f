"""What the tests of references ask: what a text of a document cites."""

from pipeline.model import Span
from pipeline.tag.context import Context
from pipeline.tag.instruments.resolve import InstrumentMention
from pipeline.tag.meetings.resolve import MeetingMention
from pipeline.tag.passage import Passage
from pipeline.tag.references import References, find_references

CITES, CMS, CBD = "CITES", "CMS", "CBD"


def references(
    text: str,
    convention: str | None = None,
    meeting_id: str | None = None,
    symbol: str | None = None,
    spans: tuple[Span, ...] = (),
) -> References:
    """Read the lines of a text as the passages of a document."""
    passages = [Passage.of(line, index, spans) for index, line in enumerate(text.split("\n"))]
    return find_references(passages, Context(convention, meeting_id, symbol, passages))


def meetings(text: str, convention: str | None = None, meeting_id: str | None = None) -> list[str | None]:
    return [m.meeting_id for m in references(text, convention, meeting_id).meetings if not m.in_symbol]


def meeting(text: str, convention: str | None = None, meeting_id: str | None = None) -> MeetingMention:
    (mention,) = [m for m in references(text, convention, meeting_id).meetings if not m.in_symbol]
    return mention


def instruments(text: str, convention: str | None = None) -> list[str | None]:
    return [m.instrument_id for m in references(text, convention).instruments]


def instrument(text: str, convention: str | None = None, spans: tuple[Span, ...] = ()) -> InstrumentMention:
    (mention,) = references(text, convention, spans=spans).instruments
    return mention


def symbols(text: str, convention: str | None = None, symbol: str | None = None) -> list[str]:
    return [d.symbol.symbol for d in references(text, convention, symbol=symbol).documents]
