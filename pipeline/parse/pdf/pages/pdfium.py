"""The functions of PDFium that the page reader calls thousands of times a page, bound for speed.

pypdfium2's own bindings convert every handle to a typed pointer, which costs more than most of the calls. Here
handles are plain addresses (int, None for a null pointer); everything else is as in PDFium's headers. Importing
pypdfium2 starts the library.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_char, c_char_p, c_float, c_int, c_uint, c_ulong, c_void_p, create_string_buffer
from itertools import repeat
from struct import Struct, calcsize
from typing import Any, NamedTuple

from pypdfium2 import raw

Call = Callable[..., Any]
Handle = Any
"""What `handle` returns; ctypes gives it no public type."""

TEXT, PATH, IMAGE, FORM = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
MOVE_TO, LINE_TO, BEZIER = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_LINETO, raw.FPDF_SEGMENT_BEZIERTO
ALTERNATE = raw.FPDF_FILLMODE_ALTERNATE
INVISIBLE_MODES = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
FONT_ITALIC, FONT_FORCE_BOLD = 1 << 6, 1 << 18
"""Bits of a font descriptor's /Flags (ISO 32000-1, table 123)."""


def _bind(name: str, result: Any, *arguments: Any, brief: bool = True) -> Call:
    """Bind a function; one that is not ``brief`` lets other threads run meanwhile, which costs time itself.

    Converting arguments costs more than most of the calls, places to write to most of all. Only those declared here
    (the first ones) are converted: handles that may be given as int. What follows goes as it is: numbers as C's int,
    places as ``byref``, handles as `handle`. A ``result`` that nobody looks at is None, which saves some more.
    """
    address = ctypes.cast(getattr(raw, name), c_void_p).value
    assert address is not None
    bound: Call = (ctypes.PYFUNCTYPE if brief else ctypes.CFUNCTYPE)(result, *arguments)(address)
    return bound


load_document = _bind("FPDF_LoadDocument", c_void_p, c_char_p, c_char_p, brief=False)
close_document = _bind("FPDF_CloseDocument", None, c_void_p)
last_error = _bind("FPDF_GetLastError", c_ulong)
page_count = _bind("FPDF_GetPageCount", c_int, c_void_p)
load_page = _bind("FPDF_LoadPage", c_void_p, c_void_p, c_int, brief=False)
close_page = _bind("FPDF_ClosePage", None, c_void_p)
page_width = _bind("FPDF_GetPageWidthF", c_float, c_void_p)
page_height = _bind("FPDF_GetPageHeightF", c_float, c_void_p)
page_bounding_box = _bind("FPDF_GetPageBoundingBox", c_int, c_void_p)
page_rotation = _bind("FPDFPage_GetRotation", c_int, c_void_p)
count_objects = _bind("FPDFPage_CountObjects", c_int, c_void_p)
get_object = _bind("FPDFPage_GetObject", c_void_p, c_void_p)

bitmap_create = _bind("FPDFBitmap_CreateEx", c_void_p, c_int, c_int, c_int, c_void_p, c_int)
bitmap_fill = _bind("FPDFBitmap_FillRect", c_int, c_void_p, c_int, c_int, c_int, c_int, c_ulong)
bitmap_destroy = _bind("FPDFBitmap_Destroy", None, c_void_p)
render_page = _bind(
    "FPDF_RenderPageBitmap", None, c_void_p, c_void_p, c_int, c_int, c_int, c_int, c_int, c_int, brief=False
)
GRAY, COLOURED, RENDER_GRAYSCALE = raw.FPDFBitmap_Gray, raw.FPDFBitmap_BGRx, raw.FPDF_GRAYSCALE

object_type = _bind("FPDFPageObj_GetType", c_int, c_void_p)
object_bounds = _bind("FPDFPageObj_GetBounds", c_int, c_void_p)
object_matrix = _bind("FPDFPageObj_GetMatrix", c_int, c_void_p)
object_fill_color = _bind("FPDFPageObj_GetFillColor", c_int, c_void_p)
object_stroke_color = _bind("FPDFPageObj_GetStrokeColor", c_int, c_void_p)
object_stroke_width = _bind("FPDFPageObj_GetStrokeWidth", c_int, c_void_p)
object_clip = _bind("FPDFPageObj_GetClipPath", c_void_p, c_void_p)
count_clip_paths = _bind("FPDFClipPath_CountPaths", c_int, c_void_p)
count_clip_segments = _bind("FPDFClipPath_CountPathSegments", c_int, c_void_p)
get_clip_segment = _bind("FPDFClipPath_GetPathSegment", c_void_p, c_void_p)
object_set_active = _bind("FPDFPageObj_SetIsActive", c_int, c_void_p, c_int)
count_marks = _bind("FPDFPageObj_CountMarks", c_int, c_void_p)
marked_content_id = _bind("FPDFPageObj_GetMarkedContentID", c_int, c_void_p)
get_mark = _bind("FPDFPageObj_GetMark", c_void_p, c_void_p, c_ulong)
mark_name = _bind("FPDFPageObjMark_GetName", c_int, c_void_p, c_char_p, c_ulong, c_void_p)
mark_string = _bind("FPDFPageObjMark_GetParamStringValue", c_int, c_void_p, c_char_p, c_char_p, c_ulong, c_void_p)
count_form_objects = _bind("FPDFFormObj_CountObjects", c_int, c_void_p)
get_form_object = _bind("FPDFFormObj_GetObject", c_void_p, c_void_p)

path_draw_mode = _bind("FPDFPath_GetDrawMode", c_int, c_void_p)
count_segments = _bind("FPDFPath_CountSegments", c_int, c_void_p)
get_segment = _bind("FPDFPath_GetPathSegment", c_void_p, c_void_p)
segment_point = _bind("FPDFPathSegment_GetPoint", c_int, c_void_p)
segment_type = _bind("FPDFPathSegment_GetType", c_int, c_void_p)
segment_closes = _bind("FPDFPathSegment_GetClose", c_int, c_void_p)

load_text = _bind("FPDFText_LoadPage", c_void_p, c_void_p, brief=False)
close_text = _bind("FPDFText_ClosePage", None, c_void_p)
count_chars = _bind("FPDFText_CountChars", c_int, c_void_p)
get_text = _bind("FPDFText_GetText", c_int)
char_code_point = _bind("FPDFText_GetUnicode", c_uint)
char_is_unmapped = _bind("FPDFText_HasUnicodeMapError", c_int)
char_loose_box = _bind("FPDFText_GetLooseCharBox", None)
char_origin = _bind("FPDFText_GetCharOrigin", None)
char_matrix = _bind("FPDFText_GetMatrix", None)
char_text_object = _bind("FPDFText_GetTextObject", c_void_p)

count_annotations = _bind("FPDFPage_GetAnnotCount", c_int, c_void_p)
get_annotation = _bind("FPDFPage_GetAnnot", c_void_p, c_void_p)
close_annotation = _bind("FPDFPage_CloseAnnot", None, c_void_p)
annotation_type = _bind("FPDFAnnot_GetSubtype", c_int, c_void_p)
annotation_flags = _bind("FPDFAnnot_GetFlags", c_int, c_void_p)
annotation_text = _bind("FPDFAnnot_GetStringValue", c_ulong, c_void_p, c_char_p, c_void_p, c_ulong)
annotation_appearance = _bind("FPDFAnnot_GetAP", c_ulong, c_void_p, c_int, c_void_p, c_ulong)
count_quadrilaterals = _bind("FPDFAnnot_CountAttachmentPoints", c_ulong, c_void_p)
quadrilateral = _bind("FPDFAnnot_GetAttachmentPoints", c_int, c_void_p, c_ulong)

text_font = _bind("FPDFTextObj_GetFont", c_void_p, c_void_p)
text_font_size = _bind("FPDFTextObj_GetFontSize", None, c_void_p)
text_render_mode = _bind("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
font_base_name = _bind("FPDFFont_GetBaseFontName", c_ulong, c_void_p, c_char_p, c_ulong)
font_flags = _bind("FPDFFont_GetFlags", c_int, c_void_p)
font_weight = _bind("FPDFFont_GetWeight", c_int, c_void_p)
font_italic_angle = _bind("FPDFFont_GetItalicAngle", c_int, c_void_p)


def handle(address: int) -> Handle:
    """Return a handle in the form in which it is passed on fastest, as ``byref`` gives places.

    Nothing is read there. What a `c_void_p` holds is looked up for each call, which costs as much as the answer.
    """
    return byref(c_char.from_address(address))


@contextmanager
def inactive(objects: Iterable[int]) -> Iterator[None]:
    """Leave page objects out of what is read and drawn."""
    objects = list(objects)
    for one in objects:
        object_set_active(one, 0)
    try:
        yield
    finally:
        for one in objects:
            object_set_active(one, 1)


ERRORS = {
    raw.FPDF_ERR_FILE: "damaged",
    raw.FPDF_ERR_FORMAT: "damaged",
    raw.FPDF_ERR_PASSWORD: "encrypted",
    raw.FPDF_ERR_SECURITY: "encrypted",
    raw.FPDF_ERR_PAGE: "damaged",
}
"""Our name for what FPDF_GetLastError says; anything else is ``damaged`` too."""


_characters = create_string_buffer(1 << 14)


def read_text(text_page: c_void_p, count: int) -> str:
    """Return the first so many characters of a text page, lone surrogates as they are."""
    global _characters  # noqa: PLW0603 - room that is kept from page to page and only grows
    if len(_characters) < 2 * count + 2:
        _characters = create_string_buffer(4 * count)
    written = get_text(text_page, 0, count, _characters)
    return bytes(memoryview(_characters)[: 2 * written]).decode("utf-16-le", "surrogatepass")


class Room:
    """Room in memory for what one call writes to several places; ``at`` are the places, to be given to the call.

    ``code`` is what is written to each, in the words of `struct`.
    """

    def __init__(self, code: str, places: int) -> None:
        self._buffer = create_string_buffer(places * calcsize(code))
        self.at = [byref(self._buffer, offset) for offset in range(0, len(self._buffer), calcsize(code))]
        self._struct = Struct(f"{places}{code}")

    def read(self) -> tuple[Any, ...]:
        """Return what the last call wrote, a number for each place."""
        return self._struct.unpack(self._buffer)


MOST_KEPT = 1 << 15
"""Room for the answers about so many things at most is kept; a page with more of them is an exception."""


class _Places(NamedTuple):
    """The places that a function writes to, for each of those that one call writes to, and what is written there."""

    places: list[list[Any]]
    written: Any


class Answers:
    """Asks one function after many things, and reads at once what it wrote to memory for each.

    A call from Python costs more than most answers do; here nothing of Python runs between the calls. ``code`` is what
    is written, in the words of `struct`; ``places`` to how many places each call writes ``each`` so many of them.
    """

    def __init__(self, code: str, *, each: int, places: int = 1) -> None:
        self._code: Any = code
        self._each, self._places = each, places
        self._kept = self._room(0)

    def of(self, call: Call, things: Sequence[int], *, on: Handle | None = None) -> tuple[list[Any], Any]:
        """Return what the function returned for each thing, and the numbers that it wrote, one thing after the other.

        With ``on``, things are numbers of characters on that text page. The numbers, a `memoryview`, are
        good until the next question; where the function returned 0 it wrote none, and they are 0.
        """
        count = len(things)
        room = self._kept
        if count > len(room.places[0]):
            room = self._room(min(2 * count, max(count, MOST_KEPT)))
            if count <= MOST_KEPT:
                self._kept = room
        asked = (things,) if on is None else (repeat(on), things)
        returned = list(map(call, *asked, *room.places))
        if returned[:1] != [None] and 0 in returned:
            self._clear([index for index, answer in enumerate(returned) if answer == 0], room)
        return returned, room.written[: count * self._each * self._places]

    def _clear(self, unanswered: Sequence[int], room: _Places) -> None:
        """Take away what earlier questions left where nothing was written."""
        step = self._each * self._places
        for index in unanswered:
            for at in range(index * step, index * step + step):
                room.written[at] = 0

    def _room(self, count: int) -> _Places:
        """Make room for so many things."""
        step = self._each * calcsize(self._code)
        room = bytearray(count * step * self._places)
        shared = (c_char * len(room)).from_buffer(room)
        at = [byref(shared, offset) for offset in range(0, len(room), step)]
        return _Places([at[first :: self._places] for first in range(self._places)], memoryview(room).cast(self._code))
