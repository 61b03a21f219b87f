"""The names of columns: how many lines they take, their cells, and where a later page prints them again."""
