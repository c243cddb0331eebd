"""What each intent does to the book, by way of the builders of the domain. Nothing in here writes."""
