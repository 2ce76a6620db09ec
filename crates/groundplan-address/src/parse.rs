use std::sync::Arc;

use crate::{InstanceAddr, InstanceKey, Mode, ModuleAddr, ModuleStep, ResourceAddr, ResourceId};

/// Why a text is no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{text}\" is not a valid address: {reason}")]
pub struct AddressError {
    text: String,
    reason: String,
}

impl AddressError {
    pub(crate) fn new(text: &str, reason: impl Into<String>) -> Self {
        Self { text: text.into(), reason: reason.into() }
    }
}

/// A key as HCL writes it between brackets: quotes, backslashes, line ends and template openers escaped.
pub(crate) fn quote(key: &str) -> String {
    let mut quoted = String::with_capacity(key.len() + 2);
    quoted.push('"');
    let mut rest = key.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '$' | '%' if rest.peek() == Some(&'{') => {
                quoted.push(c);
                quoted.push(c);
            }
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A name with the instance key behind it, if any.
struct Part {
    name: Arc<str>,
    key: InstanceKey,
}

pub(crate) fn module(text: &str) -> Result<ModuleAddr, AddressError> {
    let parts = split(text)?;
    let (module, rest) = take_module(text, &parts)?;
    if rest.is_empty() { Ok(module) } else { Err(AddressError::new(text, "a module's address is written module.NAME")) }
}

pub(crate) fn resource(text: &str) -> Result<ResourceAddr, AddressError> {
    let address = instance(text)?;
    if !address.key.is_none() {
        return Err(AddressError::new(text, "a resource is meant here, not one of its instances"));
    }
    Ok(address.resource_addr())
}

pub(crate) fn instance(text: &str) -> Result<InstanceAddr, AddressError> {
    let parts = split(text)?;
    let (module, rest) = take_module(text, &parts)?;
    let (mode, rest) = match rest {
        [first, rest @ ..] if &*first.name == "data" => (Mode::Data, rest),
        [first, rest @ ..] if &*first.name == "ephemeral" => (Mode::Ephemeral, rest),
        rest => (Mode::Managed, rest),
    };
    match rest {
        [kind, name] if kind.key.is_none() => Ok(InstanceAddr {
            module,
            resource: ResourceId { mode, kind: kind.name.clone(), name: name.name.clone() },
            key: name.key.clone(),
        }),
        _ => Err(AddressError::new(text, "a resource's address is written [module.NAME.][data.]TYPE.NAME")),
    }
}

fn take_module<'a>(text: &str, mut parts: &'a [Part]) -> Result<(ModuleAddr, &'a [Part]), AddressError> {
    let mut steps = Vec::new();
    while let [word, rest @ ..] = parts {
        if &*word.name != "module" {
            break;
        }
        let [name, rest @ ..] = rest else { return Err(AddressError::new(text, "a name must follow \"module.\"")) };
        steps.push(ModuleStep { name: name.name.clone(), key: name.key.clone() });
        parts = rest;
    }
    Ok((ModuleAddr(steps), parts))
}

/// Splits at the dots outside of brackets.
fn split(text: &str) -> Result<Vec<Part>, AddressError> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if !is_name(name) {
            return Err(AddressError::new(text, "names consist of letters, digits, \"_\" and \"-\""));
        }
        let (key, after) = if after.starts_with('[') { take_key(text, after)? } else { (InstanceKey::None, after) };
        parts.push(Part { name: name.into(), key });
        rest = match after.strip_prefix('.') {
            Some("") => return Err(AddressError::new(text, "it ends with a dot")),
            Some(next) => next,
            None if after.is_empty() => "",
            None => return Err(AddressError::new(text, "a dot must follow an instance key")),
        };
    }
    Ok(parts)
}

fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

/// Reads `[0]` or `["key"]` at the start; gives what follows too.
fn take_key<'a>(text: &str, bracket: &'a str) -> Result<(InstanceKey, &'a str), AddressError> {
    let wrong = |reason: &str| AddressError::new(text, reason);
    let inner = &bracket[1..];
    if let Some(quoted) = inner.strip_prefix('"') {
        let (key, after) = unquote(quoted).ok_or_else(|| wrong("the quoted key does not end"))?;
        let after = after.strip_prefix(']').ok_or_else(|| wrong("\"]\" must follow the key"))?;
        return Ok((InstanceKey::Key(key.into()), after));
    }
    let (digits, after) = inner.split_once(']').ok_or_else(|| wrong("the bracket is not closed"))?;
    let index = digits.parse().map_err(|_| wrong("an instance key is a number or a quoted string"))?;
    Ok((InstanceKey::Index(index), after))
}

/// The text up to the closing quote, escapes resolved, and what follows the quote.
fn unquote(quoted: &str) -> Option<(String, &str)> {
    let mut key = String::new();
    let mut chars = quoted.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((key, &quoted[at + 1..])),
            '\\' => key.push(match chars.next()?.1 {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                other => other,
            }),
            '$' | '%' if quoted[at + 1..].starts_with(c) && quoted[at + 2..].starts_with('{') => {
                chars.next();
                key.push(c);
            }
            _ => key.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::{InstanceAddr, InstanceKey, ModuleAddr, ProviderConfigAddr, ResourceAddr};

    #[test]
    fn addresses_read_back_as_written() {
        for text in [
            "aws_vpc.main",
            "data.aws_ami.x[0]",
            "module.a[\"k.\\\"x]\"].module.b[3].aws_subnet.public[\"us-west-2a\"]",
            "ephemeral.random_password.p",
            "aws_x.y[\"$${a}\"]",
        ] {
            assert_eq!(InstanceAddr::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(ModuleAddr::parse("").unwrap(), ModuleAddr::root());
        let key = InstanceAddr::parse("a.b[\"$${a}\"]").unwrap().key;
        assert_eq!(key, InstanceKey::Key("${a}".into()));
        let provider = "module.a.module.b.provider[\"registry.terraform.io/hashicorp/aws\"].west";
        assert_eq!(ProviderConfigAddr::parse(provider).unwrap().to_string(), provider);
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in
            ["", "aws_vpc", "a.b.c", "a.b[", "a.b[\"x", "a.b[x]", "a..b", "a.b.", "module.a", "1a.b", "a.b[0]x", "$$"]
        {
            assert!(InstanceAddr::parse(text).is_err(), "{text}");
        }
        assert!(ResourceAddr::parse("a.b[0]").is_err());
        assert!(ModuleAddr::parse("module.a.aws_vpc.b").is_err());
    }
}
