//! State format v4: model and codec, the journal, and the `StateStore` and lock contracts. Does not know where state is kept.
