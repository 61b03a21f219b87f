"""Reading PDF: glyphs, lines, layout, styles, tables, stitching over pages."""
