use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use groundplan_value::{Map, Value};

use super::FunctionError;

/// What functions need from outside. Cheap to clone.
#[derive(Clone)]
pub struct CallContext {
    /// The folder of the root module, absolute: relative paths of files are taken from it.
    pub base: Arc<Path>,
    /// The files.
    pub files: Arc<dyn FileAccess>,
    /// The moment and chance. None while a result must not depend on them, as in a plan: then it is unknown.
    pub clock: Option<Arc<dyn Clock>>,
    /// The moment of the plan, for `plantimestamp`; none while there is no plan.
    pub plan_time: Option<SystemTime>,
    /// Renders the templates of `templatefile` and `templatestring`.
    pub templates: Arc<dyn TemplateEvaluator>,
    /// The template function that the call stands within, if any.
    pub within: Option<Within>,
}

/// A function that renders a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// `templatefile`
    TemplateFile,
    /// `templatestring`
    TemplateString,
}

/// The files that functions may see. Implementations decide how far that goes.
pub trait FileAccess: Send + Sync {
    /// The bytes of the file of that absolute path.
    ///
    /// # Errors
    /// As the operating system has them; `NotFound` when there is no such file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// What is at that absolute path, links followed.
    ///
    /// # Errors
    /// As the operating system has them; `NotFound` when there is nothing.
    fn kind(&self, path: &Path) -> io::Result<FileKind>;

    /// The names in the folder of that absolute path, in any order.
    ///
    /// # Errors
    /// As the operating system has them.
    fn list(&self, path: &Path) -> io::Result<Vec<String>>;

    /// The user's home folder, if there is one.
    fn home(&self) -> Option<PathBuf>;
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A device.
    Device,
    /// A named pipe.
    Pipe,
    /// A socket.
    Socket,
    /// Something else.
    Other,
}

/// The moment and chance.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> SystemTime;

    /// Fills the bytes at random, well enough for secrets.
    ///
    /// # Errors
    /// When the system has no source of randomness.
    fn random(&self, bytes: &mut [u8]) -> io::Result<()>;
}

/// Renders templates and reads variable files on behalf of functions; the evaluator implements it.
pub trait TemplateEvaluator: Send + Sync {
    /// Renders a template with these variables and no other. `name` is what messages call the template. The context says
    /// which function it is for, so that calls within are held to that.
    ///
    /// # Errors
    /// When the text is no template, refers to another name, or fails; the message has all there is to say.
    fn render(&self, text: &str, name: &str, variables: &Map, context: &CallContext) -> Result<Value, FunctionError>;

    /// Reads the text of a `.tfvars` file, whose expressions refer to nothing, to an object of its definitions.
    ///
    /// # Errors
    /// When the text is no such file, or an expression fails.
    fn read_definitions(&self, text: &str) -> Result<Value, FunctionError>;
}

impl CallContext {
    /// The same for calls within a template that a function renders.
    #[must_use]
    pub fn within(&self, template: Within) -> Self {
        Self { within: Some(template), ..self.clone() }
    }
}

impl fmt::Debug for CallContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallContext").field("base", &self.base).field("within", &self.within).finish_non_exhaustive()
    }
}

/// No files at all: where configuration is evaluated that may not see any.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl FileAccess for NoFiles {
    fn read(&self, _: &Path) -> io::Result<Vec<u8>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn kind(&self, _: &Path) -> io::Result<FileKind> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn list(&self, _: &Path) -> io::Result<Vec<String>> {
        Ok(Vec::new())
    }

    fn home(&self) -> Option<PathBuf> {
        None
    }
}
