//! What each command does: its settings, one operation, and what is shown of it.

mod apply;
mod auth;
mod catalog;
mod console;
mod demo;
mod drift;
mod fmt;
mod get;
mod graph;
mod import;
mod init;
mod output;
mod plan;
mod render;
mod sandbox;
mod show;
mod state;
mod unit;
mod validate;
mod version;

use crate::cli::{ApplyArgs, Cli, Command, MakeArgs, PlanKeyArg, StackCommand};
use crate::exit::Exit;
use crate::problem::Problem;
use crate::settings::{Context, environment};
use crate::terminal::{Look, Screen};
use crate::{json, worker};

/// Runs a command. What goes wrong is told here.
pub(crate) async fn run(cli: Cli) -> Exit {
    if matches!(cli.command, Command::InternalWorker) {
        return worker::run().await;
    }
    let environment = environment();
    let mut screen = Screen::new(Look::of_process(cli.global.no_color, &environment));
    let json = tells_json(&cli.command);
    let result = match Context::new(&cli.global, environment) {
        Ok(context) => dispatch(cli.command, &context, &mut screen).await,
        Err(problem) => Err(problem),
    };
    result.unwrap_or_else(|Problem(diagnostics)| {
        json::tell(&diagnostics, json, &mut screen);
        Exit::Error
    })
}

async fn dispatch(command: Command, context: &Context, screen: &mut Screen) -> Result<Exit, Problem> {
    match command {
        Command::Init(args) => init::run(context, args, screen),
        Command::Catalog(args) => catalog::run(context, args.command, screen),
        Command::Plan(args) => plan::run(context, args, screen).await,
        Command::Apply(args) => apply::run(context, args, screen).await,
        Command::Destroy(args) => {
            let apply = ApplyArgs {
                plan_file: None,
                auto_approve: args.auto_approve,
                destroy: true,
                deleted: args.deleted,
                make: MakeArgs::default(),
                key: PlanKeyArg::default(),
                recreate_unanswered: args.recreate_unanswered,
                lock: args.lock,
                run: args.run,
            };
            apply::run(context, apply, screen).await
        }
        Command::Drift(args) => drift::run(context, args, screen).await,
        Command::Show(args) => show::run(context, &args, screen).await,
        Command::Output(args) => output::run(context, &args, screen).await,
        Command::Import(args) => import::run(context, args, screen).await,
        Command::State(args) => state::run(context, args.command, screen).await,
        Command::Validate(args) => validate::run(context, &args, screen).await,
        Command::List(args) => graph::list(context, &args, screen),
        Command::Graph(args) => graph::run(context, &args, screen).await,
        Command::Render(args) => render::run(context, &args, screen).await,
        Command::Stack(args) => match args.command {
            StackCommand::Generate(args) => render::stack_generate(context, &args, screen),
        },
        Command::Fmt(args) => fmt::run(context, &args, screen),
        Command::Console(args) => console::run(context, args, screen).await,
        Command::Get(args) => get::run(context, &args, screen).await,
        Command::Version(args) => version::run(context, &args, screen),
        Command::Auth(args) => auth::run(context, args.command, screen).await,
        Command::Sandbox(args) => sandbox::run(context, args.command, screen).await,
        Command::Demo(args) => demo::run(context, &args, screen).await,
        Command::InternalWorker => Ok(worker::run().await),
    }
}

/// Whether even errors are events on standard output. Documents of JSON have no place for them.
fn tells_json(command: &Command) -> bool {
    match command {
        Command::Plan(args) => args.run.json,
        Command::Apply(args) => args.run.json,
        Command::Destroy(args) => args.run.json,
        _ => false,
    }
}
