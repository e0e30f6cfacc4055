"""Pages that help to choose what to watch, and what to add: charts, suggestions, programmes, small tasks."""
