//! Provider plugins: installing them, their processes, and the plugin protocol. Does not know the engine.
