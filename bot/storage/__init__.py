"""The database: engine, base table class, unit of work, migrations."""
