"""Pictures of what the catalogue knows: SVG drawn on the server, each with a table of the same facts.

A picture is a ``figure.Figure``. Modules here are given plain rows and read no database; colours are
classes of `static/css/components/plots.css`, so the drawings follow the theme, print and high contrast.
Where films or people stand depends on nothing but the rows: the same page is drawn the same way.
"""
