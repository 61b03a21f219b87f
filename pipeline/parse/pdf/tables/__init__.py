"""Tables of a PDF: found on its pages, then stitched over page breaks."""
