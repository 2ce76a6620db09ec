use groundplan_address::{Mode, ResourceId};
use groundplan_diag::{Diagnostic, Span};
use groundplan_lang::syntax::Block;

use crate::module::declare::mode;
use crate::module::decode::{Decoder, schema};
use crate::module::{ProviderRef, Provisioner, Resource};

impl Decoder<'_> {
    /// A `resource`, `data` or `ephemeral` block.
    pub(in crate::module) fn resource(&mut self, block: &Block) -> Option<Resource> {
        let [kind, name] = block.labels.as_slice() else { return None };
        let id = ResourceId { mode: mode(&block.kind.name), kind: kind.text.clone(), name: name.text.clone() };
        let what = &block.kind.name;
        self.check_name(&id.kind, kind.span, &format!("Invalid {what} type name"));
        self.check_name(&id.name, name.span, &format!("Invalid {what} name"));

        let managed: &[(&str, &[&str])] =
            &[("lifecycle", &[]), ("locals", &[]), ("_", &[]), ("connection", &[]), ("provisioner", &["type"])];
        let blocks = if id.mode == Mode::Managed { managed } else { managed.get(..3).unwrap_or_default() };
        let schema = schema(&["count", "for_each", "provider", "depends_on"], &[], blocks);
        let content = block.body.partial(&schema, block.header, &mut self.diags);
        self.refuse_reserved(&content, &["locals"], what);
        // Read by no provisioner that is supported.
        self.only(&content, "connection", what);

        let provider = match content.attr("provider") {
            Some(attribute) => self.provider_ref(&attribute.expr, "provider"),
            None => None,
        };
        let lifecycle = self.only(&content, "lifecycle", what).cloned();
        let provisioners: Vec<Provisioner> =
            content.blocks("provisioner").filter_map(|block| self.provisioner(block)).collect();
        Some(Resource {
            provider: provider.unwrap_or_else(|| implied_provider(&id)),
            repeat: self.repeat(&content),
            body: self.with_escaped(block.body.rest(&schema), &content),
            depends_on: self.depends_on(content.attr("depends_on")),
            lifecycle: lifecycle.map(|block| self.lifecycle(&block, &id)).unwrap_or_default(),
            provisioners,
            span: block.header,
            id,
        })
    }

    /// The `data` block in a `check` block.
    pub(in crate::module) fn nested_data(&mut self, block: &Block) -> Option<Resource> {
        let schema = schema(&["count", "for_each"], &[], &[("lifecycle", &[])]);
        let content = block.body.partial(&schema, block.header, &mut self.diags);
        for attribute in content.attributes.values() {
            self.push(
                Diagnostic::error(format!("Invalid \"{}\" attribute", attribute.name.name))
                    .detail("The \"count\" and \"for_each\" arguments are not supported within nested data blocks.")
                    .at(attribute.name.span),
            );
        }
        for lifecycle in &content.blocks {
            self.push(
                Diagnostic::error("Invalid lifecycle block")
                    .detail("Nested data blocks have no \"lifecycle\" block: the check block around them has their lifecycle.")
                    .at(lifecycle.header),
            );
        }
        let rest = Block { body: block.body.rest(&schema), ..block.clone() };
        self.resource(&rest)
    }
}

/// The provider that a resource type's name begins with.
fn implied_provider(id: &ResourceId) -> ProviderRef {
    let name = id.kind.split('_').next().unwrap_or_default();
    ProviderRef { name: name.into(), alias: None, span: Span::NONE }
}
