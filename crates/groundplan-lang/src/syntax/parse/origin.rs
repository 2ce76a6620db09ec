use groundplan_diag::{FileId, Span};

/// Where a text that is parsed comes from.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    place: Span,
    exact: bool,
}

impl Origin {
    /// The text is a whole file.
    #[must_use]
    pub fn file(file: FileId) -> Self {
        Self { place: Span::new(file, 0, 0), exact: true }
    }

    /// The text is what the file holds from the start of this span, byte for byte.
    #[must_use]
    pub fn part(place: Span) -> Self {
        Self { place, exact: true }
    }

    /// The text was made from what stands there, for instance by resolving escapes: everything in it has this place.
    #[must_use]
    pub fn made_from(place: Span) -> Self {
        Self { place, exact: false }
    }

    /// The text came from no file, such as the value of a flag.
    #[must_use]
    pub fn none() -> Self {
        Self { place: Span::NONE, exact: false }
    }

    /// The place of a range of the text.
    pub(in crate::syntax) fn span(self, start: u32, end: u32) -> Span {
        if !self.exact {
            return self.place;
        }
        let moved = |offset: u32| self.place.start.saturating_add(offset);
        Span { file: self.place.file, start: moved(start), end: moved(end) }
    }
}

impl From<FileId> for Origin {
    fn from(file: FileId) -> Self {
        Self::file(file)
    }
}
