"""The diary: what was watched and when, as months, as a calendar, as a year in review."""
