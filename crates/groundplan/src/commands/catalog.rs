use groundplan_diag::{Diags, SourceMap};
use groundplan_init::catalog::{Comparison, FileChange, Kind, Manifest, UpdateOptions, Updated, compare, find, update};

use crate::cli::{CatalogCommand, DiffArgs, UpdateArgs};
use crate::exit::Exit;
use crate::invocation;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `catalog …`
pub(crate) fn run(context: &Context, command: CatalogCommand, screen: &mut Screen) -> Result<Exit, Problem> {
    let catalog = find(&context.dir)?;
    let sources = SourceMap::new();
    let told = |diags: Diags| Problem::of(&diags, &sources);
    let manifest = Manifest::read(&catalog, &sources).map_err(told)?;
    let comparison = compare(&catalog, manifest).map_err(told)?;
    match command {
        CatalogCommand::Diff(args) => diff(context, &comparison, &args, screen),
        CatalogCommand::Update(args) => {
            let UpdateArgs { merge, keep } = args;
            let options = UpdateOptions { merge, settled: keep.into_iter().collect() };
            let updated = update(&catalog, comparison, &options).map_err(told)?;
            tell(context, &updated, screen)
        }
    }
}

fn diff(context: &Context, comparison: &Comparison, args: &DiffArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let mut text = String::new();
    for change in &comparison.changes {
        text.push_str(&format!("{} {}\n", letter(change.kind), change.path));
    }
    for change in comparison.changes.iter().filter(|_| !args.name_only) {
        text.push_str(&difference(change));
    }
    screen.data(&text)?;
    let Comparison { manifest, version, changes, own } = comparison;
    if !own.is_empty() {
        screen.talk(&format!("{} files are the company's own work, and stay.\n", own.len()));
    }
    if changes.is_empty() {
        screen.talk("The catalog is up to date.\n");
        return Ok(Exit::Ok);
    }
    let (from, conflicts) = (&manifest.version, changes.iter().filter(|change| change.kind.is_conflict()).count());
    screen.talk(&format!(
        "\nFrom version {from} to {version}: {} files, {conflicts} of which the company changed, too.\n\
         A new, M changed, D gone, = there already, ! changed by both, ? changed on one side and gone on the other.\n\
         Bring them with:\n    {}\n",
        changes.len(),
        command(context, &["catalog", "update"]),
    ));
    Ok(Exit::Unsettled)
}

fn letter(kind: Kind) -> char {
    match kind {
        Kind::Added => 'A',
        Kind::Updated => 'M',
        Kind::Removed => 'D',
        Kind::Same => '=',
        Kind::Both => '!',
        Kind::RemovedThere | Kind::RemovedHere => '?',
    }
}

/// From what the company has to what the program has.
fn difference(change: &FileChange) -> String {
    let text = |content: &Option<Vec<u8>>| {
        content.as_ref().map_or(Ok(String::new()), |content| String::from_utf8(content.clone()))
    };
    match (text(&change.ours), text(&change.theirs)) {
        (Ok(ours), Ok(theirs)) if ours != theirs => {
            format!("\n{}", groundplan_render::unified_diff(&change.path, &ours, &theirs))
        }
        _ => String::new(),
    }
}

fn tell(context: &Context, updated: &Updated, screen: &mut Screen) -> Result<Exit, Problem> {
    let mut text = String::new();
    for (path, kind) in &updated.brought {
        text.push_str(&format!("{} {path}\n", letter(*kind)));
    }
    for path in &updated.merged {
        text.push_str(&format!("+ {path} (both changes put together)\n"));
    }
    for path in &updated.marked {
        text.push_str(&format!("! {path} (settle what is between the markers)\n"));
    }
    for (path, kind) in &updated.kept {
        let unmergeable = updated.unmergeable.iter().find(|(known, _)| known == path);
        let why = match (unmergeable, kind) {
            (Some((_, why)), _) => format!("cannot be merged: {why}"),
            (None, Kind::RemovedThere) => "the program has it no more".to_owned(),
            (None, Kind::RemovedHere) => "the company took it away, and the program changed it".to_owned(),
            (None, _) => "changed by the company and by the program".to_owned(),
        };
        text.push_str(&format!("{} {path} (kept: {why})\n", letter(*kind)));
    }
    screen.data(&text)?;
    if updated.is_settled() {
        let told = if text.is_empty() {
            "The catalog is up to date.\n"
        } else {
            "\nThe catalog is up to date now. See what it means:\n    "
        };
        screen.talk(told);
        if !text.is_empty() {
            screen.talk(&format!("{}\n", command(context, &["plan"])));
        }
        return Ok(Exit::Ok);
    }
    if updated.kept.iter().any(|(_, kind)| *kind == Kind::Both) && updated.unmergeable.is_empty() {
        screen.talk(&format!(
            "\nPut both changes together, with markers where they meet:\n    {}\n",
            command(context, &["catalog", "update", "--merge"])
        ));
    }
    if let Some((path, _)) = updated.kept.first() {
        screen.talk(&format!(
            "\nOr settle a file by hand, and say so:\n    {}\n",
            command(context, &["catalog", "update", "--keep", path])
        ));
    }
    Ok(Exit::Unsettled)
}

fn command(context: &Context, words: &[&str]) -> String {
    invocation::command(context.repeated_options().into_iter().chain(words.iter().map(|word| (*word).to_owned())))
}
