"""Columns of tables that no grid encloses: by the names over them, the white between them, what is drawn of them."""
