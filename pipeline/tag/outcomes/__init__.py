"""Outcomes of meetings: what a sentence says a body decided (`find`), and who that was (`actors`)."""
