"""The engine's tables, and the abstract bases of what it edits."""

from wiki.models.entry import Entry, Link, Name, NameKind, Part
from wiki.models.imported_record import ImportedRecord
from wiki.models.revision import Revision, RevisionEntry
from wiki.models.search_name import SearchName
from wiki.models.submission import Submission, SubmissionKind, SubmissionStatus

__all__ = [
    "Entry",
    "ImportedRecord",
    "Link",
    "Name",
    "NameKind",
    "Part",
    "Revision",
    "RevisionEntry",
    "SearchName",
    "Submission",
    "SubmissionKind",
    "SubmissionStatus",
]
