use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use groundplan_value::{Marks, Value};

use super::read::target;
use super::{Problem, required};
use crate::live::config::Config;
use crate::live::programs::ProgramCall;

/// `run_cmd([options…], command, arguments…)`: what a command prints, without its last line break.
pub(super) fn run_cmd(config: &Config, arguments: &[Value]) -> Result<Value, Problem> {
    let mut words = (0..arguments.len()).map(|at| required(arguments, at)).collect::<Result<Vec<_>, _>>()?;
    let (mut quiet, mut global, mut fresh) = (false, false, false);
    while let Some(first) = words.first() {
        match &**first {
            "--terragrunt-quiet" => quiet = true,
            "--terragrunt-global-cache" => global = true,
            "--terragrunt-no-cache" => fresh = true,
            _ => break,
        }
        words.remove(0);
    }
    if global && fresh {
        return Err(Problem::new("--terragrunt-global-cache and --terragrunt-no-cache contradict each other."));
    }
    let Some((program, args)) = words.split_first() else {
        return Err(Problem::new("there are options only, and no command."));
    };
    let args: Vec<String> = args.iter().map(ToString::to_string).collect();
    let dir = config.place.dir();
    let cache =
        (!fresh).then(|| format!("{}\0{program}\0{}", if global { "" } else { path_text(dir) }, args.join("\0")));
    let printed = run(config, "run_cmd", program, &args, dir, quiet, cache)?;
    Ok(Value::string(printed.strip_suffix('\n').unwrap_or(&printed)))
}

/// `sops_decrypt_file(path)`: the text of a file that the program `sops` decrypts. It is secret.
pub(super) fn sops_decrypt_file(config: &Config, arguments: &[Value]) -> Result<Value, Problem> {
    let path = target(config, arguments)?;
    let session = &config.place.unit.session;
    if !session.settings.files.is_file(&path) {
        return Err(Problem::new(format!("there is no file {}.", config.place.shown(&path))));
    }
    config.place.note(&path);
    let real = session.mounts.real(&path);
    let kind = match real.extension().and_then(|extension| extension.to_str()) {
        Some("yaml" | "yml") => "yaml",
        Some("json") => "json",
        Some("env") => "dotenv",
        Some("ini") => "ini",
        _ => "binary",
    };
    let words = ["--decrypt", "--input-type", kind, "--output-type", kind, path_text(&real)];
    let args: Vec<String> = words.into_iter().map(str::to_owned).collect();
    let cache = Some(format!("sops\0{}", path_text(&real)));
    let text = run(config, "sops_decrypt_file", "sops", &args, config.place.dir(), true, cache).map_err(|problem| {
        Problem {
            help: problem
                .help
                .or_else(|| Some("install sops (https://getsops.io), and make sure that it can reach the key".into())),
            ..problem
        }
    })?;
    Ok(Value::string(text).mark(Marks::SENSITIVE))
}

fn path_text(path: &Path) -> &str {
    path.to_str().unwrap_or_default()
}

fn run(
    config: &Config,
    function: &str,
    program: &str,
    args: &[String],
    dir: &Path,
    quiet: bool,
    cache: Option<String>,
) -> Result<Arc<str>, Problem> {
    let session = &config.place.unit.session;
    let ran = || session.ran.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = cache.as_ref().and_then(|key| ran().get(key).cloned()) {
        return Ok(known);
    }
    let Some(programs) = &session.settings.options.programs else {
        return Err(Problem::new(format!("commands may not be run here, and this would run {program}."))
            .help("leave out `--no-run`, or give the value by an environment variable and get_env"));
    };
    let dir: PathBuf = session.mounts.real(dir);
    let wanted_by = format!("{function} in {}", config.place.shown(&config.path));
    let env = &session.settings.env;
    let call = ProgramCall { program, args, dir: &dir, env, wanted_by: &wanted_by, quiet };
    let printed: Arc<str> = programs
        .run(&call)
        .map(Arc::from)
        .map_err(|why| Problem::new(format!("the command {program}, run in {}, {why}", config.place.shown(&dir))))?;
    if let Some(key) = cache {
        ran().insert(key, printed.clone());
    }
    Ok(printed)
}
