//! Source map, spans and diagnostics. Knows no domain type.
