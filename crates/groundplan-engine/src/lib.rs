//! One graph of resources: plan, apply, refresh. Knows no terminal, no files, no AWS.
