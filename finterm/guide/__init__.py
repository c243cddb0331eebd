"""The guide: what to do when a payment is late, in short topics, a file a topic a language."""
