"""Import and export: the book as CSV files and JSON, and a made-up book to look at."""
