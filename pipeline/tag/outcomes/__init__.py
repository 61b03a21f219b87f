"""Outcomes of meetings: what a document (`document`) and its sentences (`find`) say was decided, by whom (`actors`)."""
