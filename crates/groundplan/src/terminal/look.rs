use std::collections::BTreeMap;
use std::io::IsTerminal;

use groundplan_render::Style;
use rustix::fd::AsFd;

/// How text looks on standard output and on standard error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// For data.
    pub(crate) data: Style,
    /// For talk.
    pub(crate) talk: Style,
    /// Whether talk goes to a terminal that can take back a line.
    pub(crate) live: bool,
}

impl Look {
    /// What suits the two streams: colour on terminals, unless `--no-color`, NO_COLOR or TERM=dumb say no.
    pub(crate) fn of_process(no_color: bool, environment: &BTreeMap<String, String>) -> Self {
        let variable = |name: &str| environment.get(name).map_or("", String::as_str);
        let dumb = variable("TERM") == "dumb";
        let color = !no_color && variable("NO_COLOR").is_empty() && !dumb;
        let unicode = knows_unicode(environment);
        let style = |terminal: Option<usize>| {
            let usual = Style { unicode, ..Style::plain() };
            terminal.map_or(usual, |width| Style { color, width, ..usual })
        };
        let (data, talk) = (columns(&std::io::stdout()), columns(&std::io::stderr()));
        Self { data: style(data), talk: style(talk), live: talk.is_some() && !dumb }
    }
}

/// The width of a terminal; `None` for anything else.
fn columns(stream: &(impl IsTerminal + AsFd)) -> Option<usize> {
    if !stream.is_terminal() {
        return None;
    }
    let size = rustix::termios::tcgetwinsize(stream).ok();
    Some(size.map_or(0, |size| usize::from(size.ws_col))).map(|width| if width == 0 { 80 } else { width })
}

/// Only a locale that says otherwise counts: in containers there often is none, and the terminal outside knows it.
fn knows_unicode(environment: &BTreeMap<String, String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| environment.get(name));
    let locale = locale.into_iter().find(|value| !value.is_empty()).map(|value| value.to_ascii_lowercase());
    locale.is_none_or(|locale| locale.contains("utf-8") || locale.contains("utf8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_without_unicode_gets_none() {
        let knows = |variables: &[(&str, &str)]| {
            knows_unicode(&variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
        };
        assert!(knows(&[]));
        assert!(knows(&[("LANG", "de_DE.UTF-8")]));
        assert!(knows(&[("LC_ALL", ""), ("LANG", "C.utf8")]));
        assert!(!knows(&[("LANG", "C")]));
        assert!(!knows(&[("LC_ALL", "POSIX"), ("LANG", "en_US.UTF-8")]));
    }
}
