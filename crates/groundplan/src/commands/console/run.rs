use std::io::{self, BufRead, IsTerminal as _};

use groundplan_diag::Diagnostic;
use groundplan_ops::Console;
use rustyline::error::ReadlineError;
use rustyline::{Config, DefaultEditor};

use super::complete::is_complete;
use crate::cli::ConsoleArgs;
use crate::exit::Exit;
use crate::json;
use crate::problem::Problem;
use crate::settings::{Context, RunSettings};
use crate::terminal::Screen;

const HELP: &str = "\
Type an expression of the language, such as `var.region` or `[for s in local.subnets : s.cidr]`; brackets that are still open
are continued on the next line. `type(…)` gives the type of a value. `exit`, Ctrl-C or Ctrl-D leave.
";

/// What came of a line.
enum Reply {
    Answered,
    Failed,
    Leave,
}

/// `console`
pub(crate) async fn run(context: &Context, args: ConsoleArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let variables = args.variables.sources.into_iter().map(Into::into).collect();
    let settings = context.read_only(RunSettings { variables, ..RunSettings::default() }).await?;
    let console = groundplan_ops::console(&settings, args.unit.as_deref()).await?;
    json::tell(&console.diagnostics, false, screen);
    if io::stdin().is_terminal() { of_terminal(context, &console, screen) } else { of_stdin(&console, screen) }
}

/// Each expression is answered as soon as it is there; the first one that is wrong ends it, as in Terraform.
fn of_stdin(console: &Console, screen: &mut Screen) -> Result<Exit, Problem> {
    let mut text = String::new();
    for line in io::stdin().lock().lines() {
        let line =
            line.map_err(|error| Diagnostic::error("Standard input cannot be read").detail(format!("{error}.")))?;
        text = if text.is_empty() { line } else { format!("{text}\n{line}") };
        if !is_complete(&text) {
            continue;
        }
        match reply(console, &std::mem::take(&mut text), screen)? {
            Reply::Answered => {}
            Reply::Failed => return Ok(Exit::Error),
            Reply::Leave => return Ok(Exit::Ok),
        }
    }
    match reply(console, &text, screen)? {
        Reply::Failed => Ok(Exit::Error),
        Reply::Answered | Reply::Leave => Ok(Exit::Ok),
    }
}

fn of_terminal(context: &Context, console: &Console, screen: &mut Screen) -> Result<Exit, Problem> {
    let failed =
        |error: ReadlineError| Problem::from(Diagnostic::error("Terminal cannot be used").detail(format!("{error}.")));
    let config = Config::builder().auto_add_history(true).build();
    let mut editor = DefaultEditor::with_config(config).map_err(failed)?;
    let history = context.cache_dir.join("console_history");
    // There is none before the first time.
    let _ = editor.load_history(&history);
    let mut text = String::new();
    loop {
        match editor.readline(if text.is_empty() { "> " } else { ": " }) {
            Ok(line) => {
                text = if text.is_empty() { line } else { format!("{text}\n{line}") };
                if is_complete(&text) && matches!(reply(console, &std::mem::take(&mut text), screen)?, Reply::Leave) {
                    break;
                }
            }
            // What was begun is dropped first.
            Err(ReadlineError::Interrupted) if !text.is_empty() => {
                text.clear();
                screen.talk("(entry of several lines cancelled)\n");
            }
            Err(ReadlineError::Interrupted | ReadlineError::Eof) => break,
            Err(error) => return Err(failed(error)),
        }
    }
    // Only convenience is lost when it cannot be kept.
    let _ = std::fs::create_dir_all(&context.cache_dir).map(|()| editor.save_history(&history));
    Ok(Exit::Ok)
}

fn reply(console: &Console, text: &str, screen: &mut Screen) -> Result<Reply, Problem> {
    match text.trim() {
        "" => Ok(Reply::Answered),
        "exit" => Ok(Reply::Leave),
        "help" => {
            screen.data(HELP)?;
            Ok(Reply::Answered)
        }
        // The line that ends a heredoc must itself end.
        expression => match console.answer(&format!("{expression}\n")) {
            Ok(answer) => {
                screen.data(&format!("{answer}\n"))?;
                Ok(Reply::Answered)
            }
            Err(diagnostics) => {
                json::tell(&diagnostics, false, screen);
                Ok(Reply::Failed)
            }
        },
    }
}
