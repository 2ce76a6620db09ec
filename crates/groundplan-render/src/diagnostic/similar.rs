use groundplan_format::{Diagnostic, Severity};

/// So many warnings of one kind are shown in full.
const IN_FULL: usize = 2;

/// A diagnostic, and the warnings of its kind that are only listed with it.
pub(super) struct Group<'a> {
    pub(super) shown: &'a Diagnostic,
    pub(super) others: Vec<&'a Diagnostic>,
}

/// The diagnostics in the order in which they are shown.
pub(super) fn groups(all: &[Diagnostic]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for severity in [Severity::Warning, Severity::Error] {
        for diagnostic in all.iter().filter(|diagnostic| diagnostic.severity == severity) {
            let is_alike =
                |group: &&mut Group<'_>| group.shown.severity == severity && group.shown.summary == diagnostic.summary;
            let alike =
                all.iter().filter(|other| other.severity == severity && other.summary == diagnostic.summary).count();
            match groups.iter_mut().find(is_alike) {
                Some(group) if severity == Severity::Warning && alike > IN_FULL => group.others.push(diagnostic),
                _ => groups.push(Group { shown: diagnostic, others: Vec::new() }),
            }
        }
    }
    groups
}
