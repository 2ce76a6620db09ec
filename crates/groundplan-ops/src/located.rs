use groundplan_address::{AddressError, InstanceAddr, Target};
use groundplan_config::live::{Unit, UnitPath};
use groundplan_diag::Diagnostic;
use groundplan_engine::InUnit;

/// Reads `ADDR`, or `UNIT//ADDR` of a live repository, as arguments give it.
///
/// # Errors
/// When the address is none.
pub(crate) fn located<T>(text: &str, parse: impl Fn(&str) -> Result<T, AddressError>) -> Result<InUnit<T>, Diagnostic> {
    let (unit, addr) = split(text);
    let what = parse(addr).map_err(|error| {
        Diagnostic::error("Invalid address")
            .detail(format!("{error}."))
            .help("`groundplan state list` prints addresses; of a live repository they are written UNIT//ADDR")
    })?;
    Ok(InUnit { unit: unit.map(|unit| UnitPath(unit.into())), what })
}

/// The unit's path before two slashes, and the address. Keys may hold slashes, so only those before any key count.
fn split(text: &str) -> (Option<&str>, &str) {
    let end = text.find(['[', '"']).unwrap_or(text.len());
    match text.get(..end).and_then(|start| start.rfind("//")) {
        Some(at) => (text.get(..at).map(|unit| unit.trim_end_matches('/')), text.get(at + 2..).unwrap_or_default()),
        None => (None, text),
    }
}

pub(crate) fn target(text: &str) -> Result<InUnit<Target>, Diagnostic> {
    located(text, Target::parse)
}

pub(crate) fn instance(text: &str) -> Result<InUnit<InstanceAddr>, Diagnostic> {
    located(text, InstanceAddr::parse)
}

/// Says when an address names a unit that is not there.
pub(crate) fn check_unit<'a, T>(
    located: &InUnit<T>,
    units: impl IntoIterator<Item = &'a Unit>,
) -> Result<(), Diagnostic> {
    let Some(wanted) = &located.unit else { return Ok(()) };
    let paths: Vec<String> = units.into_iter().map(|unit| unit.path.to_string()).collect();
    if paths.iter().any(|path| *path == wanted.to_string()) {
        return Ok(());
    }
    if paths == ["."] {
        return Err(Diagnostic::error("Unit not found")
            .detail(format!("This is a root module by itself, so there is no unit {wanted}."))
            .help(format!("leave out `{wanted}//`")));
    }
    Err(Diagnostic::error("Unit not found")
        .detail(format!("There is no unit {wanted} here."))
        .help(format!("there are: {}", paths.join(", "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_stands_before_two_slashes() {
        let read = |text: &str| {
            let target = target(text).unwrap();
            (target.unit.map(|unit| unit.to_string()), target.what.to_string())
        };
        assert_eq!(read("dev/vpc//aws_vpc.a"), (Some("dev/vpc".into()), "aws_vpc.a".into()));
        assert_eq!(read("aws_x.a[\"b//c\"]"), (None, "aws_x.a[\"b//c\"]".into()));
        assert_eq!(
            read("dev/vpc//module.m[\"b//c\"].aws_x.a"),
            (Some("dev/vpc".into()), "module.m[\"b//c\"].aws_x.a".into())
        );
        assert!(target("dev/vpc//").is_err());
        assert!(target("dev/vpc").is_err());
    }
}
