"""The graph: its model, its database, inference, paths and queries. Knows nothing of files or pages."""
