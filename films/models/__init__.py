"""The catalogue: entries (pages) and their parts, one module per noun."""

from films.models.appearance import Appearance, DubVersion, Importance, VoiceRole
from films.models.availability import Availability, AvailabilityKind
from films.models.character import (
    Character,
    CharacterClaim,
    CharacterDispute,
    CharacterImage,
    CharacterLink,
    CharacterName,
    CharacterText,
)
from films.models.company import (
    Company,
    CompanyClaim,
    CompanyDispute,
    CompanyImage,
    CompanyKind,
    CompanyLink,
    CompanyName,
    CompanyText,
)
from films.models.credit import CompanyCredit, CompanyRole, Credit
from films.models.feature import (
    Feature,
    FeatureGenre,
    FeatureImage,
    FeatureName,
    FeaturePick,
    FeaturePickText,
    FeatureText,
    FeatureTheme,
)
from films.models.film import (
    Film,
    FilmClaim,
    FilmDispute,
    FilmGenre,
    FilmImage,
    FilmKind,
    FilmLink,
    FilmName,
    FilmText,
    FilmTheme,
)
from films.models.franchise import Franchise, FranchiseLink, FranchiseName, FranchiseText
from films.models.genre import Genre, GenreLink, GenreName, GenreText
from films.models.image import ImageKind
from films.models.person import (
    Person,
    PersonClaim,
    PersonDispute,
    PersonImage,
    PersonLink,
    PersonName,
    PersonText,
)
from films.models.relation import Association, Membership, Relation, RelationKind, Similarity
from films.models.release import Cut, CutKind, CutSegment, Medium, RatingSystem, Release
from films.models.segment import Segment, SegmentName, SegmentText
from films.models.service import Service, ServiceKind, ServiceLink, ServiceName, ServiceText
from films.models.song import Song, SongCredit, SongKind, SongName, SongRole
from films.models.theme import Theme, ThemeLink, ThemeName, ThemeText
from films.models.thing import Thing, ThingKind, ThingLink, ThingName, ThingText

__all__ = [
    "Appearance", "Association", "Availability", "AvailabilityKind", "Character",
    "CharacterClaim", "CharacterDispute", "CharacterImage", "CharacterLink", "CharacterName",
    "CharacterText", "Company", "CompanyClaim", "CompanyCredit", "CompanyDispute",
    "CompanyImage", "CompanyKind", "CompanyLink", "CompanyName", "CompanyRole", "CompanyText",
    "Credit", "Cut", "CutKind", "CutSegment", "DubVersion", "Feature", "FeatureGenre",
    "FeatureImage", "FeatureName", "FeaturePick", "FeaturePickText", "FeatureText",
    "FeatureTheme", "Film", "FilmClaim", "FilmDispute",
    "FilmGenre", "FilmImage", "FilmKind", "FilmLink", "FilmName", "FilmText", "FilmTheme",
    "Franchise", "FranchiseLink", "FranchiseName", "FranchiseText", "Genre", "GenreLink",
    "GenreName", "GenreText", "ImageKind", "Importance", "Medium", "Membership", "Person",
    "PersonClaim", "PersonDispute", "PersonImage", "PersonLink", "PersonName", "PersonText",
    "RatingSystem", "Relation", "RelationKind", "Release", "Segment", "SegmentName",
    "SegmentText", "Service", "ServiceKind", "ServiceLink", "ServiceName", "ServiceText",
    "Similarity", "Song", "SongCredit", "SongKind", "SongName", "SongRole", "Theme",
    "ThemeLink", "ThemeName", "ThemeText", "Thing", "ThingKind", "ThingLink", "ThingName",
    "ThingText", "VoiceRole",
]  # fmt: skip
