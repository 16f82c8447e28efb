"""What datagil knows before it reads anything: knowledge, vocabulary and bundled disclosures, and their loaders."""
