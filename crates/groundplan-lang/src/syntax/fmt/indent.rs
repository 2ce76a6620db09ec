use crate::syntax::lex::TokenKind as T;

use super::lines::Line;
use super::piece::Piece;

/// Spaces for each level.
const STEP: usize = 2;

/// Indents lines by the brackets that lines before them left open. A line that opens several brackets is one level all the
/// same, which ends when as many are closed.
pub(super) fn indent(lines: &[Line], pieces: &mut [Piece<'_>]) {
    // For each level how many brackets are still open of those that its line opened.
    let mut levels: Vec<usize> = Vec::new();
    for line in lines.iter().filter(|line| !line.lead.is_empty()) {
        if pieces[line.lead.start].kind == T::Newline {
            pieces[line.lead.start].spaces = 0;
            continue;
        }
        let opened = brackets(line, pieces);
        if opened < 0 {
            close(&mut levels, opened.unsigned_abs());
        }
        pieces[line.lead.start].spaces = STEP * levels.len();
        if opened > 0 {
            levels.push(opened.unsigned_abs());
        }
    }
}

/// How many brackets a line leaves open. In the lead, what follows a heredoc's beginning does not count.
fn brackets(line: &Line, pieces: &[Piece<'_>]) -> isize {
    let lead = &pieces[line.lead.clone()];
    let counted = lead.iter().position(|piece| piece.kind == T::OpenHeredoc).unwrap_or(lead.len());
    lead[..counted].iter().chain(&pieces[line.assign.clone()]).map(Piece::opens).sum()
}

fn close(levels: &mut Vec<usize>, mut brackets: usize) {
    while let Some(open) = levels.last_mut().filter(|_| brackets > 0) {
        if *open > brackets {
            *open -= brackets;
            return;
        }
        brackets -= *open;
        levels.pop();
    }
}
