use std::ops::Range;

use super::lines::Line;
use super::piece::{Piece, width};

/// Aligns equals signs, then comments, on lines that follow each other and have one.
pub(super) fn align(lines: &[Line], pieces: &mut [Piece<'_>]) {
    align_cells(lines, pieces, |line| line.lead.clone(), |line| &line.assign);
    align_cells(lines, pieces, |line| line.lead.start..line.assign.end, |line| &line.comment);
}

/// Makes what precedes a cell one space wider than the widest of the run of lines that have the cell.
fn align_cells(
    lines: &[Line],
    pieces: &mut [Piece<'_>],
    before: impl Fn(&Line) -> Range<usize>,
    cell: impl Fn(&Line) -> &Range<usize>,
) {
    for run in lines.chunk_by(|a, b| cell(a).is_empty() == cell(b).is_empty()) {
        if run.first().is_none_or(|line| cell(line).is_empty()) {
            continue;
        }
        let widths: Vec<usize> = run.iter().map(|line| width(&pieces[before(line)])).collect();
        let widest = widths.iter().max().copied().unwrap_or(0);
        for (line, width) in run.iter().zip(widths) {
            pieces[cell(line).start].spaces = widest - width + 1;
        }
    }
}
