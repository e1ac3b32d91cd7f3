"""The whole cluster on one machine: PostgreSQL, Valkey, several processes and nginx, each from its wheel."""
