"""Tables of a text source: marked, drawn with characters, kept by the places of words, or left line by line."""
