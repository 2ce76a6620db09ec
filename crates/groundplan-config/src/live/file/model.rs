use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_diag::Span;
use groundplan_lang::syntax::Attribute;

/// What a configuration file of the live repository holds, not evaluated yet.
#[derive(Debug)]
pub(in crate::live) struct ConfigFile {
    pub(in crate::live) includes: Vec<NamedBlock>,
    pub(in crate::live) locals: BTreeMap<Arc<str>, Arc<Attribute>>,
    pub(in crate::live) features: Vec<NamedBlock>,
    pub(in crate::live) terraform: Option<TerraformBlock>,
    pub(in crate::live) dependencies: Vec<NamedBlock>,
    /// `paths` of the `dependencies` block.
    pub(in crate::live) paths: Option<Arc<Attribute>>,
    pub(in crate::live) inputs: Option<Arc<Attribute>>,
    pub(in crate::live) generate: Vec<NamedBlock>,
    /// `generate` as an argument: an object of what would be blocks.
    pub(in crate::live) generate_value: Option<Arc<Attribute>>,
    pub(in crate::live) remote_state: Option<Given>,
    pub(in crate::live) exclude: Option<NamedBlock>,
    pub(in crate::live) errors: Option<ErrorsBlock>,
    pub(in crate::live) engine: Option<NamedBlock>,
    pub(in crate::live) catalog: Option<NamedBlock>,
    /// The other arguments by name: `prevent_destroy`, `iam_role` and so on.
    pub(in crate::live) arguments: BTreeMap<Arc<str>, Arc<Attribute>>,
    /// The beginning of the file.
    pub(in crate::live) start: Span,
}

/// A block of arguments, with its label, which is empty when it has none.
#[derive(Clone, Debug)]
pub(in crate::live) struct NamedBlock {
    pub(in crate::live) name: Arc<str>,
    pub(in crate::live) attributes: BTreeMap<Arc<str>, Arc<Attribute>>,
    pub(in crate::live) span: Span,
}

impl NamedBlock {
    pub(in crate::live) fn attr(&self, name: &str) -> Option<&Arc<Attribute>> {
        self.attributes.get(name)
    }
}

/// What may be written as a block or as an argument whose value is an object.
#[derive(Debug)]
pub(in crate::live) enum Given {
    Block(NamedBlock),
    Value(Arc<Attribute>),
}

/// A `terraform` block.
#[derive(Debug)]
pub(in crate::live) struct TerraformBlock {
    /// Its own arguments.
    pub(in crate::live) own: NamedBlock,
    pub(in crate::live) extra_arguments: Vec<NamedBlock>,
    pub(in crate::live) before_hooks: Vec<NamedBlock>,
    pub(in crate::live) after_hooks: Vec<NamedBlock>,
    pub(in crate::live) error_hooks: Vec<NamedBlock>,
}

/// An `errors` block.
#[derive(Debug)]
pub(in crate::live) struct ErrorsBlock {
    pub(in crate::live) retry: Vec<NamedBlock>,
    pub(in crate::live) ignore: Vec<NamedBlock>,
    pub(in crate::live) span: Span,
}

impl ConfigFile {
    /// A file that holds local values only.
    pub(in crate::live) fn of_locals(locals: BTreeMap<Arc<str>, Arc<Attribute>>, start: Span) -> Self {
        Self {
            includes: Vec::new(),
            locals,
            features: Vec::new(),
            terraform: None,
            dependencies: Vec::new(),
            paths: None,
            inputs: None,
            generate: Vec::new(),
            generate_value: None,
            remote_state: None,
            exclude: None,
            errors: None,
            engine: None,
            catalog: None,
            arguments: BTreeMap::new(),
            start,
        }
    }
}
