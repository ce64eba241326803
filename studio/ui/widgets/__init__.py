"""Controls that several workspaces share."""
