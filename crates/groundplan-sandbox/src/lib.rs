//! The local AWS: installing, starting, stopping and asking after it, and the gateway in front of it. Does not know the engine.
