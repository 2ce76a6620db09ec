use groundplan_lang::syntax::Attribute;

use crate::module::Local;
use crate::module::decode::Decoder;

impl Decoder<'_> {
    /// An entry of a `locals` block.
    pub(in crate::module) fn local(&mut self, attribute: &Attribute) -> Local {
        self.check_name(&attribute.name.name, attribute.name.span, "Invalid local value name");
        Local { name: attribute.name.clone(), expr: attribute.expr.clone() }
    }
}
