"""Forms: what people type, turned into change sets."""
