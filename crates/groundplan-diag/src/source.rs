use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

/// A file known to a [`SourceMap`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

impl FileId {
    /// The file of text that came from no file, such as a value given by a flag. Has no entry in any map.
    pub const NONE: Self = Self(u32::MAX);
}

impl fmt::Debug for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "file#{}", self.0)
    }
}

/// A range of bytes of one file: `start` inclusive, `end` exclusive.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The span of what has no place in a file.
    pub const NONE: Self = Self { file: FileId::NONE, start: 0, end: 0 };

    /// The span from `start` to `end` in `file`. Offsets beyond 4 GiB are cut to it; no file that large is ever read.
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let cut = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: cut(start), end: cut(end) }
    }

    /// The smallest span that holds both. Spans of different files give the first.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty span at the start of this one.
    #[must_use]
    pub fn at_start(self) -> Self {
        Self { end: self.start, ..self }
    }

    /// The empty span at the end of this one.
    #[must_use]
    pub fn at_end(self) -> Self {
        Self { start: self.end, ..self }
    }

    /// Whether this is [`Span::NONE`] or another span without a file.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.file == FileId::NONE
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_none() { f.write_str("none") } else { write!(f, "{}..{}", self.start, self.end) }
    }
}

/// A place in a file as a person counts: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: usize,
    /// Offset in bytes, from 0.
    pub byte: usize,
}

/// One file's path and text.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as it should be shown to the user.
    pub path: PathBuf,
    /// The whole text.
    pub text: Arc<str>,
    line_starts: Vec<usize>,
}

impl SourceFile {
    fn new(path: PathBuf, text: Arc<str>) -> Self {
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { path, text, line_starts }
    }

    /// The position of a byte offset. Offsets beyond the end give the end.
    #[must_use]
    pub fn position(&self, byte: usize) -> Position {
        let byte = byte.min(self.text.len());
        let line = self.line_starts.partition_point(|start| *start <= byte);
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = self.text.get(start..byte).map_or(byte - start, |text| text.chars().count()) + 1;
        Position { line: line.max(1), column, byte }
    }

    /// The text of a span of this file; empty when the span does not fit the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The text of a line, from 1, without its end.
    #[must_use]
    pub fn line(&self, line: usize) -> Option<&str> {
        let start = *self.line_starts.get(line.checked_sub(1)?)?;
        let end = self.line_starts.get(line).map_or(self.text.len(), |next| next - 1);
        self.text.get(start..end).map(|text| text.strip_suffix('\r').unwrap_or(text))
    }
}

/// All files that a run has read. Shared and only ever added to, so that an error found late can still show its source.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: RwLock<Vec<Arc<SourceFile>>>,
}

impl SourceMap {
    /// A map without files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and gives its id.
    pub fn add(&self, path: impl Into<PathBuf>, text: impl Into<Arc<str>>) -> FileId {
        let file = Arc::new(SourceFile::new(path.into(), text.into()));
        let mut files = self.files.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        let id = FileId(u32::try_from(files.len()).unwrap_or(u32::MAX - 1));
        files.push(file);
        id
    }

    /// The file of an id, `None` for [`FileId::NONE`].
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<Arc<SourceFile>> {
        self.files.read().unwrap_or_else(std::sync::PoisonError::into_inner).get(id.0 as usize).cloned()
    }

    /// All files, in the order in which they were read.
    #[must_use]
    pub fn files(&self) -> Vec<Arc<SourceFile>> {
        self.files.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// The file read from exactly this path, if any.
    #[must_use]
    pub fn find(&self, path: &Path) -> Option<FileId> {
        let files = self.files.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        files.iter().position(|file| file.path == path).and_then(|at| u32::try_from(at).ok()).map(FileId)
    }

    /// The source text of a span; empty for a span without a file.
    #[must_use]
    pub fn text(&self, span: Span) -> String {
        self.get(span.file).map(|file| file.slice(span).to_owned()).unwrap_or_default()
    }

    /// `path:line:column` of a span's start, or `None` for a span without a file.
    #[must_use]
    pub fn locate(&self, span: Span) -> Option<String> {
        let file = self.get(span.file)?;
        let at = file.position(span.start as usize);
        Some(format!("{}:{}:{}", file.path.display(), at.line, at.column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters_from_one() {
        let map = SourceMap::new();
        let id = map.add("a.tf", "é = 1\nb = 2\r\n");
        let file = map.get(id).unwrap();
        assert_eq!(file.position(0), Position { line: 1, column: 1, byte: 0 });
        assert_eq!(file.position(3), Position { line: 1, column: 3, byte: 3 });
        assert_eq!(file.position(7), Position { line: 2, column: 1, byte: 7 });
        assert_eq!(file.line(2), Some("b = 2"));
        assert_eq!(file.position(999).line, 3);
        assert_eq!(map.locate(Span::new(id, 7, 8)).as_deref(), Some("a.tf:2:1"));
        assert_eq!(map.get(FileId::NONE).map(|_| ()), None);
    }
}
