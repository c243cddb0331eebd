"""Dialogs: forms over one kind of record each. They turn typed text into an intent and nothing more."""
