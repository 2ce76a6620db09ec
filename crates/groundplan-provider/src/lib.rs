//! The contract of a provider: the `Provider` trait, schemas, requests and responses. Knows no gRPC and no processes.
