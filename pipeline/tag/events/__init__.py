"""Events that have no number: workshops, retreats, summits, side events, meetings of groups; with place and dates."""
