"""A wiki of gardens and plants: proves that the engine needs no films."""
