use std::io::Read as _;
use std::path::Path;

use groundplan_diag::Diagnostic;
use groundplan_ops::{FormatSettings, Formatted};

use crate::cli::FmtArgs;
use crate::exit::Exit;
use crate::json;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `fmt`
pub(crate) fn run(context: &Context, args: &FmtArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    if args.targets.iter().any(|target| target == Path::new("-")) {
        return of_stdin(args, screen);
    }
    let settings = FormatSettings {
        dir: context.dir.clone(),
        targets: args.targets.clone(),
        recursive: args.recursive,
        write: args.write && !args.check,
    };
    let report = groundplan_ops::fmt(&settings);
    for file in &report.changed {
        if args.list {
            screen.data(&format!("{}\n", file.path.display()))?;
        }
        if args.diff {
            screen.data(&groundplan_render::unified_diff(
                &file.path.display().to_string(),
                &file.before,
                &file.after,
            ))?;
        }
    }
    json::tell(&report.diagnostics, false, screen);
    Ok(match report.changed.is_empty() {
        _ if !report.diagnostics.is_empty() => Exit::Error,
        false if args.check => Exit::Unformatted,
        _ => Exit::Ok,
    })
}

fn of_stdin(args: &FmtArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    if args.targets.len() > 1 {
        return Err(Diagnostic::error("Too many targets")
            .detail("Standard input is formatted alone, without files and folders.")
            .into());
    }
    let mut before = String::new();
    std::io::stdin()
        .read_to_string(&mut before)
        .map_err(|error| Diagnostic::error("Standard input cannot be read").detail(format!("{error}.")))?;
    let after = groundplan_ops::fmt_text(&before).map_err(Problem)?;
    let file = Formatted { path: "<stdin>".into(), before, after };
    if args.diff {
        screen.data(&groundplan_render::unified_diff("<stdin>", &file.before, &file.after))?;
    } else if !args.check {
        screen.data(&file.after)?;
    }
    Ok(if args.check && file.before != file.after { Exit::Unformatted } else { Exit::Ok })
}
