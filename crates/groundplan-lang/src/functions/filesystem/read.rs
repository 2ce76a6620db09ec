use std::io;
use std::path::Path;

use groundplan_value::{Marks, quote};

use super::path::{absolute, expand_home, shown};
use crate::functions::{CallContext, FunctionError};

/// Reads a file whose hash or text a function gives. What is wrong is said of the call.
pub(in crate::functions) fn open(path: &str, context: &CallContext) -> Result<Vec<u8>, FunctionError> {
    let expanded =
        expand_home(path, context).map_err(|why| FunctionError::call(format!("failed to expand ~: {why}")))?;
    context.files.read(Path::new(&absolute(&expanded, context))).map_err(|error| {
        let verb = if error.kind() == io::ErrorKind::IsADirectory { "read" } else { "open" };
        FunctionError::call(format!("{verb} {}: {}", shown(&expanded), reason(&error)))
    })
}

/// Reads a file for its content. What is wrong is said of the path.
pub(super) fn read(path: &str, marks: Marks, context: &CallContext) -> Result<Vec<u8>, FunctionError> {
    let wrong = |why: String| FunctionError::argument(0, why);
    let expanded = expand_home(path, context).map_err(|why| wrong(format!("failed to expand ~: {why}")))?;
    context.files.read(Path::new(&absolute(&expanded, context))).map_err(|error| {
        let name = shown(&expanded);
        wrong(match error.kind() {
            io::ErrorKind::NotFound => format!(
                "no file exists at {}; this function works only with files that are distributed as part of the \
                 configuration source code, so if this file will be created by a resource in this configuration you must \
                 instead obtain this result from an attribute of that resource",
                redacted(path, marks)
            ),
            io::ErrorKind::IsADirectory => format!("failed to read file: read {name}: is a directory"),
            _ => format!("open {name}: {}", reason(&error)),
        })
    })
}

/// The text of a file that must be UTF-8.
pub(super) fn read_text(path: &str, marks: Marks, context: &CallContext) -> Result<String, FunctionError> {
    String::from_utf8(read(path, marks, context)?).map_err(|_| {
        FunctionError::call(format!(
            "contents of {} are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents or the \
             other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead",
            redacted(path, marks)
        ))
    })
}

/// The path in quotes, unless it must not be shown.
pub(super) fn redacted(path: &str, marks: Marks) -> String {
    if marks.is_sensitive() { "(sensitive value)".to_owned() } else { quote(path) }
}

/// What is wrong with a file, in the words of POSIX.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory".to_owned(),
        io::ErrorKind::NotADirectory => "not a directory".to_owned(),
        _ => error.to_string(),
    }
}
