"""The pages of the explorer: each reads the view, calls, and shows."""
