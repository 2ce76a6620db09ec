use groundplan_diag::Diagnostic;
use groundplan_lang::syntax::{Block, Expr, ExprKind, Label};
use groundplan_value::Value;

use crate::module::Output;
use crate::module::decode::{Decoder, schema};

impl Decoder<'_> {
    /// An `output` block.
    pub(in crate::module) fn output(&mut self, block: &Block, label: &Label) -> Output {
        let schema = schema(
            &["description", "depends_on", "sensitive", "ephemeral"],
            &["value"],
            &[("precondition", &[]), ("postcondition", &[])],
        );
        let content = block.body.content(&schema, block.header, &mut self.diags);
        for postcondition in content.blocks("postcondition") {
            self.push(
                Diagnostic::error("Postconditions are not allowed")
                    .detail("Output values can only have preconditions, not postconditions.")
                    .at(postcondition.header),
            );
        }
        let expr = match content.attr("value") {
            Some(attribute) => attribute.expr.clone(),
            // Already complained about.
            None => Expr { kind: ExprKind::Literal(Value::DYNAMIC), span: block.header },
        };
        Output {
            name: self.name(label, "Invalid output name"),
            expr,
            sensitive: self.bool_or(content.attr("sensitive"), false),
            ephemeral: self.bool_or(content.attr("ephemeral"), false),
            description: self.text(content.attr("description")),
            depends_on: self.depends_on(content.attr("depends_on")),
            preconditions: content.blocks("precondition").filter_map(|block| self.condition(block)).collect(),
            span: block.header,
        }
    }
}
