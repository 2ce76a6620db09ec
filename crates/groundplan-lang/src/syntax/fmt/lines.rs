use std::ops::Range;

use crate::syntax::lex::TokenKind as T;

use super::piece::Piece;

/// A line and its cells, as ranges of pieces. What follows a heredoc's first line up to the end of the line on which it
/// closes is part of the same line, and so is a block comment.
#[derive(Debug)]
pub(super) struct Line {
    /// All but what is in the other two.
    pub(super) lead: Range<usize>,
    /// From an equals sign on, when the brackets after it are balanced on this line; else empty.
    pub(super) assign: Range<usize>,
    /// The comment that ends a line on which something precedes it; else empty.
    pub(super) comment: Range<usize>,
}

/// The lines of pieces.
pub(super) fn split(pieces: &[Piece<'_>]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (index, piece) in pieces.iter().enumerate() {
        if piece.kind == T::Eof {
            lines.push(cells(pieces, start..index));
        } else if piece.ends_line() {
            lines.push(cells(pieces, start..index + 1));
            start = index + 1;
        }
    }
    lines
}

fn cells(pieces: &[Piece<'_>], line: Range<usize>) -> Line {
    let is_comment = |index: usize| pieces.get(index).is_some_and(|piece| piece.kind == T::Comment);
    let comment = if line.len() > 1 && is_comment(line.end - 1) { line.end - 1..line.end } else { line.end..line.end };
    let rest = pieces.get(line.start..comment.start).unwrap_or_default();
    let equals = rest.iter().skip(1).position(|piece| piece.kind == T::Equal).map(|at| line.start + 1 + at);
    let balanced = |from: &usize| pieces[*from..comment.start].iter().map(Piece::opens).sum::<isize>() == 0;
    let assign = equals.filter(balanced).unwrap_or(comment.start);
    Line { lead: line.start..assign, assign: assign..comment.start, comment }
}
