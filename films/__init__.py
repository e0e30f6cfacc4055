"""The catalogue of films: models, entry declarations, pages, imports."""
