use groundplan_value::{Value, quote};
use uuid::Uuid;

use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static UUIDV5: Function = Function {
    name: "uuidv5",
    description: "The unique identifier of a name in a namespace (RFC 4122, version 5).",
    parameters: &[
        Parameter::string("namespace", "`dns`, `url`, `oid`, `x500`, or the identifier of a namespace."),
        Parameter::string("name", "The name."),
    ],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(uuidv5),
    ..Function::DEFAULT
};

fn uuidv5(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let namespace = match text(arguments, 0)? {
        "dns" => Uuid::NAMESPACE_DNS,
        "url" => Uuid::NAMESPACE_URL,
        "oid" => Uuid::NAMESPACE_OID,
        "x500" => Uuid::NAMESPACE_X500,
        other => parse(other)
            .map_err(|why| FunctionError::call(format!("uuidv5() doesn't support namespace {other} ({why})")))?,
    };
    Ok(Value::string(Uuid::new_v5(&namespace, text(arguments, 1)?.as_bytes()).hyphenated().to_string()))
}

/// Reads an identifier with or without hyphens, in brackets of any kind, or as a URN.
fn parse(text: &str) -> Result<Uuid, String> {
    const FORMAT: &str = "invalid UUID format";
    let plain = match text.len() {
        36 | 32 => text,
        38 => text.get(1..37).ok_or(FORMAT)?,
        45 => {
            let prefix = text.get(..9).unwrap_or_default();
            if !prefix.eq_ignore_ascii_case("urn:uuid:") {
                return Err(format!("invalid urn prefix: {}", quote(prefix)));
            }
            text.get(9..).ok_or(FORMAT)?
        }
        length => return Err(format!("invalid UUID length: {length}")),
    };
    Uuid::try_parse(plain).map_err(|_| FORMAT.to_owned())
}
