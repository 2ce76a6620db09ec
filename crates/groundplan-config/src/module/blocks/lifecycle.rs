use groundplan_address::{Mode, ResourceId};
use groundplan_diag::Diagnostic;
use groundplan_lang::eval::references;
use groundplan_lang::syntax::{Block, Expr, Step, Traversal};

use crate::module::decode::{Decoder, schema};
use crate::module::reference::{bare_word, quoted};
use crate::module::{Condition, IgnoreChanges, Lifecycle};

impl Decoder<'_> {
    /// The `lifecycle` block of a resource.
    pub(in crate::module) fn lifecycle(&mut self, block: &Block, resource: &ResourceId) -> Lifecycle {
        let schema = schema(
            &["create_before_destroy", "prevent_destroy", "ignore_changes", "replace_triggered_by"],
            &[],
            &[("precondition", &[]), ("postcondition", &[])],
        );
        let content = block.body.content(&schema, block.header, &mut self.diags);
        if resource.mode != Mode::Managed {
            for attribute in content.attributes.values() {
                self.push(
                    Diagnostic::error("Invalid lifecycle argument")
                        .detail(format!(
                            "The lifecycle argument \"{}\" is defined only for managed resources (\"resource\" blocks).",
                            attribute.name.name
                        ))
                        .at(attribute.name.span),
                );
            }
        }
        Lifecycle {
            create_before_destroy: self.bool_or(content.attr("create_before_destroy"), false),
            prevent_destroy: self.bool_or(content.attr("prevent_destroy"), false),
            ignore_changes: content
                .attr("ignore_changes")
                .map_or(IgnoreChanges::None, |it| self.ignore_changes(&it.expr)),
            replace_triggered_by: match content.attr("replace_triggered_by") {
                Some(attribute) => self.replace_triggered_by(&attribute.expr),
                None => Vec::new(),
            },
            preconditions: self.conditions(content.blocks("precondition"), resource),
            postconditions: self.conditions(content.blocks("postcondition"), resource),
        }
    }

    fn conditions<'b>(
        &mut self,
        blocks: impl Iterator<Item = &'b std::sync::Arc<Block>>,
        resource: &ResourceId,
    ) -> Vec<Condition> {
        let mut conditions = Vec::new();
        for block in blocks {
            let Some(condition) = self.condition(block) else { continue };
            for expr in [&condition.condition, &condition.error_message] {
                if references(expr).into_iter().any(|traversal| refers_to(traversal, resource)) {
                    self.push(
                        Diagnostic::error(format!("Invalid reference in {}", block.kind.name))
                            .detail(format!("Configuration for {resource} may not refer to itself."))
                            .at(expr.span)
                            .help("in a postcondition, refer to the resource as `self`"),
                    );
                }
            }
            conditions.push(condition);
        }
        conditions
    }

    fn ignore_changes(&mut self, expr: &Expr) -> IgnoreChanges {
        if bare_word(expr).as_deref() == Some("all")
            || (self.is_json(expr.span) && quoted(expr).as_deref() == Some("all"))
        {
            return IgnoreChanges::All;
        }
        let mut paths = Vec::new();
        for item in self.items(expr) {
            if quoted(item).as_deref() == Some("*") {
                self.push(
                    Diagnostic::error("Invalid ignore_changes wildcard")
                        .detail("The form [\"*\"] is no longer valid.")
                        .at(item.span)
                        .help("write `ignore_changes = all`"),
                );
            } else {
                paths.extend(self.traversal(item));
            }
        }
        IgnoreChanges::Some(paths)
    }

    fn replace_triggered_by(&mut self, expr: &Expr) -> Vec<Expr> {
        let mut triggers = Vec::new();
        for item in self.items(expr) {
            let Some(trigger) = self.unquoted(item) else { continue };
            let invalid = |detail: &str| {
                Diagnostic::error("Invalid replace_triggered_by expression").detail(detail).at(item.span)
            };
            let mut resources = 0;
            for traversal in references(&trigger) {
                let step = match traversal.steps.first() {
                    Some(Step::Attr(name, _)) => &**name,
                    _ => "",
                };
                match (&*traversal.root.name, step) {
                    ("each", "key") | ("count", "index") => {}
                    (
                        "each" | "count" | "var" | "local" | "module" | "data" | "path" | "terraform" | "self"
                        | "ephemeral",
                        _,
                    ) => {
                        self.push(invalid(
                            "Only resources, count.index, and each.key may be used in replace_triggered_by.",
                        ));
                        resources = 1;
                    }
                    (_, "") => {
                        self.push(invalid("A resource type must be followed by the resource's name."));
                        resources = 1;
                    }
                    _ => resources += 1,
                }
            }
            match resources {
                0 => self.push(invalid("A reference to a resource is required in replace_triggered_by.")),
                1 => triggers.push(trigger),
                _ => self.push(invalid("Only one resource may be referred to in each item of replace_triggered_by.")),
            }
        }
        triggers
    }
}

/// Whether a reference is to a resource of the same module.
fn refers_to(traversal: &Traversal, resource: &ResourceId) -> bool {
    let names: Vec<&str> = std::iter::once(&*traversal.root.name)
        .chain(traversal.steps.iter().map_while(|step| match step {
            Step::Attr(name, _) => Some(&**name),
            _ => None,
        }))
        .collect();
    match (resource.mode, names.as_slice()) {
        (Mode::Managed, [kind, name, ..])
        | (Mode::Data, ["data", kind, name, ..])
        | (Mode::Ephemeral, ["ephemeral", kind, name, ..]) => *kind == &*resource.kind && *name == &*resource.name,
        _ => false,
    }
}
