//! Answers from this crate.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use std::{fs, io};

use groundplan_diag::{Diagnostic, Diags, FileId};
use groundplan_lang::console;
use groundplan_lang::eval::{Resolved, Scope, Templates, constant, evaluate};
use groundplan_lang::functions::{CallContext, Clock, FileAccess, FileKind};
use groundplan_lang::syntax::{Expr, ExprKind, ObjectKey, Step, Traversal, parse_file};
use groundplan_value::{Marks, Type, Value, convert};

use super::Answer;

/// The home folder of both sides.
pub(crate) const HOME: &str = "/home/someone";

/// The answer to an expression within a module.
pub(crate) fn answer(module: &Module, expression: &str) -> Answer {
    // What has several lines is a whole argument in Terraform's module, with the end of its last line.
    let end = if expression.contains('\n') { "\n" } else { "" };
    match console::answer(&format!("{expression}{end}"), module) {
        Ok(text) => Answer::Value(text),
        Err(diags) => Answer::error(&words(&diags)),
    }
}

pub(crate) fn words(diags: &Diags) -> String {
    diags
        .iter()
        .filter(|error| error.is_error())
        .map(|error| format!("{}: {}\n", error.summary, error.detail))
        .collect()
}

/// What functions get: the files beside the pages, and a clock that stands still.
pub(crate) fn context() -> CallContext {
    CallContext {
        base: files().into(),
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

/// The files that both sides see.
pub(crate) fn files() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("spec/files")
}

/// A root module of `locals` and `variable` blocks. A variable without a default is not known yet, as in Terraform's console.
pub(crate) struct Module {
    locals: BTreeMap<Arc<str>, Expr>,
    variables: BTreeMap<Arc<str>, Value>,
    context: CallContext,
}

impl Module {
    pub(crate) fn new(configuration: &str) -> Self {
        let parse = parse_file(FileId::NONE, configuration);
        assert!(!parse.diags.has_errors(), "{:?}", parse.diags);
        let mut module = Self { locals: BTreeMap::new(), variables: BTreeMap::new(), context: context() };
        for block in &parse.body.blocks {
            let mut diags = Diags::new();
            let attributes = block.body.just_attributes(&mut diags);
            let each = attributes.into_iter().map(|attribute| (attribute.name.name.clone(), attribute.expr.clone()));
            match &*block.kind.name {
                "locals" => module.locals.extend(each),
                "variable" => {
                    let name = block.labels.first().unwrap().text.clone();
                    module.variables.insert(name, variable(&each.collect()));
                }
                other => panic!("a page with a {other} block"),
            }
        }
        module
    }
}

fn variable(arguments: &BTreeMap<Arc<str>, Expr>) -> Value {
    let is = |name: &str| arguments.get(name).is_some_and(|expr| constant(expr).unwrap() == Value::TRUE);
    let ty = arguments.get("type").map_or(Type::Dynamic, type_constraint);
    let value = match arguments.get("default") {
        Some(default) => convert(&constant(default).unwrap(), &ty).unwrap(),
        None => Value::unknown(ty),
    };
    let sensitive = if is("sensitive") { Marks::SENSITIVE } else { Marks::NONE };
    let ephemeral = if is("ephemeral") { Marks::EPHEMERAL } else { Marks::NONE };
    value.mark(sensitive | ephemeral)
}

/// The type constraints that pages need.
fn type_constraint(expr: &Expr) -> Type {
    match &expr.kind {
        ExprKind::Traversal(name) => match &*name.root.name {
            "string" => Type::String,
            "number" => Type::Number,
            "bool" => Type::Bool,
            "any" => Type::Dynamic,
            other => panic!("no type: {other}"),
        },
        ExprKind::Call(call) => match (&*call.name.name, &call.args.first().unwrap().kind) {
            ("list", _) => Type::list(type_constraint(&call.args[0])),
            ("set", _) => Type::set(type_constraint(&call.args[0])),
            ("map", _) => Type::map(type_constraint(&call.args[0])),
            ("tuple", ExprKind::Tuple(elements)) => Type::Tuple(elements.iter().map(type_constraint).collect()),
            ("object", ExprKind::Object(items)) => Type::object(items.iter().map(|item| match &item.key {
                ObjectKey::Name(name) => (name.name.clone(), type_constraint(&item.value)),
                ObjectKey::Expr(_) => panic!("an attribute without a name"),
            })),
            (other, _) => panic!("no type: {other}"),
        },
        _ => panic!("no type"),
    }
}

impl Scope for Module {
    fn resolve(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        let name = match traversal.steps.first() {
            Some(Step::Attr(name, _)) => &**name,
            _ => "",
        };
        let value = match (&*traversal.root.name, name) {
            ("local", name) => self.locals.get(name).map(|expr| evaluate(expr, self)),
            ("var", name) => self.variables.get(name).cloned().map(Ok),
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
