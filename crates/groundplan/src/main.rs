//! The binary: arguments to settings to operations to text and exit codes.

mod argv;
mod attend;
mod bug;
mod cli;
mod commands;
mod exit;
mod interrupts;
mod invocation;
mod json;
mod problem;
mod progress;
mod question;
mod settings;
mod terminal;
mod view;
mod worker;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::cli::Cli;
use crate::exit::Exit;

fn main() -> ExitCode {
    bug::install_hook();
    let exit = catch_unwind(AssertUnwindSafe(run)).unwrap_or(Exit::Bug);
    if bug::seen() { Exit::Bug.into() } else { exit.into() }
}

fn run() -> Exit {
    let arguments = argv::normalise(std::env::args_os(), &Cli::command());
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to standard output; that nobody reads them is no error.
            let _ = error.print();
            return if error.use_stderr() { Exit::Error } else { Exit::Ok };
        }
    };
    bug::command(cli.command.name());
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            let mut screen = terminal::Screen::new(terminal::Look::of_process(true, &settings::environment()));
            screen.talk(&format!("Error: the program could not start its threads: {error}.\n"));
            return Exit::Error;
        }
    };
    let exit = runtime.block_on(commands::run(cli));
    // Threads that wait for what never comes are left behind.
    runtime.shutdown_background();
    exit
}
