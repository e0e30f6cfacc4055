"""Every way in which the catalogue can change: one verb a module, one function a verb."""
