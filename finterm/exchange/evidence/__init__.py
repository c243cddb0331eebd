"""The evidence pack: a creditor's or a loan's whole time line with its files and checksums."""
