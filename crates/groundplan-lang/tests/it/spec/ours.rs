//! Answers from this crate.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use std::{fs, io};

use groundplan_diag::{Diagnostic, Diags, FileId};
use groundplan_lang::console;
use groundplan_lang::eval::{Resolved, Scope, Templates, evaluate};
use groundplan_lang::functions::{CallContext, Clock, FileAccess, FileKind};
use groundplan_lang::syntax::{Expr, Step, Traversal, parse_file};
use groundplan_value::Value;

use super::page::{Answer, Case, Page};

/// The home folder of both sides.
pub(super) const HOME: &str = "/home/someone";

/// The answer to a case of a page.
pub(super) fn answer(page: &Page, case: &Case) -> Answer {
    let scope = Module { locals: locals(&page.configuration), context: context() };
    // What has several lines is a whole argument in Terraform's module, with the end of its last line.
    let end = if case.expression.contains('\n') { "\n" } else { "" };
    match console::answer(&format!("{}{end}", case.expression), &scope) {
        Ok(text) => Answer::Value(text),
        Err(diags) => Answer::error(&words(&diags)),
    }
}

fn words(diags: &Diags) -> String {
    diags
        .iter()
        .filter(|error| error.is_error())
        .map(|error| format!("{}: {}\n", error.summary, error.detail))
        .collect()
}

/// What functions get: the files beside the pages, and a clock that stands still.
pub(super) fn context() -> CallContext {
    CallContext {
        base: super::spec().join("files").into(),
        files: Arc::new(Disk),
        clock: Some(Arc::new(StoppedClock)),
        plan_time: Some(moment()),
        templates: Arc::new(Templates),
        within: None,
    }
}

/// 2024-02-03T04:05:06Z
fn moment() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_706_933_106)
}

struct StoppedClock;

impl Clock for StoppedClock {
    fn now(&self) -> SystemTime {
        moment()
    }

    fn random(&self, bytes: &mut [u8]) -> io::Result<()> {
        bytes.iter_mut().zip(1u8..).for_each(|(byte, next)| *byte = next);
        Ok(())
    }
}

struct Disk;

impl FileAccess for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn kind(&self, path: &Path) -> io::Result<FileKind> {
        let metadata = fs::metadata(path)?;
        Ok(if metadata.is_file() {
            FileKind::File
        } else if metadata.is_dir() {
            FileKind::Folder
        } else {
            FileKind::Other
        })
    }

    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        fs::read_dir(path)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
    }

    fn home(&self) -> Option<PathBuf> {
        Some(HOME.into())
    }
}

/// The local values that a page declares.
fn locals(configuration: &str) -> BTreeMap<Arc<str>, Expr> {
    let parse = parse_file(FileId::NONE, configuration);
    assert!(!parse.diags.has_errors(), "{:?}", parse.diags);
    let mut diags = Diags::new();
    let blocks = parse.body.blocks.iter().filter(|block| &*block.kind.name == "locals");
    blocks
        .flat_map(|block| block.body.just_attributes(&mut diags))
        .map(|attribute| (attribute.name.name.clone(), attribute.expr.clone()))
        .collect()
}

struct Module {
    locals: BTreeMap<Arc<str>, Expr>,
    context: CallContext,
}

impl Scope for Module {
    fn resolve(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        let name = match traversal.steps.first() {
            Some(Step::Attr(name, _)) => &**name,
            _ => "",
        };
        let value = match (&*traversal.root.name, name) {
            ("local", name) => self.locals.get(name).map(|expr| evaluate(expr, self)),
            ("path", "module" | "root") => Some(Ok(Value::string("."))),
            ("terraform", "workspace") => Some(Ok(Value::string("default"))),
            _ => None,
        };
        match value {
            Some(Ok(value)) => Ok(Resolved { value, steps: 1 }),
            Some(Err(diags)) => Err(diags.into_iter().next().unwrap()),
            None => {
                Err(Diagnostic::error("Invalid reference")
                    .detail(format!("There is no {}.{name}.", traversal.root.name)))
            }
        }
    }

    fn call_context(&self) -> &CallContext {
        &self.context
    }
}
