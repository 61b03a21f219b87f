"""Resolutions, decisions, recommendations and notifications: found (`find`, `title`), then told apart (`resolve`)."""
