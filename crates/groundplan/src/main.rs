//! The binary: arguments to settings to operations to text and exit codes.

fn main() {}
