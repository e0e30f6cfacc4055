"""The engine's tables, and the abstract bases of what it edits."""

from wiki.models.audit import Audit, AuditVerdict
from wiki.models.citation import Citation, CitationKind
from wiki.models.comment import Comment, CommentKind
from wiki.models.contribution import Contribution
from wiki.models.draft import Draft
from wiki.models.edit_filter import EditFilter, FilterAction, FilterHit
from wiki.models.entry import Entry, Link, Name, NameKind, Part
from wiki.models.imported_record import ImportedRecord
from wiki.models.likeness import Distinction, Likeness, LikenessPlace
from wiki.models.log_entry import Act, LogEntry
from wiki.models.notice import Notice, NoticeKind
from wiki.models.picture import Picture, PictureUpload
from wiki.models.protection import Protection, ProtectionLevel
from wiki.models.report import GapCount, Report
from wiki.models.revision import Revision, RevisionEntry
from wiki.models.search_name import SearchName
from wiki.models.submission import UNDOING, Submission, SubmissionKind, SubmissionStatus
from wiki.models.submission_facts import (
    Outcome,
    SubmissionArea,
    SubmissionFlag,
    SubmissionPage,
)
from wiki.models.submission_version import SubmissionVersion
from wiki.models.tick_job import TickJob

__all__ = [
    "UNDOING",
    "Act",
    "Audit",
    "AuditVerdict",
    "Citation",
    "CitationKind",
    "Comment",
    "CommentKind",
    "Contribution",
    "Distinction",
    "Draft",
    "EditFilter",
    "Entry",
    "FilterAction",
    "FilterHit",
    "GapCount",
    "ImportedRecord",
    "Likeness",
    "LikenessPlace",
    "Link",
    "LogEntry",
    "Name",
    "NameKind",
    "Notice",
    "NoticeKind",
    "Outcome",
    "Part",
    "Picture",
    "PictureUpload",
    "Protection",
    "ProtectionLevel",
    "Report",
    "Revision",
    "RevisionEntry",
    "SearchName",
    "Submission",
    "SubmissionArea",
    "SubmissionFlag",
    "SubmissionKind",
    "SubmissionPage",
    "SubmissionStatus",
    "SubmissionVersion",
    "TickJob",
]
