use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::syntax::{Expr, ExprKind, ObjectItem, ObjectKey};
use groundplan_value::Value;

use super::UnitPath;
use super::merge::deep_merge;
use super::scope::UnitScope;
use super::tf_var::as_tf_var;

/// An output, or all outputs, of another unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputRef {
    /// The unit.
    pub unit: UnitPath,
    /// The output; none for all of them.
    pub output: Option<Arc<str>>,
    /// Where it is referred to.
    pub span: Span,
}

/// Outputs of units, as far as they are known.
pub trait UnitOutputs {
    /// An output. Unknown while it is not known yet.
    ///
    /// # Errors
    /// When the unit has no such output.
    fn output(&self, unit: &UnitPath, name: &str) -> Result<Value, Diagnostic>;

    /// All outputs of a unit, an object.
    ///
    /// # Errors
    /// When the unit's outputs cannot be had.
    fn outputs(&self, unit: &UnitPath) -> Result<Value, Diagnostic>;
}

/// What a unit gives for the input variables of its module.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    layers: Layers,
    /// Variables whose text is taken as it stands when nothing says their type.
    untyped: Arc<BTreeSet<Arc<str>>>,
}

/// The `inputs` of a unit and of what it includes.
#[derive(Clone, Default)]
pub(super) enum Layers {
    #[default]
    None,
    /// Values from elsewhere than a configuration file, with their places.
    Values(Arc<BTreeMap<Arc<str>, (Value, Span)>>),
    /// One `inputs` argument, in the file that holds it.
    Expr(Arc<Layer>),
    /// The `inputs` of an included file under those of the file that includes it.
    Merged { under: Box<Layers>, over: Box<Layers>, deep: bool },
}

/// One `inputs` argument.
pub(super) struct Layer {
    pub(super) scope: UnitScope,
    pub(super) expr: Expr,
}

impl Inputs {
    /// Values that are given from outside of the configuration, with their places.
    #[must_use]
    pub fn from_values(values: BTreeMap<Arc<str>, (Value, Span)>) -> Self {
        Self { layers: Layers::Values(Arc::new(values)), untyped: Arc::default() }
    }

    pub(super) fn new(layers: Layers, untyped: BTreeSet<Arc<str>>) -> Self {
        Self { layers, untyped: Arc::new(untyped) }
    }

    /// What is given for a variable. None when it is certain that nothing is.
    #[must_use]
    pub fn get(&self, variable: &str) -> Option<UnitInput> {
        let source = self.layers.find(variable)?;
        let mut references = Vec::new();
        source.references(&mut references);
        let mut seen = BTreeSet::new();
        references.retain(|reference| seen.insert((reference.unit.clone(), reference.output.clone())));
        // What does not take the way through Terragrunt keeps its type.
        let untyped = self.untyped.contains(variable) && !matches!(source, Source::Value(..));
        Some(UnitInput { source, references, untyped })
    }

    /// The variables for which something is certainly given. More may be given where `inputs` is not written out as an
    /// object, but by a function call for instance.
    #[must_use]
    pub fn names(&self) -> BTreeSet<Arc<str>> {
        let mut names = BTreeSet::new();
        self.layers.names(&mut names);
        names
    }

    /// The names that are written out with their places, in files that begin a unit and not in those that it includes.
    pub(super) fn written(&self) -> Vec<(Arc<str>, Span)> {
        let mut layer = &self.layers;
        while let Layers::Merged { under, over, .. } = layer {
            // Values from elsewhere lie over all files.
            layer = if matches!(**over, Layers::Values(_)) { under } else { over };
        }
        match layer {
            Layers::Expr(layer) => static_items(&layer.expr)
                .into_iter()
                .flatten()
                .filter_map(|item| Some((static_key(&item.key)?, item.key.span())))
                .collect(),
            _ => Vec::new(),
        }
    }
}

impl fmt::Debug for Layers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names = BTreeSet::new();
        self.names(&mut names);
        f.debug_set().entries(names).finish()
    }
}

/// What is given for one variable.
#[derive(Clone)]
pub struct UnitInput {
    source: Source,
    references: Vec<OutputRef>,
    untyped: bool,
}

impl UnitInput {
    /// The outputs of other units that its value depends on, each once.
    #[must_use]
    pub fn references(&self) -> &[OutputRef] {
        &self.references
    }

    /// Its value, in the form in which Terraform gets it from Terragrunt: sequences as tuples, mappings as objects. None
    /// when it turns out that nothing is given.
    ///
    /// # Errors
    /// What is wrong with the expression, or with an output that it refers to.
    pub fn evaluate(&self, outputs: &dyn UnitOutputs) -> Result<Option<Value>, Diags> {
        let value = self.source.evaluate(outputs)?;
        Ok(value.map(|value| as_tf_var(&value, self.untyped)))
    }

    /// Where it is given.
    #[must_use]
    pub fn span(&self) -> Span {
        self.source.span()
    }
}

impl fmt::Debug for UnitInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnitInput").field("references", &self.references).finish_non_exhaustive()
    }
}

/// Where the value of one variable comes from.
#[derive(Clone)]
enum Source {
    Value(Value, Span),
    /// The expression of the variable alone.
    Own(Arc<Layer>, Expr),
    /// An element of a whole `inputs` expression, if it has one of this name.
    Element(Arc<Layer>, Arc<str>),
    Merged {
        under: Box<Source>,
        over: Box<Source>,
        deep: bool,
    },
}

impl Layers {
    fn find(&self, variable: &str) -> Option<Source> {
        match self {
            Self::None => None,
            Self::Values(values) => values.get(variable).map(|(value, span)| Source::Value(value.clone(), *span)),
            Self::Expr(layer) => match static_items(&layer.expr) {
                // The last one of a name counts.
                Some(items) => items
                    .iter()
                    .rev()
                    .find(|item| static_key(&item.key).as_deref() == Some(variable))
                    .map(|item| Source::Own(layer.clone(), item.value.clone())),
                None => Some(Source::Element(layer.clone(), variable.into())),
            },
            Self::Merged { under, over, deep } => match (under.find(variable), over.find(variable)) {
                (Some(under), Some(over)) => {
                    if !deep && matches!(over, Source::Own(..) | Source::Value(..)) {
                        return Some(over);
                    }
                    Some(Source::Merged { under: Box::new(under), over: Box::new(over), deep: *deep })
                }
                (under, over) => over.or(under),
            },
        }
    }

    fn names(&self, names: &mut BTreeSet<Arc<str>>) {
        match self {
            Self::None => {}
            Self::Values(values) => names.extend(values.keys().cloned()),
            Self::Expr(layer) => {
                names.extend(static_items(&layer.expr).into_iter().flatten().filter_map(|item| static_key(&item.key)));
            }
            Self::Merged { under, over, .. } => {
                under.names(names);
                over.names(names);
            }
        }
    }
}

impl Source {
    fn references(&self, found: &mut Vec<OutputRef>) {
        match self {
            Self::Value(..) => {}
            Self::Own(layer, expr) => layer.scope.references(expr, found),
            Self::Element(layer, _) => layer.scope.references(&layer.expr, found),
            Self::Merged { under, over, .. } => {
                under.references(found);
                over.references(found);
            }
        }
    }

    fn evaluate(&self, outputs: &dyn UnitOutputs) -> Result<Option<Value>, Diags> {
        match self {
            Self::Value(value, _) => Ok(Some(value.clone())),
            Self::Own(layer, expr) => layer.scope.evaluate(expr, outputs).map(Some),
            Self::Element(layer, name) => {
                let whole = layer.scope.evaluate(&layer.expr, outputs)?;
                match whole.as_map() {
                    Some(map) => Ok(map.get(name).map(|value| value.clone().mark(whole.marks()))),
                    None if !whole.is_known() => Ok(Some(Value::DYNAMIC.mark(whole.marks()))),
                    None if whole.is_null() => Ok(None),
                    None => Err(Diagnostic::error("Invalid inputs")
                        .detail(format!("The inputs must be an object, but this is {}.", whole.ty().friendly_name()))
                        .at(layer.expr.span)
                        .into()),
                }
            }
            Self::Merged { under, over, deep: false } => match over.evaluate(outputs)? {
                Some(value) => Ok(Some(value)),
                None => under.evaluate(outputs),
            },
            Self::Merged { under, over, deep: true } => Ok(match (under.evaluate(outputs)?, over.evaluate(outputs)?) {
                (Some(under), Some(over)) => Some(deep_merge(&under, &over)),
                (under, over) => over.or(under),
            }),
        }
    }

    fn span(&self) -> Span {
        match self {
            Self::Value(_, span) => *span,
            Self::Own(_, expr) => expr.span,
            Self::Element(layer, _) => layer.expr.span,
            Self::Merged { over, .. } => over.span(),
        }
    }
}

/// The items of an object that is written out with keys that are names.
pub(super) fn static_items(expr: &Expr) -> Option<&[ObjectItem]> {
    match &expr.kind {
        ExprKind::Object(items) if items.iter().all(|item| static_key(&item.key).is_some()) => Some(items),
        ExprKind::Parens(inner) => static_items(inner),
        _ => None,
    }
}

pub(super) fn static_key(key: &ObjectKey) -> Option<Arc<str>> {
    match key {
        ObjectKey::Name(name) => Some(name.name.clone()),
        ObjectKey::Expr(expr) => match &expr.kind {
            ExprKind::Template(template) => template.json.clone().or_else(|| template.as_literal()),
            _ => None,
        },
    }
}
