use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use groundplan_address::{InstanceAddr, ProviderAddr, ResourceId};
use groundplan_diag::Span;
use groundplan_lang::syntax::{Attribute, Body, Expr, Ident, Traversal};
use groundplan_value::{Type, Value};

/// A module and the modules that it calls, by the name of the call. A module called several times is loaded once.
#[derive(Debug)]
pub struct ModuleTree {
    /// The module.
    pub module: Arc<Module>,
    /// The modules that it calls.
    pub children: BTreeMap<Arc<str>, Arc<ModuleTree>>,
}

/// What the files of one folder declare.
#[derive(Debug, Default)]
pub struct Module {
    /// The folder, as messages show it. What `path.module` gives is this folder as seen from the root module's, see
    /// [`path_from_root`](super::path_from_root).
    pub dir: PathBuf,
    /// `variable` blocks by name.
    pub variables: BTreeMap<Arc<str>, Variable>,
    /// Entries of `locals` blocks by name.
    pub locals: BTreeMap<Arc<str>, Local>,
    /// `output` blocks by name.
    pub outputs: BTreeMap<Arc<str>, Output>,
    /// `resource`, `data` and `ephemeral` blocks.
    pub resources: BTreeMap<ResourceId, Resource>,
    /// `module` blocks by name.
    pub calls: BTreeMap<Arc<str>, ModuleCall>,
    /// `provider` blocks.
    pub providers: Vec<ProviderConfig>,
    /// `provider_meta` blocks.
    pub provider_metas: Vec<ProviderMeta>,
    /// Entries of `required_providers` by local name.
    pub required_providers: BTreeMap<Arc<str>, RequiredProvider>,
    /// Constraints of `required_version`, already checked.
    pub required_version: Vec<(String, Span)>,
    /// `moved` blocks.
    pub moved: Vec<Moved>,
    /// `import` blocks.
    pub imports: Vec<Import>,
    /// `removed` blocks.
    pub removed: Vec<Removed>,
    /// `check` blocks by name.
    pub checks: BTreeMap<Arc<str>, Check>,
    /// The `backend` (or `cloud`) block, of a root module.
    pub backend: Option<Backend>,
}

impl Module {
    /// The provider that a local name means in this module.
    #[must_use]
    pub fn provider_addr(&self, local_name: &str) -> ProviderAddr {
        match self.required_providers.get(local_name) {
            Some(required) => required.source.clone(),
            None => ProviderAddr::implied(local_name),
        }
    }
}

/// An input variable.
#[derive(Debug)]
pub struct Variable {
    /// The name.
    pub name: Ident,
    /// The type constraint, `any` when none is given.
    pub ty: Type,
    /// Whether text that is given for it, by a flag or an environment variable, is its value as it stands, instead of an
    /// expression.
    pub literal: bool,
    /// The defaults of optional attributes in the type constraint.
    pub defaults: TypeDefaults,
    /// The default value, converted to the type constraint.
    pub default: Option<Value>,
    /// Whether null is a value of it; if not, null means the default.
    pub nullable: bool,
    /// Whether its value is sensitive.
    pub sensitive: bool,
    /// Whether its value is ephemeral.
    pub ephemeral: bool,
    /// What it is for.
    pub description: String,
    /// The `validation` blocks.
    pub validations: Vec<Condition>,
    /// The block's header.
    pub span: Span,
}

/// The defaults that `optional(type, default)` gives to attributes of objects, at any depth of a type constraint.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TypeDefaults {
    /// Defaults of this object's own attributes.
    pub attributes: BTreeMap<Arc<str>, Value>,
    /// Defaults within attributes (by name), within tuple elements (by position), or within all elements of a collection
    /// (under the empty name).
    pub children: BTreeMap<Arc<str>, TypeDefaults>,
}

/// A local value.
#[derive(Debug)]
pub struct Local {
    /// The name.
    pub name: Ident,
    /// The expression.
    pub expr: Expr,
}

/// An output value.
#[derive(Debug)]
pub struct Output {
    /// The name.
    pub name: Ident,
    /// The expression.
    pub expr: Expr,
    /// Whether it may hold sensitive values, which are then hidden.
    pub sensitive: bool,
    /// Whether its value is ephemeral.
    pub ephemeral: bool,
    /// What it is for.
    pub description: String,
    /// What must be done before it can be used, beside what it refers to.
    pub depends_on: Vec<Traversal>,
    /// The `precondition` blocks.
    pub preconditions: Vec<Condition>,
    /// The block's header.
    pub span: Span,
}

/// A `validation`, `precondition`, `postcondition` or `assert` block.
#[derive(Debug)]
pub struct Condition {
    /// What must be true.
    pub condition: Expr,
    /// What to say if it is not.
    pub error_message: Expr,
    /// The block's header.
    pub span: Span,
}

/// `count` or `for_each`.
#[derive(Debug, Default)]
pub enum Repeat {
    /// Neither.
    #[default]
    Once,
    /// `count`
    Count(Expr),
    /// `for_each`
    ForEach(Expr),
}

impl Repeat {
    /// The expression, if there is one.
    #[must_use]
    pub fn expr(&self) -> Option<&Expr> {
        match self {
            Self::Once => None,
            Self::Count(expr) | Self::ForEach(expr) => Some(expr),
        }
    }
}

/// A reference to a provider configuration: `aws` or `aws.west`.
#[derive(Clone, Debug)]
pub struct ProviderRef {
    /// The local name.
    pub name: Arc<str>,
    /// The alias.
    pub alias: Option<Arc<str>>,
    /// Where it is written; without a file when it is implied by the resource type.
    pub span: Span,
}

/// `aws` or `aws.west`.
impl fmt::Display for ProviderRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        self.alias.as_ref().map_or(Ok(()), |alias| write!(f, ".{alias}"))
    }
}

/// A `resource`, `data` or `ephemeral` block.
#[derive(Debug)]
pub struct Resource {
    /// Mode, type and name.
    pub id: ResourceId,
    /// The provider configuration, written or implied.
    pub provider: ProviderRef,
    /// `count` or `for_each`.
    pub repeat: Repeat,
    /// What the schema of its type describes: the body without the arguments and blocks that are Terraform's own.
    pub body: Body,
    /// What must be done before it, beside what it refers to.
    pub depends_on: Vec<Traversal>,
    /// The `lifecycle` block, or its defaults.
    pub lifecycle: Lifecycle,
    /// The `provisioner` blocks.
    pub provisioners: Vec<Provisioner>,
    /// The block's header.
    pub span: Span,
}

/// A `lifecycle` block.
#[derive(Debug, Default)]
pub struct Lifecycle {
    /// Create the new object before the old one is destroyed.
    pub create_before_destroy: bool,
    /// Refuse any plan that destroys it.
    pub prevent_destroy: bool,
    /// Arguments whose changes do not count.
    pub ignore_changes: IgnoreChanges,
    /// What replaces it when it changes.
    pub replace_triggered_by: Vec<Expr>,
    /// `precondition` blocks.
    pub preconditions: Vec<Condition>,
    /// `postcondition` blocks.
    pub postconditions: Vec<Condition>,
}

/// `ignore_changes`
#[derive(Debug, Default)]
pub enum IgnoreChanges {
    /// Not given.
    #[default]
    None,
    /// `all`
    All,
    /// These attributes: the root name is the first attribute's.
    Some(Vec<Traversal>),
}

/// A `provisioner` block.
#[derive(Debug)]
pub struct Provisioner {
    /// Its type: `local-exec`.
    pub kind: Ident,
    /// Its arguments, without those that follow.
    pub body: Body,
    /// Whether it runs when the object is destroyed, instead of when it is created.
    pub on_destroy: bool,
    /// Whether the run goes on when it fails.
    pub continue_on_failure: bool,
    /// The block's header.
    pub span: Span,
}

/// A `module` block.
#[derive(Debug)]
pub struct ModuleCall {
    /// The name.
    pub name: Ident,
    /// `source`
    pub source: (String, Span),
    /// `version`
    pub version: Option<(String, Span)>,
    /// `count` or `for_each`.
    pub repeat: Repeat,
    /// The arguments for the module's input variables.
    pub inputs: BTreeMap<Arc<str>, Arc<Attribute>>,
    /// `providers`: the configuration in the called module, and the one of this module that it gets.
    pub providers: Vec<(ProviderRef, ProviderRef)>,
    /// What must be done before anything in it.
    pub depends_on: Vec<Traversal>,
    /// The block's header.
    pub span: Span,
}

/// A `provider` block.
#[derive(Debug)]
pub struct ProviderConfig {
    /// The local name.
    pub name: Ident,
    /// The alias.
    pub alias: Option<Arc<str>>,
    /// Version constraints, as written (deprecated); empty when there are none.
    pub version: String,
    /// What the provider's schema describes.
    pub body: Body,
    /// The block's header.
    pub span: Span,
}

/// A `provider_meta` block: what the module tells a provider about itself.
#[derive(Debug)]
pub struct ProviderMeta {
    /// The provider's local name.
    pub provider: Ident,
    /// What the provider's meta schema describes.
    pub body: Body,
    /// The block's header.
    pub span: Span,
}

/// An entry of `required_providers`.
#[derive(Debug)]
pub struct RequiredProvider {
    /// Where it comes from.
    pub source: ProviderAddr,
    /// Version constraints, as written, comma separated; empty when there are none.
    pub version: String,
    /// `configuration_aliases`: configurations that callers must pass.
    pub aliases: Vec<ProviderRef>,
    /// The entry.
    pub span: Span,
}

/// A `moved` block.
#[derive(Debug)]
pub struct Moved {
    /// Where the object was.
    pub from: Traversal,
    /// Where it is now.
    pub to: Traversal,
    /// The block's header.
    pub span: Span,
}

/// An `import` block.
#[derive(Debug)]
pub struct Import {
    /// `for_each`
    pub for_each: Option<Expr>,
    /// The resource instance; may refer to `each`.
    pub to: Expr,
    /// The same without the instance keys that are expressions.
    pub target: InstanceAddr,
    /// The provider's name for the object.
    pub id: Expr,
    /// `provider`
    pub provider: Option<ProviderRef>,
    /// The block's header.
    pub span: Span,
}

/// A `removed` block.
#[derive(Debug)]
pub struct Removed {
    /// What is no longer managed.
    pub from: Traversal,
    /// Whether the object is destroyed, or only forgotten.
    pub destroy: bool,
    /// `provisioner` blocks to run on destroy.
    pub provisioners: Vec<Provisioner>,
    /// The block's header.
    pub span: Span,
}

/// A `check` block.
#[derive(Debug)]
pub struct Check {
    /// The name.
    pub name: Ident,
    /// The `data` block that only this check sees.
    pub data: Option<ResourceId>,
    /// The `assert` blocks.
    pub asserts: Vec<Condition>,
    /// The block's header.
    pub span: Span,
}

/// A `backend` block.
#[derive(Debug)]
pub struct Backend {
    /// Its type: `local`, `s3`.
    pub kind: Ident,
    /// Its arguments.
    pub body: Body,
    /// The block's header.
    pub span: Span,
}
