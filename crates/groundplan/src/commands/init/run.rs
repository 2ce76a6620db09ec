use std::io::ErrorKind;
use std::path::Path;

use groundplan_diag::{Diagnostic, SourceMap};
use groundplan_init::answers::{AnswersFile, rules, told};
use groundplan_init::{Answers, Given, create, render};
use tokio::signal::unix::{SignalKind, signal};

use super::options;
use super::questions::{Questions, possible};
use crate::cli::InitArgs;
use crate::exit::Exit;
use crate::invocation;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// Names of domains that exist nowhere (RFC 2606).
const NOWHERE: [&str; 4] = ["example", "invalid", "localhost", "test"];

/// `init`
pub(crate) fn run(context: &Context, args: InitArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let dir = args.dir.as_deref().map_or(context.dir.clone(), |dir| context.path(dir));

    let sources = SourceMap::new();
    let file = args.answers.as_deref().map(|path| read(context, path, &sources)).transpose()?;
    let asks = !args.defaults && file.is_none() && possible();
    let from_file = file.as_ref().map(|file| file.given.clone()).unwrap_or_default();
    let mut given = options::over(args.given, from_file)?;
    let folder = dir.file_name().map(|name| name.to_string_lossy().into_owned());
    let folder = folder.filter(|name| rules::company(name).is_ok());
    // Ctrl-C ends a question, and the terminal is put back into order, because something listens to it.
    let _listening = asks.then(|| signal(SignalKind::interrupt()));
    let questions = asks.then(|| Questions::new(screen.look.talk.color));
    if let Some(questions) = &questions
        && let Err(error) = questions.ask(&mut given, folder.as_deref())
    {
        return stopped(error, screen);
    }
    let answers = Given { company: given.company.clone().or(folder), ..given }.complete().ok_or_else(no_company)?;
    let problems = answers.check();
    if !problems.is_empty() {
        return Err(Problem::of(&told(&problems, file.as_ref()), &sources));
    }
    if let Some(questions) = &questions {
        match questions.agreed(&format!("Write the repository to {}?", dir.display())) {
            Ok(true) => {}
            Ok(false) => {
                screen.talk("Nothing was written.\n");
                return Ok(Exit::Interrupted);
            }
            Err(error) => return stopped(error, screen),
        }
    }
    let files = render(&answers).map_err(|error| {
        Diagnostic::error("Repository cannot be made").detail(format!("This is a bug in groundplan: {error}."))
    })?;
    create(&dir, &files)?;
    screen.talk(&next(context, args.dir.as_deref(), &answers, files.len()));
    Ok(Exit::Ok)
}

fn read(context: &Context, path: &Path, sources: &SourceMap) -> Result<AnswersFile, Problem> {
    let text = std::fs::read_to_string(context.path(path)).map_err(|error| {
        Diagnostic::error("Answers file cannot be read").detail(format!("{}: {error}.", path.display()))
    })?;
    AnswersFile::parse(path, &text, sources).map_err(|diags| Problem::of(&diags, sources))
}

/// What ends the questions before they are answered.
fn stopped(error: dialoguer::Error, screen: &mut Screen) -> Result<Exit, Problem> {
    let dialoguer::Error::IO(error) = error;
    if error.kind() == ErrorKind::Interrupted {
        // A list hides the cursor. That it cannot be shown on a terminal that is gone is nobody's trouble.
        let _ = dialoguer::console::Term::stderr().show_cursor();
        screen.talk("\nNothing was written.\n");
        return Ok(Exit::Interrupted);
    }
    Err(Diagnostic::error("Questions cannot be asked")
        .detail(format!("{error}."))
        .help("give the answers by options or with `--answers FILE`, and ask nothing with `--defaults`")
        .into())
}

fn no_company() -> Diagnostic {
    Diagnostic::error("Company not named")
        .detail("There is no terminal to ask on, and the folder's name is none for a company.")
        .help("name it with `--company NAME`")
}

/// What to do next.
fn next(context: &Context, dir: Option<&Path>, answers: &Answers, files: usize) -> String {
    let shown = dir.map_or_else(|| ".".to_owned(), |dir| context.shown(dir));
    let command = |words: &[&str]| {
        let folder = if shown == "." { Vec::new() } else { vec!["-C".to_owned(), shown.clone()] };
        invocation::command(folder.into_iter().chain(words.iter().map(|word| (*word).to_owned())))
    };
    let mut text = format!(
        "The repository of {} is in {shown}: {files} files, and the catalog in {shown}/catalog. Its answers are in {shown}/{}.\n\
         Try it on a local AWS, without any account:\n    {}\n    {}\n",
        answers.company,
        AnswersFile::NAME,
        command(&["sandbox", "up"]),
        command(&["plan", "--sandbox"]),
    );
    let top = answers.mail_domain().rsplit('.').next().unwrap_or_default();
    if NOWHERE.contains(&top) {
        text.push_str(&format!(
            "\nMail to {} reaches nobody. Before the first apply on AWS, give a domain of the company's own.\n",
            answers.mail_domain()
        ));
    }
    text
}
