use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_address::{InstanceAddr, InstanceKey, ModuleStep, ResourceId};
use groundplan_config::module::{Import, Repeat};
use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::eval::{Scope, evaluate};
use groundplan_lang::syntax::{Expr, ExprKind, Step, Traversal};
use groundplan_value::{Type, Value, convert};

use crate::graph::ModuleIx;
use crate::plan::Run;
use crate::values::{Repetition, expand};
use groundplan_address::ModuleAddr;

/// The objects that are to be taken over into a resource, by instance.
#[derive(Default)]
pub(crate) struct Imports {
    by_instance: BTreeMap<InstanceAddr, Wanted>,
}

/// An object to take over.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// The provider's name for it.
    pub(crate) id: Arc<str>,
    /// Where that is said.
    pub(crate) span: Span,
}

impl Imports {
    pub(crate) fn of(&self, addr: &InstanceAddr) -> Option<&Wanted> {
        self.by_instance.get(addr)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&InstanceAddr, &Wanted)> {
        self.by_instance.iter()
    }

    fn add(&mut self, addr: InstanceAddr, wanted: Wanted, diags: &mut Diags) {
        if let Some(other) = self.by_instance.get(&addr) {
            diags.push(
                Diagnostic::error("Duplicate import configuration")
                    .detail(format!("{addr} can be imported only once, and another import block is about it too."))
                    .at(wanted.span)
                    .also(other.span, "the other import"),
            );
            return;
        }
        self.by_instance.insert(addr, wanted);
    }
}

/// That configuration does not have what an object is to be imported to.
pub(crate) fn no_configuration(addr: &InstanceAddr, span: Span) -> Diagnostic {
    Diagnostic::error("Configuration for import target does not exist")
        .detail(format!(
            "The configuration for the given import target {addr} does not exist. All target instances must have an \
             associated configuration to be imported."
        ))
        .at(span)
        .help(format!(
            "declare it: `resource \"{}\" \"{}\" {{ ... }}`{}",
            addr.resource.kind,
            addr.resource.name,
            match &addr.key {
                InstanceKey::None => "",
                InstanceKey::Index(_) => ", with a \"count\" that has this index",
                InstanceKey::Key(_) => ", with a \"for_each\" that has this key",
            }
        ))
}

impl Run {
    /// What `import` blocks and the command line say is to be taken over into a resource.
    pub(crate) fn imports_of(&self, module: ModuleIx, id: &ResourceId) -> Result<Imports, Diags> {
        let (mut imports, mut diags) = (Imports::default(), Diags::new());
        let node = self.session.modules.get(module);
        for wanted in &self.options.imports {
            let here = wanted.addr.resource == *id && wanted.addr.module.path() == node.path;
            if here && self.session.unit(node.unit).path == wanted.unit {
                let import = Wanted { id: wanted.id.clone(), span: Span::NONE };
                imports.add(wanted.addr.clone(), import, &mut diags);
            }
        }
        if self.options.goal == crate::plan::Goal::Converge {
            let root = self.session.modules.root(node.unit);
            for block in &self.session.modules.get(root).tree.module.imports {
                if block.target.resource == *id && block.target.module.path() == node.path {
                    self.import(root, block, &mut imports, &mut diags);
                }
            }
        }
        if diags.has_errors() { Err(diags) } else { Ok(imports) }
    }

    fn import(&self, root: ModuleIx, block: &Import, imports: &mut Imports, diags: &mut Diags) {
        let once = Repetition::default();
        let outer = ModuleAddr::root();
        let instances = match &block.for_each {
            None => Some(vec![once]),
            Some(each) => {
                let scope = self.scope(root, &outer, &once);
                let expanded = expand(&Repeat::ForEach(each.clone()), &scope, diags);
                expanded.map(|all| all.into_iter().map(|(_, repetition)| repetition).collect())
            }
        };
        for repetition in instances.into_iter().flatten() {
            let scope = self.scope(root, &outer, &repetition);
            match (import_id(&block.id, &scope), address(&block.to, &scope)) {
                (Ok(id), Ok(addr)) => imports.add(addr, Wanted { id, span: block.span }, diags),
                (id, addr) => {
                    id.err().into_iter().for_each(|errors| diags.extend(errors));
                    addr.err().into_iter().for_each(|errors| diags.extend(errors));
                }
            }
        }
    }
}

fn import_id(expr: &Expr, scope: &dyn Scope) -> Result<Arc<str>, Diags> {
    let value = evaluate(expr, scope)?;
    let refuse =
        |detail: String| Diags::from(Diagnostic::error("Invalid import id argument").detail(detail).at(expr.span));
    if value.deep_marks().is_ephemeral() {
        return Err(refuse("The import ID cannot be derived from an ephemeral value.".into()));
    }
    if value.deep_marks().is_sensitive() {
        return Err(refuse("The import ID cannot be sensitive: plans show it.".into()));
    }
    if !value.is_known() {
        return Err(refuse(
            "The import block \"id\" argument depends on resource attributes that cannot be determined until apply, so the \
             import of this resource cannot be planned."
                .into(),
        ));
    }
    if value.is_null() {
        return Err(refuse("The import ID cannot be null.".into()));
    }
    let text = convert(&value, &Type::String)
        .map_err(|error| refuse(format!("The import ID value is unsuitable: {error}.")))?;
    match text.as_str() {
        Some(id) if id.is_empty() => {
            Err(refuse("The import ID value evaluates to an empty string, please provide a non-empty value.".into()))
        }
        Some(id) => Ok(id.clone()),
        None => Err(refuse("The import ID must be a string.".into())),
    }
}

/// The address that `to` means, its keys worked out.
fn address(expr: &Expr, scope: &dyn Scope) -> Result<InstanceAddr, Diags> {
    let invalid = || {
        Diags::from(
            Diagnostic::error("Invalid import address")
                .detail("The address of a resource instance is required.")
                .at(expr.span),
        )
    };
    let mut words = Vec::new();
    collect(expr, scope, &mut words)?;
    let mut words = words.into_iter().peekable();
    let mut module = ModuleAddr::root();
    let mut name = words.next();
    while let Some(Word::Name(word)) = &name
        && &**word == "module"
    {
        let Some(Word::Name(call)) = words.next() else { return Err(invalid()) };
        module.0.push(ModuleStep { name: call, key: taken_key(&mut words) });
        name = words.next();
    }
    let (Some(Word::Name(kind)), Some(Word::Name(name))) = (name, words.next()) else { return Err(invalid()) };
    let key = taken_key(&mut words);
    if words.next().is_some() {
        return Err(invalid());
    }
    Ok(InstanceAddr { module, resource: ResourceId::managed(kind, name), key })
}

enum Word {
    Name(Arc<str>),
    Key(InstanceKey),
}

fn taken_key(words: &mut std::iter::Peekable<impl Iterator<Item = Word>>) -> InstanceKey {
    match words.next_if(|word| matches!(word, Word::Key(_))) {
        Some(Word::Key(key)) => key,
        _ => InstanceKey::None,
    }
}

fn collect(expr: &Expr, scope: &dyn Scope, words: &mut Vec<Word>) -> Result<(), Diags> {
    match &expr.kind {
        ExprKind::Traversal(Traversal { root, steps, .. }) => {
            words.push(Word::Name(root.name.clone()));
            steps.iter().try_for_each(|step| push(step, words))
        }
        ExprKind::Step(inner, step) => {
            collect(inner, scope, words)?;
            push(step, words)
        }
        ExprKind::Index(index) => {
            collect(&index.collection, scope, words)?;
            let value = evaluate(&index.key, scope)?;
            words.push(Word::Key(instance_key(&value).ok_or_else(|| invalid_key(&index.key, &value))?));
            Ok(())
        }
        _ => {
            Err(Diagnostic::error("Invalid import address").detail("An address is required here.").at(expr.span).into())
        }
    }
}

fn push(step: &Step, words: &mut Vec<Word>) -> Result<(), Diags> {
    words.push(match step {
        Step::Attr(name, _) => Word::Name(name.clone()),
        Step::Key(key, _) => Word::Key(InstanceKey::Key(key.clone())),
        Step::Index(number, span) => match number.to_usize() {
            Some(index) => Word::Key(InstanceKey::Index(index)),
            None => {
                let error = Diagnostic::error("Invalid import address");
                return Err(error.detail("An instance key must be a whole number or a string.").at(*span).into());
            }
        },
    });
    Ok(())
}

fn instance_key(value: &Value) -> Option<InstanceKey> {
    if value.is_null() || !value.is_known() || !value.deep_marks().is_empty() {
        return None;
    }
    match (value.as_str(), value.as_number()) {
        (Some(key), _) => Some(InstanceKey::Key(key.clone())),
        (_, Some(number)) => number.to_usize().map(InstanceKey::Index),
        _ => None,
    }
}

fn invalid_key(expr: &Expr, value: &Value) -> Diags {
    let why = if value.is_known() {
        "An instance key must be a whole number or a string, neither null nor sensitive."
    } else {
        "The instance key depends on resource attributes that cannot be determined until apply."
    };
    Diagnostic::error("Invalid import address").detail(why).at(expr.span).into()
}
