use serde_json::Value;

/// The paths, from here on, of what forces a replacement.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReplacePaths<'a>(Vec<&'a [Value]>);

impl<'a> ReplacePaths<'a> {
    pub(crate) fn new(paths: &'a [Vec<Value>]) -> Self {
        Self(paths.iter().map(Vec::as_slice).collect())
    }

    /// Whether it is this very value that forces it.
    pub(crate) fn ends_here(&self) -> bool {
        self.0.iter().any(|path| path.is_empty())
    }

    pub(crate) fn child(&self, is_step: impl Fn(&Value) -> bool) -> Self {
        Self(children(&self.0, is_step))
    }
}

/// The paths, from here on, of what is worth showing.
#[derive(Clone, Debug, Default)]
pub(crate) enum Relevant<'a> {
    /// Everything.
    #[default]
    All,
    /// What lies on one of these paths, and everything below their ends.
    Paths(Vec<&'a [Value]>),
}

impl Relevant<'_> {
    /// Whether this value or something in it is worth showing.
    pub(crate) fn any(&self) -> bool {
        match self {
            Self::All => true,
            Self::Paths(paths) => !paths.is_empty(),
        }
    }

    pub(crate) fn child(&self, is_step: impl Fn(&Value) -> bool) -> Self {
        match self {
            Self::All => Self::All,
            Self::Paths(paths) if paths.iter().any(|path| path.is_empty()) => Self::All,
            Self::Paths(paths) => Self::Paths(children(paths, is_step)),
        }
    }
}

fn children<'a>(paths: &[&'a [Value]], is_step: impl Fn(&Value) -> bool) -> Vec<&'a [Value]> {
    paths.iter().filter_map(|path| path.split_first()).filter(|(step, _)| is_step(step)).map(|(_, rest)| rest).collect()
}
