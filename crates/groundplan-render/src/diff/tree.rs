/// What happens to a part of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Nothing.
    Same,
    /// It was not there before.
    Add,
    /// It is not there after.
    Remove,
    /// It or something in it changes.
    Change,
}

impl Mark {
    /// The mark of a whole by what is there of it before and after.
    pub(crate) fn of_presence(before: bool, after: bool) -> Self {
        match (before, after) {
            (false, true) => Self::Add,
            (true, false) => Self::Remove,
            _ => Self::Same,
        }
    }

    /// The mark of a whole that so far has this mark and has a part with the other.
    pub(crate) fn with_part(self, part: Self) -> Self {
        if part == Self::Same || part == self { self } else { Self::Change }
    }
}

/// A part of a value and what happens to it.
#[derive(Clone, Debug)]
pub(crate) struct Diff {
    pub(crate) mark: Mark,
    /// Whether its change forces the replacement of the whole resource.
    pub(crate) forces: bool,
    pub(crate) body: Body,
}

impl Diff {
    pub(crate) fn new(mark: Mark, forces: bool, body: Body) -> Self {
        Self { mark, forces, body }
    }
}

/// What a part of a value is.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// Neither a collection nor an object: the literals before and after, as far as they are there.
    Scalar { before: Option<String>, after: Option<String> },
    /// A text of several lines.
    Text { lines: Vec<Line>, note: Option<&'static str> },
    /// A text that is JSON.
    Json { inner: Box<Diff>, only_spacing: bool },
    /// A list: its order matters, so a change is shown between its neighbours.
    List(Vec<Diff>),
    /// A set, or a list whose elements belong together by position: each element stands for itself.
    Items(Vec<Diff>),
    /// A map: its keys are data.
    Map(Vec<(String, Diff)>),
    /// An object: its attributes' names are given by its type.
    Object {
        attributes: Vec<(String, Diff)>,
        /// Whether the type is the schema's nested structure, whose attributes are arguments like a block's.
        nested: bool,
    },
    /// A resource or a nested block.
    Block { attributes: Vec<(String, Diff)>, blocks: Vec<Blocks> },
    /// Not known until the apply; what it is before, if it is there.
    Unknown { before: Option<Box<Diff>> },
    /// Must not be shown.
    Sensitive { was: bool, will: bool, same: bool },
    /// A nested block that must not be shown.
    SensitiveBlock,
    /// Sent to the provider and never kept.
    WriteOnly,
    /// Something of another kind after than before.
    Becomes(Box<Diff>, Box<Diff>),
}

/// The nested blocks of one name.
#[derive(Clone, Debug)]
pub(crate) struct Blocks {
    pub(crate) name: String,
    /// Whether a change of any of them forces the replacement of the whole resource.
    pub(crate) forces: bool,
    /// The blocks, each with its key when they are kept by key.
    pub(crate) blocks: Vec<(Option<String>, Diff)>,
}

/// A line of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) mark: Mark,
    pub(crate) text: String,
}

impl Body {
    /// Whether it is a collection or object without parts.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::List(items) | Self::Items(items) => items.is_empty(),
            Self::Map(entries) | Self::Object { attributes: entries, .. } => entries.is_empty(),
            _ => false,
        }
    }
}
