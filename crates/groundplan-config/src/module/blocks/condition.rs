use groundplan_diag::Diagnostic;
use groundplan_lang::eval::references;
use groundplan_lang::syntax::Block;

use crate::module::Condition;
use crate::module::decode::{Decoder, schema};

impl Decoder<'_> {
    /// A `validation`, `precondition`, `postcondition` or `assert` block.
    pub(in crate::module) fn condition(&mut self, block: &Block) -> Option<Condition> {
        let schema = schema(&[], &["condition", "error_message"], &[]);
        let content = block.body.content(&schema, block.header, &mut self.diags);
        let condition = content.attr("condition")?.expr.clone();
        let error_message = content.attr("error_message")?.expr.clone();
        if references(&condition).is_empty() && !super::super::reference::is_error(&condition) {
            self.push(
                Diagnostic::error(format!("Invalid {} expression", block.kind.name))
                    .detail(
                        "The condition expression must refer to at least one object from elsewhere in the configuration, \
                         or else its result would not be checking anything.",
                    )
                    .at(condition.span),
            );
        }
        Some(Condition { condition, error_message, span: block.header })
    }
}
