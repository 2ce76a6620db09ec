use groundplan_diag::Diagnostic;
use groundplan_lang::syntax::{Block, Traversal};

use crate::module::decode::{Decoder, schema};
use crate::module::{Moved, Target};

impl Decoder<'_> {
    /// A `moved` block.
    pub(in crate::module) fn moved(&mut self, block: &Block) -> Option<Moved> {
        let content = block.body.content(&schema(&[], &["from", "to"], &[]), block.header, &mut self.diags);
        let from = self.target(content.attr("from").map(|it| &it.expr));
        let to = self.target(content.attr("to").map(|it| &it.expr));
        let ((from, from_target), (to, to_target)) = (from?, to?);
        if matches!(from_target, Target::Module(_)) != matches!(to_target, Target::Module(_)) {
            self.push(
                Diagnostic::error("Invalid \"moved\" addresses")
                    .detail("The \"from\" and \"to\" addresses must either both refer to resources or both refer to modules.")
                    .at(block.header),
            );
            return None;
        }
        Some(Moved { from, to, span: block.header })
    }

    /// A reference to a module call or resource.
    pub(in crate::module) fn target(
        &mut self,
        expr: Option<&groundplan_lang::syntax::Expr>,
    ) -> Option<(Traversal, Target)> {
        let traversal = self.traversal(expr?)?;
        match Target::parse(&traversal) {
            Ok(target) => Some((traversal, target)),
            Err(error) => {
                self.push(error);
                None
            }
        }
    }
}
