"""What the workspaces Timeline and Export say of finishing in the same words and fields."""
