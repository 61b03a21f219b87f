"""Rows of tables that no grid encloses: by codes, by white, by how lines begin and end; cells that span rows."""
