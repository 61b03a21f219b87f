"""What a page of a PDF draws: words with their styles, rules, filled areas and pictures."""
