"""The screen: panes over view models over the domain. Nothing outside this package knows Textual."""
