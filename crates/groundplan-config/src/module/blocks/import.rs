use groundplan_address::Mode;
use groundplan_diag::Diagnostic;
use groundplan_lang::syntax::{Block, Expr, ExprKind, Step, Traversal};

use crate::module::decode::{Decoder, schema};
use crate::module::{Import, Target};

impl Decoder<'_> {
    /// An `import` block.
    pub(in crate::module) fn import(&mut self, block: &Block) -> Option<Import> {
        let schema = schema(&["provider", "for_each"], &["id", "to"], &[]);
        let content = block.body.content(&schema, block.header, &mut self.diags);
        let provider = content.attr("provider").and_then(|it| self.provider_ref(&it.expr, "provider"));
        let id = content.attr("id").map(|it| it.expr.clone());
        let to = self.unquoted(&content.attr("to")?.expr)?;
        let invalid = |detail: &str| Diagnostic::error("Invalid import address").detail(detail).at(to.span);
        let Some(path) = static_part(&to) else {
            self.push(invalid("The address of a resource instance is required."));
            return None;
        };
        match Target::parse(&path) {
            Ok(Target::Resource(address)) if address.resource.mode != Mode::Managed => {
                self.push(invalid("Only managed resources can be imported."));
            }
            Ok(Target::Resource(address)) => {
                if let Some(provider) = provider.as_ref().filter(|_| !address.module.is_root()) {
                    self.push(
                        Diagnostic::error("Invalid import provider argument")
                            .detail("The provider of a resource in a module is chosen by the module's call, not by the import.")
                            .at(provider.span)
                            .help("use the \"providers\" argument of the module block"),
                    );
                }
                return Some(Import {
                    for_each: content.attr("for_each").map(|it| it.expr.clone()),
                    to,
                    target: address,
                    id: id?,
                    provider,
                    span: block.header,
                });
            }
            Ok(Target::Module(_)) => self.push(invalid("A resource is required, not a module.")),
            Err(error) => self.push(error),
        }
        None
    }
}

/// The names of an address whose instance keys may be expressions; those keys are left out.
fn static_part(expr: &Expr) -> Option<Traversal> {
    match &expr.kind {
        ExprKind::Traversal(traversal) => Some(traversal.clone()),
        ExprKind::Index(index) => static_part(&index.collection),
        ExprKind::Step(inner, step) => {
            let mut path = static_part(inner)?;
            path.steps.push(Step::clone(step));
            Some(path)
        }
        _ => None,
    }
}
