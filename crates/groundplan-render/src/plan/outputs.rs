use groundplan_format::Plan;

use crate::diff::{Mark, Pair, dynamic};
use crate::literal;
use crate::print::{Look, Printer, mark};
use crate::style::Style;

/// The changes of output values, a line or more each; empty when there are none.
pub(crate) fn outputs(plan: &Plan, style: &Style) -> String {
    let names: Vec<_> = plan.output_changes.keys().map(|name| literal::name(name)).collect();
    let width = names.iter().map(|name| unicode_width::UnicodeWidthStr::width(name.as_ref())).max().unwrap_or(0);
    let mut out = String::new();
    for (name, change) in names.iter().zip(plan.output_changes.values()) {
        let diff = dynamic(Pair::of_change(change));
        if diff.mark == Mark::Same {
            continue;
        }
        let padding = " ".repeat(width.saturating_sub(unicode_width::UnicodeWidthStr::width(name.as_ref())));
        let value = Printer::print(style, &diff, 0, Look::change());
        out.push_str(&format!("{}{name}{padding} = {value}\n", mark(diff.mark, style)));
    }
    out
}
