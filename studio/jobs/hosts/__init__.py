"""Other machines whose engines are used, reached through `ssh -T`."""
