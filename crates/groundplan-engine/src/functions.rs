//! Functions that providers define: `provider::aws::arn_parse(…)` ("Provider-defined functions" in Terraform's
//! documentation). They need no configuration of the provider.

use std::sync::Arc;

use groundplan_address::ProviderAddr;
use groundplan_config::live::Unit;
use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::syntax::Call;
use groundplan_provider::{Function, Parameter};
use groundplan_value::{Marks, Value, convert, nearest};

use crate::builtin::Providers;
use crate::graph::ModuleIx;
use crate::session::Session;

/// Calls a function of a provider. `None` when the name is not one of a provider's function.
pub(crate) fn call(
    session: &Session,
    module: ModuleIx,
    call: &Call,
    arguments: &[Value],
) -> Option<Result<Value, Diagnostic>> {
    let (local, name) = call.name.name.strip_prefix("provider::")?.split_once("::")?;
    Some(Wanted { session, module, call, local, name }.call(arguments))
}

/// A call of a provider's function.
struct Wanted<'a> {
    session: &'a Session,
    module: ModuleIx,
    call: &'a Call,
    /// The provider's local name.
    local: &'a str,
    /// The function's name at the provider.
    name: &'a str,
}

impl Wanted<'_> {
    fn call(&self, arguments: &[Value]) -> Result<Value, Diagnostic> {
        let node = self.session.modules.get(self.module);
        let unit = self.session.unit(node.unit);
        let required = node.tree.module.required_providers.get(self.local);
        let provider = &required.ok_or_else(|| self.unknown(&[]))?.source;
        let function = self.signature(unit, provider)?;
        let (arguments, marks) = self.converted(&function, arguments)?;
        let is_unknown =
            |(argument, parameter): (&Value, &Parameter)| !argument.is_wholly_known() && !parameter.allow_unknown;
        if arguments.iter().zip(parameters(&function)).any(is_unknown) {
            return Ok(Value::unknown(function.returns.clone()).mark(marks));
        }
        Ok(self.answer(unit, provider, &function, arguments)?.mark(marks))
    }

    fn signature(&self, unit: &Arc<Unit>, provider: &ProviderAddr) -> Result<Arc<Function>, Diagnostic> {
        let host = &self.session.host;
        let mut found = None;
        host.wait(Box::pin(async { found = Some(host.schemas_of(unit, provider).await) }));
        let schemas = found.unwrap_or_else(|| Err(not_waited())).map_err(|errors| self.first(errors))?;
        schemas.function(self.name).ok_or_else(|| self.unknown(&schemas.function_names()))
    }

    /// The arguments as the provider takes them, and the marks that the result gets.
    fn converted(&self, function: &Function, arguments: &[Value]) -> Result<(Vec<Value>, Marks), Diagnostic> {
        let count = function.parameters.len();
        let called = &self.call.name.name;
        if let Some(missing) = function.parameters.get(arguments.len()) {
            let least = if function.variadic.is_some() { " at least" } else { "" };
            return Err(Diagnostic::error("Not enough function arguments")
                .detail(format!(
                    "Function \"{called}\" expects{least} {count} argument(s). Missing value for \"{}\".",
                    missing.name
                ))
                .at(self.whole()));
        }
        if arguments.len() > count && function.variadic.is_none() {
            return Err(Diagnostic::error("Too many function arguments")
                .detail(format!("Function \"{called}\" expects only {count} argument(s)."))
                .at(self.argument(count)));
        }
        let mut marks = Marks::NONE;
        let mut converted = Vec::with_capacity(arguments.len());
        for (at, (argument, parameter)) in arguments.iter().zip(parameters(function)).enumerate() {
            marks |= argument.deep_marks();
            let value = convert(&argument.unmark_deep(), &parameter.ty);
            let value = value.map_err(|error| self.invalid(parameter, at, &error.message))?;
            if value.is_null() && !parameter.allow_null {
                return Err(self.invalid(parameter, at, "argument must not be null"));
            }
            converted.push(value);
        }
        Ok((converted, marks))
    }

    fn answer(
        &self,
        unit: &Arc<Unit>,
        provider: &ProviderAddr,
        function: &Function,
        arguments: Vec<Value>,
    ) -> Result<Value, Diagnostic> {
        let host = &self.session.host;
        let mut answer = None;
        host.wait(Box::pin(async {
            answer = Some(match host.for_validation(unit, provider).await {
                Ok(provider) => provider
                    .call_function(self.name, arguments)
                    .await
                    .map_err(|error| Diags::from(Diagnostic::error("Provider did not answer").detail(error.message))),
                Err(errors) => Err(errors),
            });
        }));
        match answer.unwrap_or_else(|| Err(not_waited())).map_err(|errors| self.first(errors))? {
            Ok(value) => Ok(value),
            Err((text, at)) => {
                let text = text.trim().trim_end_matches('.');
                match at.and_then(|at| Some((at, parameters(function).nth(at)?))) {
                    Some((at, parameter)) => Err(self.invalid(parameter, at, text)),
                    None => Err(Diagnostic::error("Error in function call")
                        .detail(format!("Call to function \"{}\" failed: {text}.", self.call.name.name))
                        .at(self.whole())),
                }
            }
        }
    }

    fn invalid(&self, parameter: &Parameter, at: usize, why: &str) -> Diagnostic {
        Diagnostic::error("Invalid function argument")
            .detail(format!("Invalid value for \"{}\" parameter: {why}.", parameter.name))
            .at(self.argument(at))
    }

    fn unknown(&self, known: &[Arc<str>]) -> Diagnostic {
        let (local, name) = (self.local, self.name);
        let error = Diagnostic::error("Call to unknown function")
            .detail(format!(
                "There is no function named \"{}\". Ensure that provider name \"{local}\" is declared in this module's \
                 required_providers block, and that this provider offers a function named \"{name}\".",
                self.call.name.name
            ))
            .at(self.call.name.span);
        match nearest(name, known.iter().map(|known| &**known)) {
            Some(near) => error.help(format!("a function with a similar name exists: `provider::{local}::{near}`")),
            None => error,
        }
    }

    /// The first of several errors, at the call.
    fn first(&self, errors: Diags) -> Diagnostic {
        let error = errors.into_iter().find(Diagnostic::is_error);
        let error = error.unwrap_or_else(|| Diagnostic::error("Provider did not answer"));
        if error.primary.is_none() { error.at(self.call.name.span) } else { error }
    }

    fn whole(&self) -> Span {
        self.call.name.span.to(self.call.parens)
    }

    /// Where an argument is written. Several may come from one that is expanded.
    fn argument(&self, at: usize) -> Span {
        self.call.args.get(at).or(self.call.args.last()).map_or(self.call.name.span, |argument| argument.span)
    }
}

/// One parameter for each argument.
fn parameters(function: &Function) -> impl Iterator<Item = &Parameter> {
    function.parameters.iter().chain(function.variadic.iter().cycle())
}

/// The host came back before the work was done.
fn not_waited() -> Diags {
    Diagnostic::error("Provider was not waited for").detail("This is a bug in groundplan.").into()
}
