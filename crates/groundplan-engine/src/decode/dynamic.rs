use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::eval::{Resolved, Scope, evaluate, expr_traversals};
use groundplan_lang::functions::CallContext;
use groundplan_lang::syntax::{Attribute, Block, BlockSchema, Body, BodySchema, Call, Content, ExprKind, Traversal};
use groundplan_value::{Marks, Type, Value, convert, nearest};

/// One block of a type, written or made by a `dynamic` block.
pub(super) enum Occurrence<'a> {
    /// A body to decode, with the scope of the iterator around it.
    Body { key: Option<Arc<str>>, body: Body, span: Span, scope: Option<Box<IteratorScope<'a>>>, marks: Marks },
    /// Nobody knows yet how many there will be; they will be made from this body.
    Unknown { body: Body, marks: Marks },
}

/// What a `dynamic` block says.
pub(crate) struct Dynamic {
    pub(crate) for_each: Option<Arc<Attribute>>,
    /// The name that it binds: its label, or what `iterator` says.
    pub(crate) name: Option<Arc<str>>,
    /// The labels of the blocks that it makes.
    pub(crate) labels: Option<Arc<Attribute>>,
    pub(crate) content: Option<Arc<Block>>,
}

impl Dynamic {
    /// Reads a `dynamic` block, in either syntax. What is not there or not expected is reported.
    pub(crate) fn read(block: &Block, diags: &mut Diags) -> Self {
        let content = block.body.content(
            &BodySchema {
                attributes: vec![("for_each", true), ("iterator", false), ("labels", false)],
                blocks: vec![BlockSchema { kind: "content", labels: &[] }],
            },
            block.header,
            diags,
        );
        let mut contents = content.blocks("content").cloned();
        let first = contents.next();
        let complaint = match (&first, contents.next()) {
            (None, _) => Some("A \"dynamic\" block needs a \"content\" block."),
            (Some(_), Some(_)) => Some("A \"dynamic\" block has one \"content\" block only."),
            (Some(_), None) => None,
        };
        diags
            .extend(complaint.map(|detail| Diagnostic::error("Invalid dynamic block").detail(detail).at(block.header)));
        let given = content.attr("iterator");
        let name = match given {
            Some(iterator) => bare_name(iterator),
            None => block.labels.first().map(|label| label.text.clone()),
        };
        if let (Some(iterator), None) = (given, &name) {
            diags.push(
                Diagnostic::error("Invalid dynamic iterator name")
                    .detail("The name of the iterator must be a bare name.")
                    .at(iterator.expr.span),
            );
        }
        Self {
            for_each: content.attr("for_each").cloned(),
            name,
            labels: content.attr("labels").cloned(),
            content: first,
        }
    }
}

/// A name that is written without quotes, except in JSON syntax.
fn bare_name(attribute: &Attribute) -> Option<Arc<str>> {
    match &attribute.expr.kind {
        ExprKind::Template(template) if attribute.json => template.as_literal(),
        _ => expr_traversals(&attribute.expr).filter(|it| it.steps.is_empty()).map(|it| it.root.name.clone()),
    }
}

/// A `dynamic` block must make blocks of a type that there is.
pub(super) fn check_labels(content: &Content, schema: &groundplan_provider::Block, diags: &mut Diags) {
    for block in content.blocks("dynamic") {
        let Some(label) = block.labels.first().filter(|label| !schema.blocks.contains_key(&label.text)) else {
            continue;
        };
        let error = Diagnostic::error("Unsupported block type")
            .detail(format!("Blocks of type \"{}\" are not expected here.", label.text))
            .label(label.span, "unknown block type");
        diags.push(match nearest(&label.text, schema.blocks.keys().map(|known| &**known)) {
            Some(near) => error.help(format!("a block type with a similar name exists: `{near}`")),
            None => error,
        });
    }
}

/// All blocks of a type in order of the source, `dynamic` ones expanded.
pub(super) fn occurrences<'a>(
    content: &Content,
    kind: &str,
    keyed: bool,
    scope: &'a dyn Scope,
    diags: &mut Diags,
) -> Vec<Occurrence<'a>> {
    let mut found = Vec::new();
    for block in &content.blocks {
        if &*block.kind.name == kind {
            let key = keyed.then(|| block.labels.first().map(|label| label.text.clone())).flatten();
            found.push(Occurrence::Body {
                key,
                body: block.body.clone(),
                span: block.header,
                scope: None,
                marks: Marks::NONE,
            });
        } else if &*block.kind.name == "dynamic" && block.labels.first().is_some_and(|label| &*label.text == kind) {
            expand(block, keyed, scope, &mut found, diags);
        }
    }
    found
}

fn expand<'a>(block: &Block, keyed: bool, scope: &'a dyn Scope, found: &mut Vec<Occurrence<'a>>, diags: &mut Diags) {
    let dynamic = Dynamic::read(block, diags);
    let (Some(each), Some(name), Some(content)) = (dynamic.for_each, dynamic.name, dynamic.content) else { return };
    let Ok(collection) = collect(evaluate(&each.expr, scope), diags) else { return };
    let (collection, marks) = collection.unmark();
    let wrong = |detail: &str| Diagnostic::error("Invalid dynamic for_each value").detail(detail).at(each.expr.span);
    if collection.is_null() {
        return diags.push(wrong("Cannot use a null value in for_each."));
    }
    if !collection.is_known() {
        return found.push(Occurrence::Unknown { body: content.body.clone(), marks });
    }
    let Some(entries) = collection.entries() else {
        let ty = collection.ty().friendly_name();
        return diags.push(wrong(&format!("Cannot use a {ty} value in for_each. An iterable collection is required.")));
    };
    for (key, value) in entries {
        let inner = IteratorScope {
            outer: scope,
            name: name.clone(),
            iterator: Value::object([("key", key), ("value", value)]),
        };
        let label = dynamic.labels.as_ref().filter(|_| keyed).and_then(|labels| label(labels, &inner, diags));
        found.push(Occurrence::Body {
            key: label,
            body: content.body.clone(),
            span: content.header,
            scope: Some(Box::new(inner)),
            marks,
        });
    }
}

/// The key of a block that has one: the only element of `labels`.
fn label(labels: &Attribute, scope: &dyn Scope, diags: &mut Diags) -> Option<Arc<str>> {
    let value = collect(evaluate(&labels.expr, scope), diags).ok()?;
    let first = value.as_slice().and_then(<[Value]>::first).cloned()?;
    let text = convert(&first.unmark_deep(), &Type::String).ok()?;
    let text = text.as_str().cloned();
    if text.is_none() {
        diags.push(
            Diagnostic::error("Invalid dynamic block label")
                .detail("Each label must be a string that is known before the block is made.")
                .at(labels.expr.span),
        );
    }
    text
}

fn collect(result: Result<Value, Diags>, diags: &mut Diags) -> Result<Value, ()> {
    result.map_err(|errors| diags.extend(errors))
}

/// A scope with the iterator of a `dynamic` block in it.
pub(super) struct IteratorScope<'a> {
    outer: &'a dyn Scope,
    name: Arc<str>,
    iterator: Value,
}

impl Scope for IteratorScope<'_> {
    fn resolve(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        if traversal.root.name == self.name {
            return Ok(Resolved { value: self.iterator.clone(), steps: 0 });
        }
        self.outer.resolve(traversal)
    }

    fn call_context(&self) -> &CallContext {
        self.outer.call_context()
    }

    fn call(&self, call: &Call, arguments: &[Value]) -> Option<Result<Value, Diagnostic>> {
        self.outer.call(call, arguments)
    }

    fn function_names(&self) -> Vec<String> {
        self.outer.function_names()
    }
}
