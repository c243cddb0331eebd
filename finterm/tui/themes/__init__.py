"""Themes: how a file says what every state looks like, and the files there are. No widget in it."""
