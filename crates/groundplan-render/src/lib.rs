//! Terminal text from the documents of `groundplan-format`. Does not know the engine.
