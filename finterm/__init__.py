"""finterm: a terminal companion for people who juggle loans and instalment plans."""

__version__ = "0.1.0"
