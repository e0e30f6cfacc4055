"""The quality of the catalogue: what is missing, what stands there twice, and questions to ask of it."""
