//! The module that random expressions stand in.

/// Names and types of variables, and what they are once they are known.
pub(super) const VARIABLES: &[(&str, &str, &str)] = &[
    ("text", "string", "\"some text\""),
    ("number", "number", "7"),
    ("bool", "bool", "true"),
    ("list", "list(string)", "[\"b\", \"a\", \"b\"]"),
    ("numbers", "list(number)", "[3, 1, 2]"),
    ("set", "set(string)", "[\"y\", \"x\"]"),
    ("map", "map(string)", "{ k = \"v\", a = \"w\" }"),
    ("object", "object({ a = string, n = number })", "{ a = \"x\", n = 2 }"),
    ("any", "any", "\"anything\""),
];

const LOCALS: &str = r#"
locals {
  text    = "Hello, wörld"
  empty   = ""
  lines   = "one\ntwo\n\nthree\n"
  list    = tolist(["c", "a", "b", "a"])
  numbers = tolist([3, -1, 2.5])
  set     = toset(["x", "y"])
  map     = tomap({ k = "v", a = "w" })
  object  = { a = "x", n = 2, l = [1, true] }
  objects = [{ id = "i1", n = 1 }, { id = "i2", n = 2 }]
  nothing = null
  part    = { known = "k", later = var.text }
  mixed   = ["k", var.text, null]
}
"#;

/// The module: each variable as it is (`var.text`), sensitive (`var.secret_text`) and ephemeral (`var.passing_text`). The
/// plain ones have a value only if their names are among those `known`.
pub(super) fn configuration(known: impl Fn(&str) -> bool) -> String {
    let mut text = LOCALS.to_owned();
    for (name, ty, value) in VARIABLES {
        let plain = if known(name) { format!("default = {value}") } else { String::new() };
        for (prefix, rest) in [
            ("", plain),
            ("secret_", format!("default = {value}\n  sensitive = true")),
            ("passing_", format!("default = {value}\n  ephemeral = true")),
        ] {
            text.push_str(&format!("variable \"{prefix}{name}\" {{\n  type = {ty}\n  {rest}\n}}\n"));
        }
    }
    text
}
