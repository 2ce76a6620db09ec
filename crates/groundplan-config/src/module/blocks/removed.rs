use groundplan_address::{InstanceKey, Mode};
use groundplan_diag::Diagnostic;
use groundplan_lang::syntax::Block;

use crate::module::decode::{Decoder, schema};
use crate::module::{Removed, Target};

impl Decoder<'_> {
    /// A `removed` block.
    pub(in crate::module) fn removed(&mut self, block: &Block) -> Option<Removed> {
        let schema = schema(&[], &["from"], &[("lifecycle", &[]), ("connection", &[]), ("provisioner", &["type"])]);
        let content = block.body.content(&schema, block.header, &mut self.diags);
        let mut destroy = true;
        for lifecycle in content.blocks("lifecycle") {
            let schema = super::super::decode::schema(&["destroy"], &[], &[]);
            let lifecycle = lifecycle.body.content(&schema, lifecycle.header, &mut self.diags);
            destroy = self.bool_or(lifecycle.attr("destroy"), true);
        }
        let provisioners: Vec<_> = content.blocks("provisioner").filter_map(|block| self.provisioner(block)).collect();
        let (from, target) = self.target(content.attr("from").map(|it| &it.expr))?;
        let refuse = |summary: &str, detail: &str| Diagnostic::error(summary).detail(detail).at(from.span());
        let of_module = match &target {
            Target::Resource(address) => {
                if !address.key.is_none() {
                    self.push(refuse(
                        "Resource instance keys not allowed",
                        "A resource is required here, not one of its instances.",
                    ));
                }
                if address.resource.mode != Mode::Managed {
                    self.push(refuse(
                        "Data source address not allowed",
                        "Data sources are never destroyed, so they cannot be removed: just remove the data block.",
                    ));
                }
                &address.module
            }
            Target::Module(module) => module,
        };
        if of_module.0.iter().any(|step| step.key != InstanceKey::None) {
            self.push(refuse(
                "Module instance keys not allowed",
                "A module is required here, not one of its instances.",
            ));
        }
        for provisioner in provisioners.iter().filter(|provisioner| !provisioner.on_destroy) {
            self.push(
                Diagnostic::error("Invalid provisioner block")
                    .detail("Only destroy-time provisioners are valid in \"removed\" blocks.")
                    .at(provisioner.span)
                    .help("add `when = destroy`"),
            );
        }
        Some(Removed { from, destroy, provisioners, span: block.header })
    }
}
