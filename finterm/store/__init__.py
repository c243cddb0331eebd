"""The durable book under everything: see `book` for the way in."""

from finterm.store.book import Book
from finterm.store.replica import Notice

__all__ = ["Book", "Notice"]
