use super::printer::{Look, Printer};
use crate::diff::{Blocks, Body, Diff, Mark};
use crate::literal;

impl Printer<'_> {
    pub(super) fn block(
        &mut self,
        diff: &Diff,
        attributes: &[(String, Diff)],
        groups: &[Blocks],
        level: usize,
        look: Look,
    ) {
        if attributes.is_empty() && groups.is_empty() {
            self.push("{}");
            return self.forces(diff, look);
        }
        self.push("{");
        self.forces(diff, look);
        self.push("\n");
        let parts = look.parts();
        self.attributes(attributes, level + 1, parts);
        let mut hidden = 0;
        for group in groups {
            let shown: Vec<_> = group.blocks.iter().filter(|(_, it)| look.unchanged || it.mark != Mark::Same).collect();
            hidden += group.blocks.len() - shown.len();
            if !shown.is_empty() && !attributes.is_empty() {
                self.push("\n");
            }
            for (key, block) in shown {
                self.nested(group, key.as_deref(), block, level + 1, parts);
            }
        }
        if hidden > 0 {
            self.push("\n");
        }
        self.hidden(hidden, "block", level + 1, parts);
        self.start_close(level, look);
        self.push("}");
    }

    pub(super) fn nested(&mut self, group: &Blocks, key: Option<&str>, block: &Diff, level: usize, look: Look) {
        self.start(level, block.mark, look);
        self.push(&literal::name(&group.name));
        if let Some(key) = key {
            self.push(" ");
            self.push(&literal::quoted(key));
        }
        self.push(" ");
        self.value(block, level, Look { forces: group.forces, ..look });
        self.push("\n");
    }

    pub(super) fn sensitive_block(&mut self, diff: &Diff, level: usize, look: Look) {
        self.push("{");
        self.forces(diff, look);
        self.push("\n");
        self.comment("# (sensitive: what is in this block is not shown)", level + 1, look);
        self.start_close(level, look);
        self.push("}");
    }

    /// A note above a part whose value begins or ceases to be shown.
    pub(super) fn warning(&mut self, diff: &Diff, level: usize, look: Look) {
        let Body::Sensitive { was, will, same } = diff.body else { return };
        if was == will || matches!(diff.mark, Mark::Add | Mark::Remove) {
            return;
        }
        let shown = if will { "is not shown any more" } else { "is shown" };
        let change = if same { ". It does not change." } else { "." };
        self.comment(&format!("# Warning: after this apply the value {shown}{change}"), level, look);
    }

    /// A line of its own, where the marks are.
    fn comment(&mut self, text: &str, level: usize, look: Look) {
        self.indent(level);
        if look.marks {
            self.push("  ");
        }
        self.push(text);
        self.push("\n");
    }
}
