use groundplan_value::Value;
use md5::Md5;

use super::digest::hexadecimal;
use crate::functions::arguments::text;
use crate::functions::filesystem::open;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Kind, Parameter, Returns};

pub(super) static FILEMD5: Function = Function {
    name: "filemd5",
    description: "The MD5 hash of a file in hexadecimal digits.",
    parameters: &[Parameter::string("path", "The path of the file.")],
    returns: Returns::Type(types::string),
    kind: Kind::Filesystem,
    implementation: Implementation::Plain(filemd5),
    ..Function::DEFAULT
};

fn filemd5(context: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(hexadecimal::<Md5>(&open(text(arguments, 0)?, context)?))
}
