"""What the engine's tests share."""

from hypothesis import settings

# Two cores are shared by several runs; a slow example says nothing.
settings.register_profile("genga", deadline=None, max_examples=100)
settings.load_profile("genga")
