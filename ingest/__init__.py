"""Reading: documents to blocks to statements. Knows nothing of the database or of pages."""
