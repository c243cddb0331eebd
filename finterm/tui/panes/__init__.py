"""The panes: each draws what its view model says and posts intents; none writes the book."""
