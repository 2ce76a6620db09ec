//! The live repository.
