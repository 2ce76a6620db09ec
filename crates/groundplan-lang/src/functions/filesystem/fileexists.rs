use std::io;
use std::path::Path;

use groundplan_value::{Type, Value};

use super::path::{absolute, expand_home, shown};
use super::read::redacted;
use crate::functions::arguments::value;
use crate::functions::function::types;
use crate::functions::{CallContext, FileKind, Function, FunctionError, Implementation, Kind, Parameter, Returns};

pub(super) static FILEEXISTS: Function = Function {
    name: "fileexists",
    description: "Whether there is a file at a path.",
    parameters: &[Parameter::string("path", "The path.").unknown().marked()],
    returns: Returns::Type(types::bool),
    kind: Kind::Filesystem,
    implementation: Implementation::Plain(fileexists),
    ..Function::DEFAULT
};

fn fileexists(context: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let path = value(arguments, 0)?;
    let marks = path.marks();
    let Some(path) = path.as_str() else { return Ok(Value::unknown(Type::Bool).mark(marks)) };
    let expanded =
        expand_home(path, context).map_err(|why| FunctionError::call(format!("failed to expand ~: {why}")))?;
    let name = redacted(&shown(&expanded), marks);
    let what = match context.files.kind(Path::new(&absolute(&expanded, context))) {
        Ok(FileKind::File) => return Ok(Value::TRUE.mark(marks)),
        Ok(FileKind::Folder) => "is a directory, not a file",
        Ok(FileKind::Device) => "is a device node, not a regular file",
        Ok(FileKind::Pipe) => "is a named pipe, not a regular file",
        Ok(FileKind::Socket) => "is a unix domain socket, not a regular file",
        Ok(FileKind::Other) => "is not a regular file",
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Value::FALSE.mark(marks)),
        Err(_) => return Err(FunctionError::call(format!("failed to stat {name}"))),
    };
    Err(FunctionError::call(format!("{name} {what}")))
}
