"""Mentions of taxa, meetings, documents, instruments, organisations, events and frameworks in blocks."""
