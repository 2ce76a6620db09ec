//! The command line: types and help texts only, a file for each command. What the arguments mean is decided in
//! `settings.rs` and in the commands.

mod auth;
mod catalog;
mod console;
mod demo;
mod detail;
mod drift;
mod fmt;
mod get;
mod global;
mod graph;
mod import;
mod init;
mod output;
mod part;
mod render;
mod run;
mod sandbox;
mod show;
mod state;
mod units;
mod validate;
mod variables;
mod version;

use clap::{Parser, Subcommand};

pub(crate) use auth::{AuthArgs, AuthCommand, ExecArgs, ProfilesArgs};
pub(crate) use catalog::{CatalogArgs, CatalogCommand, DiffArgs, UpdateArgs};
pub(crate) use console::ConsoleArgs;
pub(crate) use demo::DemoArgs;
pub(crate) use detail::DetailArg;
pub(crate) use drift::DriftArgs;
pub(crate) use fmt::FmtArgs;
pub(crate) use get::GetArgs;
pub(crate) use global::GlobalArgs;
pub(crate) use graph::{GraphArgs, ListUnitsArgs};
pub(crate) use import::ImportArgs;
pub(crate) use init::{GivenArgs, InitArgs};
pub(crate) use output::OutputArgs;
pub(crate) use part::PartArgs;
pub(crate) use render::{RenderArgs, StackArgs, StackCommand};
pub(crate) use run::{ApplyArgs, DestroyArgs, LockArgs, MakeArgs, PlanArgs, PlanKeyArg, RunArgs};
pub(crate) use sandbox::{SandboxArgs, SandboxCommand, UpArgs};
pub(crate) use show::ShowArgs;
pub(crate) use state::{
    ListArgs, MvArgs, PullArgs, PushArgs, ReplaceProviderArgs, RmArgs, ShowInstanceArgs, StateArgs, StateCommand,
    UnlockArgs,
};
pub(crate) use units::{LiveArgs, UnitArgs};
pub(crate) use validate::ValidateArgs;
pub(crate) use variables::VariableArgs;
pub(crate) use version::VersionArgs;

/// Plans and applies Terraform modules and Terragrunt live repositories as one graph.
#[derive(Debug, Parser)]
#[command(
    name = "groundplan",
    version,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
#[command(
    after_help = "Exit codes: 0 done, 1 error, 2 changes (with --detailed-exitcode), 3 drift, another layout or something left to settle (of drift, of fmt, of catalog), 70 a bug in groundplan, \
                        130 interrupted.\nTerraform's spelling of long options with one hyphen is understood, too."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a company's live repository from a few answers
    Init(InitArgs),
    /// Bring the catalog in a repository up to date with the program's
    Catalog(CatalogArgs),
    /// Show what would be done
    Plan(PlanArgs),
    /// Do it, after asking
    Apply(ApplyArgs),
    /// Destroy everything, after asking
    Destroy(DestroyArgs),
    /// Show what was changed outside; changes nothing, not even states
    Drift(DriftArgs),
    /// Show a saved plan, or what the states hold
    Show(ShowArgs),
    /// Print the output values of root modules
    Output(OutputArgs),
    /// Take an existing object over into the state
    Import(ImportArgs),
    /// Look into the states and change them
    State(StateArgs),
    /// Check the configuration, without credentials and states
    Validate(ValidateArgs),
    /// List the units of a live repository
    #[command(alias = "find")]
    List(ListUnitsArgs),
    /// Print which units wait for which
    Graph(GraphArgs),
    /// Print a unit's evaluated configuration
    Render(RenderArgs),
    /// Work with stacks, as Terragrunt has them
    Stack(StackArgs),
    /// Bring files into the canonical layout
    Fmt(FmtArgs),
    /// Answer expressions, by configuration and state
    Console(ConsoleArgs),
    /// Fetch the modules that lie elsewhere
    Get(GetArgs),
    /// Sign in to the accounts of a live repository
    Auth(AuthArgs),
    /// Start, stop and ask after the local AWS
    Sandbox(SandboxArgs),
    /// Stand up an example company on the local AWS, step by step
    Demo(DemoArgs),
    /// Tell the versions of the program and of the providers in use
    Version(VersionArgs),
    /// Does the work of `apply` and `destroy`, told by them what to do.
    #[command(hide = true)]
    InternalWorker,
}

impl Command {
    /// The name, for messages about ourselves: without arguments, which may hold secrets.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Init(_) => "init",
            Self::Catalog(_) => "catalog",
            Self::Plan(_) => "plan",
            Self::Apply(_) => "apply",
            Self::Destroy(_) => "destroy",
            Self::Drift(_) => "drift",
            Self::Show(_) => "show",
            Self::Output(_) => "output",
            Self::Import(_) => "import",
            Self::State(_) => "state",
            Self::Validate(_) => "validate",
            Self::List(_) => "list",
            Self::Graph(_) => "graph",
            Self::Render(_) => "render",
            Self::Stack(_) => "stack",
            Self::Fmt(_) => "fmt",
            Self::Console(_) => "console",
            Self::Get(_) => "get",
            Self::Version(_) => "version",
            Self::Auth(_) => "auth",
            Self::Sandbox(_) => "sandbox",
            Self::Demo(_) => "demo",
            Self::InternalWorker => "internal-worker",
        }
    }
}
