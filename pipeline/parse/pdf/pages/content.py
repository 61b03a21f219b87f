"""Pages as PDFium draws them: words with exact boxes and fonts, rules, filled areas, images, out of forms too."""

from __future__ import annotations

from ctypes import c_void_p
from dataclasses import dataclass, field
from itertools import repeat

from pipeline.parse.pdf.pages import pdfium
from pipeline.parse.pdf.pages.annotations import read_annotations
from pipeline.parse.pdf.pages.bullets import with_bullets
from pipeline.parse.pdf.pages.capitals import read_small_capitals
from pipeline.parse.pdf.pages.coordinates import Frame, multiply
from pipeline.parse.pdf.pages.fonts import TextStyles
from pipeline.parse.pdf.pages.letters import join_letters
from pipeline.parse.pdf.pages.page import PageContent
from pipeline.parse.pdf.pages.paths import PathReader
from pipeline.parse.pdf.pages.unseen import Cover, off_by_group, on_layers
from pipeline.parse.pdf.pages.words import WordReader

_MATRIX, _EDGES = pdfium.Room("f", 6), pdfium.Room("f", 4)
"""Where PDFium writes what it is asked; each is read before it is asked again."""


@dataclass(slots=True)
class _Objects:
    """What a page draws; paths and images with the matrices of the forms around them, and how many texts are before.

    ``forms`` are the texts and paths of each form: by its own dictionary, of which PDFium tells nothing, a form can be
    shown or not (ISO 32000-1, 8.11.3.3).
    """

    texts: list[int] = field(default_factory=list)
    forms: list[list[int]] = field(default_factory=list)
    paths: list[tuple[int, tuple[float, ...] | None, int]] = field(default_factory=list)
    images: list[tuple[int, tuple[float, ...] | None, int]] = field(default_factory=list)


def read_page(page: c_void_p, number: int, styles: TextStyles) -> PageContent:
    """Read a page that PDFium has loaded; ``number`` counts from 1, ``styles`` are those of the file's pages so far."""
    pdfium.page_bounding_box(page, _EDGES.at[0])
    left, top, right, bottom = _EDGES.read()
    rotation = pdfium.page_rotation(page)
    frame = Frame(left, bottom, right, top, rotation)
    width, height = right - left, top - bottom
    if rotation % 2:
        width, height = height, width
    content = PageContent(number=number, width=width, height=height, words=[], rules=[], level=True)
    objects = _Objects()
    _collect(page, pdfium.count_objects, pdfium.get_object, None, objects)
    off = off_by_group(page, content, [path for path, _, _ in objects.paths], objects.forms)
    paths = PathReader(frame, content)
    paths.read([one for one in objects.paths if one[0] not in off] if off else objects.paths)
    covers = paths.covers
    for image, matrix, texts in objects.images:
        pdfium.object_bounds(image, *_EDGES.at)
        content.images.append(frame.box_of(_EDGES.read(), matrix))
        if texts:
            covers.append(Cover(texts, content.images[-1], is_image=True))
    WordReader(page, frame, content, styles, paths.dark, covers).read(objects.texts, {*on_layers(objects.texts), *off})
    content.words = join_letters(content.words)
    if paths.small:
        content.words = with_bullets(content.words, paths.small)
    content.inferred_capitals = read_small_capitals(content.words)
    read_annotations(page, frame, content)
    return content


def _collect(
    parent: int | c_void_p,
    count: pdfium.Call,
    get: pdfium.Call,
    matrix: tuple[float, ...] | None,
    objects: _Objects,
) -> None:
    """Add to ``objects`` what a page or a form draws, by its functions to count and get them."""
    items = list(map(get, repeat(parent), range(count(parent))))
    for item, kind in zip(items, map(pdfium.object_type, items), strict=True):
        if kind == pdfium.TEXT:
            objects.texts.append(item)
        elif kind == pdfium.PATH:
            objects.paths.append((item, matrix, len(objects.texts)))
        elif kind == pdfium.IMAGE:
            objects.images.append((item, matrix, len(objects.texts)))
        elif kind == pdfium.FORM:
            pdfium.object_matrix(item, _MATRIX.at[0])
            inner = _MATRIX.read()
            texts, paths = len(objects.texts), len(objects.paths)
            _collect(
                item,
                pdfium.count_form_objects,
                pdfium.get_form_object,
                inner if matrix is None else multiply(inner, matrix),
                objects,
            )
            objects.forms.append([*objects.texts[texts:], *(path for path, _, _ in objects.paths[paths:])])
