"""Widgets that know nothing of loans: a windowed table, a page of lines, a form, header and footer."""
