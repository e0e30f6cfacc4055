"""The formats that ``import_catalogue`` reads and ``export_catalogue`` writes, one module each."""
