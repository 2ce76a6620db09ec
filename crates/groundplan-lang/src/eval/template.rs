use groundplan_diag::{Diagnostic, Span};
use groundplan_value::{Marks, Refinement, Type, Value, convert};

use super::evaluator::Evaluator;
use crate::syntax::{Expr, Template, TemplatePart};

/// A string in the making. Once a part is unknown only the text before it is still of use: as what the string starts with.
struct Text {
    text: String,
    known: bool,
    marks: Marks,
}

impl Text {
    fn push(&mut self, text: &str) {
        if self.known {
            self.text.push_str(text);
        }
    }
}

impl Evaluator<'_> {
    pub(super) fn template(&mut self, template: &Template, span: Span) -> Value {
        match template.parts.as_slice() {
            [TemplatePart::Interpolation(expr)] => return self.expr(expr),
            [TemplatePart::Literal(text, _)] => return Value::string(text),
            _ => {}
        }
        let mut text = Text { text: String::new(), known: true, marks: Marks::NONE };
        let before = self.diags.len();
        self.parts(template, &mut text);
        let _ = span;
        if self.diags.len() > before {
            return Value::unknown(Type::String);
        }
        let result = if text.known {
            Value::string(text.text)
        } else {
            Value::refined(Type::String, Refinement::with_prefix(&text.text))
        };
        result.mark(text.marks)
    }

    fn parts(&mut self, template: &Template, text: &mut Text) {
        for part in &template.parts {
            match part {
                TemplatePart::Literal(literal, _) => text.push(literal),
                TemplatePart::Interpolation(expr) => self.interpolation(expr, text),
                TemplatePart::Invalid(errors) => self.diags.extend(errors.iter().cloned()),
                TemplatePart::If { condition, then, otherwise } => {
                    let chosen = self.condition(condition, text);
                    // As in a conditional, errors count of the chosen part only, and marks of both.
                    for (part, is) in [(then, true), (otherwise, false)] {
                        if chosen == Some(is) {
                            self.parts(part, text);
                        } else {
                            let mut other = Text { text: String::new(), known: false, marks: Marks::NONE };
                            let before = std::mem::take(&mut self.diags);
                            self.parts(part, &mut other);
                            self.diags = before;
                            text.marks |= other.marks;
                        }
                    }
                    // Neither's text is sure to follow.
                    text.known &= chosen.is_some();
                }
                TemplatePart::For { key_var, value_var, collection, body, .. } => {
                    let Some(value) = self.checked(collection) else { continue };
                    text.marks |= value.marks();
                    let Some(entries) = self.iterate(collection, &value, "'for' directive") else {
                        text.known = false;
                        continue;
                    };
                    for (key, element) in entries {
                        let key = key_var.as_ref().map(|name| (name, key));
                        self.with(key, (value_var, element), |inner| inner.parts(body, text));
                    }
                }
            }
        }
    }

    fn interpolation(&mut self, expr: &Expr, text: &mut Text) {
        let Some(value) = self.checked(expr) else { return };
        let wrong =
            |detail: String| Diagnostic::error("Invalid template interpolation value").detail(detail).at(expr.span);
        if value.is_null() {
            self.fail(
                expr,
                wrong("The expression result is null. Cannot include a null value in a string template.".into()),
            );
            return;
        }
        text.marks |= value.marks();
        // What it is instead of a string is said when it is known, as in Terraform.
        if !value.is_known() {
            text.unknown(&value);
            return;
        }
        match convert(&value, &Type::String) {
            Ok(value) => match value.as_str() {
                Some(part) => text.push(part),
                None => text.unknown(&value),
            },
            Err(error) => {
                self.fail(expr, wrong(format!("Cannot include the given value in a string template: {error}.")));
            }
        }
    }

    fn condition(&mut self, condition: &Expr, text: &mut Text) -> Option<bool> {
        let value = self.checked(condition)?;
        text.marks |= value.marks();
        if value.is_null() {
            let error = Diagnostic::error("Null condition")
                .detail("The condition value is null. Conditions must either be true or false.")
                .at(condition.span);
            self.fail(condition, error);
            return None;
        }
        if !value.is_known() {
            return None;
        }
        match convert(&value, &Type::Bool) {
            Ok(value) => value.as_bool(),
            Err(_) => {
                let error = Diagnostic::error("Incorrect condition type")
                    .detail("The condition expression must be of type bool.")
                    .at(condition.span);
                self.fail(condition, error);
                None
            }
        }
    }
}

impl Text {
    fn unknown(&mut self, value: &Value) {
        if let Some(prefix) = value.refinement().and_then(|refinement| refinement.prefix.as_deref()) {
            self.push(prefix);
        }
        self.known = false;
    }
}
