"""The pure heart of finterm: no I/O, no clock, no globals. Time comes in as an argument."""
