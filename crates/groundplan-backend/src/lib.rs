//! Where state is kept: local disk. Does not know the engine.
