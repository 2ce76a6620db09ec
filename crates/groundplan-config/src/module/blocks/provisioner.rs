use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::eval::references;
use groundplan_lang::syntax::{Attribute, Block, Body, Ident, Step, Traversal};

use crate::module::Provisioner;
use crate::module::decode::{Decoder, schema};

impl Decoder<'_> {
    /// A `provisioner` block.
    pub(in crate::module) fn provisioner(&mut self, block: &Block) -> Option<Provisioner> {
        let [label] = block.labels.as_slice() else { return None };
        if &*label.text != "local-exec" {
            self.push(
                Diagnostic::error("Provisioner not supported")
                    .detail(format!(
                        "Only the provisioner \"local-exec\" is supported, not \"{}\". Machines are better set up by their \
                         image, by user data or by a configuration management tool.",
                        label.text
                    ))
                    .at(label.span),
            );
            return None;
        }
        let schema = schema(&["when", "on_failure"], &[], &[("_", &[]), ("connection", &[]), ("lifecycle", &[])]);
        let content = block.body.partial(&schema, block.header, &mut self.diags);
        self.refuse_reserved(&content, &["lifecycle"], "provisioner");
        let on_destroy = self.one_of(content.attr("when").map(|it| &**it), ["create", "destroy"]);
        let continue_on_failure = self.one_of(content.attr("on_failure").map(|it| &**it), ["fail", "continue"]);
        let body = self.with_escaped(block.body.rest(&schema), &content);
        if on_destroy {
            self.only_self(&body);
        }
        Some(Provisioner {
            kind: Ident { name: label.text.clone(), span: label.span },
            body,
            on_destroy,
            continue_on_failure,
            span: block.header,
        })
    }

    /// Whether an argument is the second of two keywords; the first is its default.
    fn one_of(&mut self, attribute: Option<&Attribute>, keywords: [&str; 2]) -> bool {
        let Some(attribute) = attribute else { return false };
        let [first, second] = keywords;
        let word = self.keyword(&attribute.expr);
        if word.as_deref() != Some(first) && word.as_deref() != Some(second) {
            let name = &attribute.name.name;
            self.push(
                Diagnostic::error(format!("Invalid \"{name}\" keyword"))
                    .detail(format!("The \"{name}\" argument requires one of the keywords {first} and {second}."))
                    .at(attribute.expr.span),
            );
        }
        word.as_deref() == Some(second)
    }

    /// Complains about references that cannot be answered when the object is destroyed.
    fn only_self(&mut self, body: &Body) {
        for attribute in body.just_attributes(&mut Diags::new()) {
            for traversal in references(&attribute.expr) {
                if !lives_until_destroy(traversal) {
                    self.push(
                        Diagnostic::error("Invalid reference from destroy provisioner")
                            .detail(
                                "Destroy-time provisioners may only refer to the resource that they belong to, as `self`, \
                                 and to `count.index` and `each.key`: other objects may be gone by then.",
                            )
                            .at(traversal.span()),
                    );
                }
            }
        }
    }
}

fn lives_until_destroy(traversal: &Traversal) -> bool {
    let only_step = match traversal.steps.as_slice() {
        [Step::Attr(name, _)] => &**name,
        _ => "",
    };
    matches!(
        (&*traversal.root.name, only_step),
        ("self" | "path" | "terraform", _) | ("count", "index") | ("each", "key")
    )
}
