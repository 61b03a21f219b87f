"""The generator of specimens: documents that are no official record, with their truth.

The truth is data (``shipped/*.yml``, ``vocabulary.yml``) or composed at random from a seed; it is printed to PDF in a
`layout.Layout` and to text in the dialects of the converters, and told as JSON in the shape of the gold annotation.

::

    concord-specimens --shipped --out raw --truth tests/specimens/truth     # the committed ones, byte by byte
    concord-specimens --out DIR --truth DIR --documents 10000 --format both --jobs 2

========================= ==================================================================
``rich``, ``content``     styled text with its mentions; what a document says
``load``, ``compose``     documents from their sources; random documents (with ``universe``)
``layout``, ``grid``      what can differ between two printings; tables as grids of cells
``typeset``, ``flow``     lines; pages, with the place of every paragraph and cell
``pdf``, ``text``         the files
``truth``, ``measure``    what is known; what was read beside it
========================= ==================================================================
"""
