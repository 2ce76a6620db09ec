//! The floor of a plan: the calls of providers that any engine must make for it, made again by a driver that does nothing
//! else. `bench/floor.py` runs it; `bench/README.md` says what came of it.
//!
//! Started as a provider it stands between groundplan and the real one, and writes down what passes:
//! `FLOOR_PROGRAM` names the real provider's program, `FLOOR_RECORDING` the folder to write to. Started with
//! `replay FOLDER CALLS` it starts the same processes and makes the same calls again, at most so many at a time.
#![expect(clippy::expect_used, clippy::panic, reason = "a benchmark that cannot go on should stop")]
#![expect(clippy::print_stdout, reason = "a plugin says where it listens, and the figures are what it is for")]

mod grpc;
mod program;
mod record;
mod recording;
mod replay;

use std::path::Path;

#[tokio::main]
async fn main() {
    if std::env::var_os("TF_PLUGIN_MAGIC_COOKIE").is_some() {
        return record::record().await;
    }
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.as_slice() {
        [command, folder, calls] if command == "replay" => {
            let calls = calls.parse().expect("a number of calls at a time");
            replay::replay(Path::new(folder), calls).await;
        }
        // `cargo bench` runs every benchmark without arguments; this one has nothing to measure by itself.
        _ => println!("bench/floor.py runs this: it applies a company and records the calls that are made again here."),
    }
}
