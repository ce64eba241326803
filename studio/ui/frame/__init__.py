"""What stands around the workspaces: window, top bar, start page, palette, dialogs."""
