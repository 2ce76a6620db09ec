use groundplan_format::{ChangeCounts, Unit};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::document::Units;
use crate::literal;
use crate::style::{Style, Tone};

/// From so many units on only their accounts are listed.
const MANY_UNITS: usize = 60;

/// The columns, in order: heading, tone, count.
type Column = (&'static str, Tone, fn(&ChangeCounts) -> usize);

const COLUMNS: [Column; 5] = [
    ("import", Tone::Read, |counts| counts.import),
    ("add", Tone::Add, |counts| counts.add),
    ("change", Tone::Change, |counts| counts.change),
    ("destroy", Tone::Remove, |counts| counts.remove),
    ("forget", Tone::Remove, |counts| counts.forget),
];

/// The counts of each account and unit that changes; columns without a count are left out.
pub(super) fn table(accounts: &[(Option<&str>, Units<'_>)], style: &Style) -> String {
    let rows = rows(accounts);
    let total = rows.iter().filter(|row| row.is_account).fold(ChangeCounts::default(), |mut total, row| {
        total += row.counts;
        total
    });
    let columns: Vec<&Column> = COLUMNS
        .iter()
        .filter(|(heading, _, of)| of(&total) > 0 || matches!(*heading, "add" | "change" | "destroy"))
        .collect();
    let room = style.width.saturating_sub(columns.len() * COLUMN).clamp(20, 72);
    let width = rows.iter().map(|row| row.label.width()).max().unwrap_or(0).min(room);
    let headings: String = columns.iter().map(|(heading, _, _)| format!("{heading:>COLUMN$}")).collect();
    let mut out = format!("{}{}\n", " ".repeat(width), style.paint(Tone::Faint, headings));
    for row in rows {
        let label = fit(&row.label, width, style);
        let padding = " ".repeat(width.saturating_sub(label.width()));
        let label = if row.is_account { style.paint(Tone::Strong, label) } else { label };
        let mut line = format!("{label}{padding}");
        if !row.counts.is_empty() {
            line.extend(columns.iter().map(|(_, tone, of)| cell(of(&row.counts), *tone, style)));
        }
        line.truncate(line.trim_end().len());
        if !row.note.is_empty() {
            line.push_str(&style.paint(Tone::Faint, format!("  ({})", row.note)));
        }
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// A count; nothing for none.
fn cell(count: usize, tone: Tone, style: &Style) -> String {
    if count == 0 {
        return " ".repeat(COLUMN);
    }
    let text = count.to_string();
    format!("{}{}", " ".repeat(COLUMN.saturating_sub(text.len())), style.paint(tone, text))
}

/// The width of a column of counts.
const COLUMN: usize = 8;

struct Row {
    label: String,
    is_account: bool,
    counts: ChangeCounts,
    note: &'static str,
}

/// What is to be said of a unit besides its counts.
fn note(unit: &Unit, counts: ChangeCounts) -> &'static str {
    match (unit.plan.errored, counts.is_empty()) {
        (true, _) => "planning failed",
        (false, true) => "no object changes",
        (false, false) => "",
    }
}

fn rows(accounts: &[(Option<&str>, Units<'_>)]) -> Vec<Row> {
    let with_units = accounts.iter().map(|(_, units)| units.len()).sum::<usize>() < MANY_UNITS;
    let mut rows = Vec::new();
    for (account, units) in accounts {
        let mut sum = ChangeCounts::default();
        for (_, unit) in units {
            sum += unit.plan.counts();
        }
        let name = account.map_or_else(|| "without an account".to_owned(), |name| literal::line(name).into_owned());
        rows.push(Row { label: name, is_account: true, counts: sum, note: "" });
        if with_units {
            rows.extend(units.iter().map(|(path, unit)| {
                let counts = unit.plan.counts();
                let label = format!("  {}", literal::line(path));
                Row { label, is_account: false, counts, note: note(unit, counts) }
            }));
        }
    }
    rows
}

/// A label that fits; of a path that is too long the end is kept, which tells units apart.
fn fit(label: &str, width: usize, style: &Style) -> String {
    if label.width() <= width {
        return label.to_owned();
    }
    let start = if style.unicode { "  …" } else { "  ..." };
    let room = width.saturating_sub(start.width());
    let mut taken = 0;
    let fits = |character: &char| {
        taken += character.width().unwrap_or(0);
        taken <= room
    };
    let end: Vec<char> = label.chars().rev().take_while(fits).collect();
    start.chars().chain(end.into_iter().rev()).collect()
}
