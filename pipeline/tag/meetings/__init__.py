"""Meetings of treaty bodies: found in codes and in words (`find`), then told apart by convention (`resolve`)."""
