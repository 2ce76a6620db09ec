use groundplan_diag::Diagnostic;
use groundplan_lang::eval::references;
use groundplan_lang::syntax::{Block, Expr, Label, Step};
use groundplan_value::{Type, Value, convert};

use crate::module::decode::{Decoder, schema};
use crate::module::{Condition, TypeDefaults, Variable, apply_defaults, describe};

/// Names that mean something else in a `module` block.
const RESERVED: [&str; 10] =
    ["source", "version", "count", "for_each", "depends_on", "providers", "_", "lifecycle", "locals", "provider"];

impl Decoder<'_> {
    /// A `variable` block.
    pub(in crate::module) fn variable(&mut self, block: &Block, label: &Label) -> Variable {
        let schema = schema(
            &["description", "default", "type", "sensitive", "ephemeral", "nullable"],
            &[],
            &[("validation", &[])],
        );
        let content = block.body.content(&schema, block.header, &mut self.diags);
        let name = self.name(label, "Invalid variable name");
        if RESERVED.contains(&&*name.name) {
            self.push(
                Diagnostic::error("Invalid variable name")
                    .detail(format!(
                        "The variable name \"{}\" is reserved due to its special meaning inside module blocks.",
                        name.name
                    ))
                    .at(label.span),
            );
        }
        let (ty, defaults) = match content.attr("type") {
            Some(attribute) => self.variable_type(&attribute.expr),
            None => (Type::Dynamic, TypeDefaults::default()),
        };
        let nullable = self.bool_or(content.attr("nullable"), true);
        let default = content.attr("default").and_then(|it| self.default_value(&it.expr, &ty, &defaults, nullable));
        let validations: Vec<Condition> =
            content.blocks("validation").filter_map(|block| self.validation(block, &name.name)).collect();
        Variable {
            literal: content.attr("type").is_none() || ty.is_primitive(),
            ty,
            defaults,
            default,
            nullable,
            sensitive: self.bool_or(content.attr("sensitive"), false),
            ephemeral: self.bool_or(content.attr("ephemeral"), false),
            description: self.text(content.attr("description")),
            validations,
            span: block.header,
            name,
        }
    }

    fn default_value(&mut self, expr: &Expr, ty: &Type, defaults: &TypeDefaults, nullable: bool) -> Option<Value> {
        let value = self.constant(expr)?;
        let invalid =
            |detail: String| Diagnostic::error("Invalid default value for variable").detail(detail).at(expr.span);
        if value.is_null() && !nullable {
            self.push(invalid("A null default value is not valid when nullable=false.".into()));
        }
        match convert(&apply_defaults(&value, defaults), ty) {
            Ok(value) => Some(value),
            Err(error) => {
                self.push(invalid(format!(
                    "This default value is not compatible with the variable's type constraint: {}.",
                    describe(&error)
                )));
                // The variable has a default all the same: that it is not given is no error.
                Some(Value::unknown(ty.without_optional()))
            }
        }
    }

    fn validation(&mut self, block: &Block, variable: &str) -> Option<Condition> {
        let condition = self.condition(block)?;
        let refers_to_it = references(&condition.condition).into_iter().any(|traversal| {
            &*traversal.root.name == "var"
                && matches!(traversal.steps.first(), Some(Step::Attr(name, _) | Step::Key(name, _)) if **name == *variable)
        });
        if !refers_to_it && !references(&condition.condition).is_empty() {
            self.push(
                Diagnostic::error("Invalid variable validation condition")
                    .detail(format!(
                        "The condition for variable \"{variable}\" must refer to var.{variable} in order to test incoming \
                         values."
                    ))
                    .at(condition.condition.span),
            );
        }
        Some(condition)
    }
}
