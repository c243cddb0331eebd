"""View models: pure functions from the book, a date and words to rows and lines. No widget in here."""
