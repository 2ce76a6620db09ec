use groundplan_diag::{Diagnostic, Diags};
use groundplan_value::nearest;

use super::{Module, ModuleCall};

/// Compares the arguments of a call with the input variables of the module that it calls.
pub(super) fn check_inputs(call: &ModuleCall, called: &Module, diags: &mut Diags) {
    let declared = || called.variables.keys().map(|name| &**name);
    for (name, attribute) in &call.inputs {
        if called.variables.contains_key(name) {
            continue;
        }
        let error = Diagnostic::error("Unsupported argument")
            .detail(format!("An argument named \"{name}\" is not expected here."))
            .about(format!("module.{}", call.name.name))
            .label(
                attribute.name.span,
                format!("the module in {} has no input variable of this name", called.dir.display()),
            )
            .also(call.span, "in this call");
        diags.push(match nearest(name, declared()) {
            Some(near) => error.help(format!("an input variable with a similar name exists: `{near}`")),
            None => error,
        });
    }
    for (name, variable) in &called.variables {
        if variable.default.is_none() && !call.inputs.contains_key(name) {
            diags.push(
                Diagnostic::error("Missing required argument")
                    .detail(format!("The argument \"{name}\" is required, but no definition was found."))
                    .about(format!("module.{}", call.name.name))
                    .label(call.span, format!("`{name}` is missing"))
                    .also(variable.span, "declared here, without a default"),
            );
        }
    }
}

/// Complains about what only a root module may declare.
pub(super) fn check_called(call: &ModuleCall, called: &Module, diags: &mut Diags) {
    for import in &called.imports {
        diags.push(
            Diagnostic::error("Invalid import configuration")
                .detail("Import blocks are only allowed in the root module.")
                .at(import.span)
                .also(call.span, "the module is called here")
                .help("move the block to the root module, with the module's name before the resource's"),
        );
    }
    if let Some(backend) = &called.backend {
        diags.push(
            Diagnostic::warning("Backend configuration ignored")
                .detail("The state of all modules is kept where the root module's configuration says.")
                .at(backend.span)
                .also(call.span, "the module is called here"),
        );
    }
}
