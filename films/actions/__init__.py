"""What readers do to the catalogue with one click: each makes a change set and submits it."""
