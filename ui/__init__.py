"""The command line and the explorer."""
