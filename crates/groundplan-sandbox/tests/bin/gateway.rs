//! Runs the gateway as the product's binary does with its hidden command. For the tests of this crate only.

use std::process::ExitCode;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> ExitCode {
    match groundplan_sandbox::gateway_process().await {
        Ok(()) => ExitCode::SUCCESS,
        // The starter has been told; its log is where this process's errors go.
        Err(_) => ExitCode::FAILURE,
    }
}
