use groundplan_diag::Diagnostic;
use groundplan_lang::syntax::{Block, Label};

use crate::module::decode::{Decoder, schema};
use crate::module::{Check, Condition, Resource};

impl Decoder<'_> {
    /// A `check` block, and the data source that stands in it.
    pub(in crate::module) fn check(&mut self, block: &Block, label: &Label) -> (Check, Option<Resource>) {
        let schema = schema(&[], &[], &[("data", &["type", "name"]), ("assert", &[])]);
        let content = block.body.content(&schema, block.header, &mut self.diags);
        let data = self.only(&content, "data", "check").cloned();
        let data = data.and_then(|block| self.nested_data(&block));
        let asserts: Vec<Condition> = content.blocks("assert").filter_map(|block| self.condition(block)).collect();
        if content.blocks("assert").next().is_none() {
            self.push(
                Diagnostic::error("Zero assert blocks")
                    .detail("Check blocks must have at least one assert block.")
                    .at(block.header),
            );
        }
        let name = self.name(label, "Invalid check block name");
        (Check { name, data: data.as_ref().map(|data| data.id.clone()), asserts, span: block.header }, data)
    }
}
