use crate::Span;

/// How bad a diagnostic is. An error stops the run before it changes anything; a warning does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The run goes on.
    Warning,
    /// The run cannot go on.
    Error,
}

/// A place in the source and what to say beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What to say there; may be empty.
    pub message: String,
}

/// One message to the user, with fixed parts.
///
/// The summary holds no name that the user chose, so that it can be searched for; names, values and places go in the
/// other parts. Text about a sensitive value says `(sensitive)`, about one not known yet `(known after apply)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// A short fixed phrase, capitalised, without a full stop.
    pub summary: String,
    /// Whole sentences: what is wrong here. May be empty.
    pub detail: String,
    /// What it is about: a resource's address, `var.name`, `provider "aws"`.
    pub address: Option<String>,
    /// The unit it is about, by its path in the live repository.
    pub unit: Option<String>,
    /// The place that is wrong.
    pub primary: Option<Label>,
    /// Other places that explain it.
    pub secondary: Vec<Label>,
    /// Values of the symbols in the offending expression: (`local.cidr`, `is "10.0.0.0/16"`).
    pub values: Vec<(String, String)>,
    /// The ways out, a sentence each.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// An error with a summary.
    #[must_use]
    pub fn error(summary: impl Into<String>) -> Self {
        Self::new(Severity::Error, summary)
    }

    /// A warning with a summary.
    #[must_use]
    pub fn warning(summary: impl Into<String>) -> Self {
        Self::new(Severity::Warning, summary)
    }

    fn new(severity: Severity, summary: impl Into<String>) -> Self {
        Self {
            severity,
            summary: summary.into(),
            detail: String::new(),
            address: None,
            unit: None,
            primary: None,
            secondary: Vec::new(),
            values: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Says what is wrong, in whole sentences.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// Points at the place that is wrong. A span without a file points nowhere.
    #[must_use]
    pub fn at(self, span: Span) -> Self {
        self.label(span, "")
    }

    /// Points at the place that is wrong and says something beside it.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        if !span.is_none() {
            self.primary = Some(Label { span, message: message.into() });
        }
        self
    }

    /// Points at another place that explains it.
    #[must_use]
    pub fn also(mut self, span: Span, message: impl Into<String>) -> Self {
        if !span.is_none() {
            self.secondary.push(Label { span, message: message.into() });
        }
        self
    }

    /// Says what it is about.
    #[must_use]
    pub fn about(mut self, address: impl Into<String>) -> Self {
        self.address = Some(address.into());
        self
    }

    /// Shows the value of a symbol of the offending expression; `is` reads as a predicate, such as `is "a"`.
    #[must_use]
    pub fn value(mut self, symbol: impl Into<String>, is: impl Into<String>) -> Self {
        self.values.push((symbol.into(), is.into()));
        self
    }

    /// Adds a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Whether it is an error.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The diagnostics of a run so far, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diags {
    list: Vec<Diagnostic>,
}

impl Diags {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one, unless the very same one is there already.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if !self.list.contains(&diagnostic) {
            self.list.push(diagnostic);
        }
    }

    /// Adds all of another list.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        for diagnostic in other {
            self.push(diagnostic);
        }
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(Diagnostic::is_error)
    }

    /// Whether there is none, not even a warning.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// All of them, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Changes each of them, for instance to say which resource they are about.
    #[must_use]
    pub fn map(self, change: impl FnMut(Diagnostic) -> Diagnostic) -> Self {
        Self { list: self.list.into_iter().map(change).collect() }
    }

    /// The value when there is no error, else the diagnostics.
    ///
    /// # Errors
    /// The diagnostics themselves when one of them is an error.
    pub fn into_result<T>(self, value: T) -> Result<(T, Self), Self> {
        if self.has_errors() { Err(self) } else { Ok((value, self)) }
    }
}

impl From<Diagnostic> for Diags {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { list: vec![diagnostic] }
    }
}

impl FromIterator<Diagnostic> for Diags {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        let mut diags = Self::new();
        diags.extend(iter);
        diags
    }
}

impl IntoIterator for Diags {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diags {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
