"""Tables and blocks to activities, results, requested actions, footnotes, clauses and amendments."""
