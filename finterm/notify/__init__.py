"""The worker that tells what is owed, and the channels it tells it through."""
