use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_value::{Kind as ValueKind, Marks, Type, Value, convert, nearest};

use super::evaluator::Evaluator;
use super::template_string::check_template;
use crate::functions::{self, Function, FunctionError};
use crate::syntax::{Call, Expr};

impl Evaluator<'_> {
    pub(super) fn call(&mut self, expr: &Expr, call: &Call) -> Value {
        let name = call.name.name.strip_prefix("core::").unwrap_or(&call.name.name);
        match name {
            "try" => return self.try_call(expr, call),
            "can" => return self.can_call(expr, call),
            _ => {}
        }
        let function = functions::lookup(&call.name.name);
        let Some(arguments) = self.arguments(expr, call, function) else { return Value::DYNAMIC };
        let Some((arguments, spans, marks)) = arguments else { return Value::DYNAMIC };
        let Some(function) = function else {
            let result = match self.scope.call(call, &arguments) {
                Some(result) => result,
                None => Err(self.unknown_function(call)),
            };
            return self.check(expr, result).mark(marks);
        };
        let context = self.scope.call_context();
        let shape = match call.args.first() {
            Some(template) if name == "templatestring" && context.within.is_none() => check_template(template),
            _ => Ok(()),
        };
        match shape.and_then(|()| functions::call(function, arguments, context)) {
            Ok(value) => value.mark(marks),
            Err(error) => self.failed_call(expr, call, function, &spans, &error),
        }
    }

    fn failed_call(
        &mut self,
        expr: &Expr,
        call: &Call,
        function: &Function,
        spans: &[Span],
        error: &FunctionError,
    ) -> Value {
        let at = error.argument_index().and_then(|at| spans.get(at)).copied();
        let diagnostic = Diagnostic::error(error.summary(function))
            .detail(error.detail(function, &call.name.name))
            .at(at.unwrap_or(call.name.span.to(call.parens)));
        self.fail(expr, diagnostic)
    }

    /// The arguments with their places, `...` expanded. The outer `None` is for errors, the inner for an expanded argument
    /// that is not known yet, when not even the number of arguments is.
    #[expect(clippy::type_complexity, reason = "the three belong together and are taken apart at once")]
    fn arguments(
        &mut self,
        expr: &Expr,
        call: &Call,
        function: Option<&'static Function>,
    ) -> Option<Option<(Vec<Value>, Vec<Span>, Marks)>> {
        let (mut expanded, mut marks, mut plain) = (Vec::new(), Marks::NONE, call.args.as_slice());
        let mut spans: Vec<Span> = call.args.iter().map(|arg| arg.span).collect();
        if let (true, Some((last, rest))) = (call.expand_last, call.args.split_last()) {
            let Some(items) = self.expanded(last)? else { return Some(None) };
            spans.resize(rest.len() + items.0.len(), last.span);
            (expanded, marks) = items;
            plain = rest;
        }
        if let Some(function) = function
            && let Err(error) = functions::check_arity(function, spans.len())
        {
            self.failed_call(expr, call, function, &spans, &error);
            return None;
        }
        let before = self.diags.len();
        let mut values: Vec<Value> = plain.iter().map(|arg| self.expr(arg)).collect();
        values.extend(expanded);
        if self.diags.len() > before {
            for (at, value) in values.iter().enumerate() {
                let Some((function, parameter)) = function.and_then(|it| Some((it, it.parameter(at)?))) else { break };
                if let Err(error) = convert(value, &(parameter.ty)()) {
                    self.failed_call(expr, call, function, &spans, &FunctionError::argument(at, error.message));
                }
            }
            return None;
        }
        Some(Some((values, spans, marks)))
    }

    /// The elements of an argument that `...` follows, and its marks; `Some(None)` while it is not known.
    #[expect(clippy::option_option, reason = "as in its only caller")]
    fn expanded(&mut self, last: &Expr) -> Option<Option<(Vec<Value>, Marks)>> {
        let (value, marks) = self.checked(last)?.unmark();
        match value.kind() {
            ValueKind::Unknown(Type::Dynamic | Type::List(_) | Type::Set(_) | Type::Tuple(_), _) => Some(None),
            ValueKind::List(_, items) | ValueKind::Set(_, items) | ValueKind::Tuple(items) => {
                Some(Some((items.to_vec(), marks)))
            }
            _ => {
                let detail = if value.is_null() {
                    "The expanding argument (indicated by ...) must not be null."
                } else {
                    "The expanding argument (indicated by ...) must be of a tuple, list, or set type."
                };
                self.diags.push(Diagnostic::error("Invalid expanding argument value").detail(detail).at(last.span));
                None
            }
        }
    }

    fn unknown_function(&self, call: &Call) -> Diagnostic {
        let name = &call.name.name;
        let error = Diagnostic::error("Call to unknown function")
            .detail(format!("There is no function named \"{name}\"."))
            .at(call.name.span);
        let others = self.scope.function_names();
        let built_in = functions::names().map(|name: &str| name);
        let known = built_in.chain(others.iter().map(String::as_str));
        match nearest(name, known) {
            Some(near) => error.help(format!("a function with a similar name exists: `{near}`")),
            None => error,
        }
    }

    /// The first argument that can be evaluated. One that is not wholly known may still fail later, so then nothing can be
    /// said, neither of the type nor whether it will be sensitive.
    fn try_call(&mut self, expr: &Expr, call: &Call) -> Value {
        let Some((plain, expanded, marks)) = self.attempts(call) else { return Value::DYNAMIC };
        let settled = |value: Value| match value.is_wholly_known() {
            true => value.mark(marks),
            false => Value::DYNAMIC.mark(marks),
        };
        let mut failures = Diags::new();
        for arg in plain {
            match self.attempt(arg) {
                Ok(value) => return settled(value),
                Err(errors) => failures.extend(errors),
            }
        }
        if let Some(value) = expanded.into_iter().next() {
            return settled(value);
        }
        let why: Vec<String> =
            failures.iter().map(|failure| format!("- {}: {}", failure.summary, failure.detail)).collect();
        let detail = if plain.is_empty() {
            "Call to function \"try\" failed: at least one argument is required.".to_owned()
        } else {
            format!("Call to function \"try\" failed: no expression succeeded:\n{}", why.join("\n"))
        };
        let error = Diagnostic::error("Error in function call")
            .detail(detail)
            .at(call.name.span.to(call.parens))
            .help("at least one expression must produce a successful result");
        self.fail(expr, error)
    }

    fn can_call(&mut self, expr: &Expr, call: &Call) -> Value {
        let Some((plain, expanded, marks)) = self.attempts(call) else { return Value::DYNAMIC };
        let attempt = match (plain, expanded.as_slice()) {
            ([arg], []) => self.attempt(arg),
            ([], [value]) => Ok(value.clone()),
            _ => {
                let Some(can) = functions::lookup("can") else { return Value::DYNAMIC };
                return match functions::check_arity(can, plain.len() + expanded.len()) {
                    Ok(()) => Value::DYNAMIC,
                    Err(error) => self.failed_call(expr, call, can, &[], &error),
                };
            }
        };
        match attempt {
            Ok(value) if !value.is_wholly_known() => Value::unknown(Type::Bool).mark(marks),
            Ok(_) => Value::TRUE.mark(marks),
            Err(_) => Value::FALSE.mark(marks),
        }
    }

    /// What `try` and `can` attempt: the expressions, and the elements of one that `...` follows, with its marks. `None` when
    /// that one has an error, which is then an error of the call, and while it is not known.
    fn attempts<'c>(&mut self, call: &'c Call) -> Option<(&'c [Expr], Vec<Value>, Marks)> {
        match call.args.split_last() {
            Some((last, plain)) if call.expand_last => {
                let (items, marks) = self.expanded(last)??;
                Some((plain, items, marks))
            }
            _ => Some((call.args.as_slice(), Vec::new(), Marks::NONE)),
        }
    }
}
