"""Imports: records of a source become pages, and later versions of them become edits.

A format (an app's module) reads files and gives ``Record`` objects. ``Importer`` finds the page of
each, works out what the source has changed since it was read last, and applies that in batches of
one revision each. What people have edited meanwhile is not overwritten: it becomes a submission.
"""
