use std::collections::BTreeMap;
use std::process::Command;

use groundplan_lang::functions::{Function, Parameter, Returns, lookup, names};
use groundplan_value::{Type, type_to_json};
use serde_json::{Value as Json, json};

use super::terraform;

fn signature(function: &Function) -> Json {
    let parameter = |parameter: &Parameter| json!({ "name": parameter.name, "type": type_to_json(&(parameter.ty)()) });
    let returns = match function.returns {
        Returns::Type(ty) => ty(),
        Returns::Of(_) => Type::Dynamic,
    };
    json!({
        "parameters": function.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "variadic": function.variadic.as_ref().map(parameter),
        "returns": type_to_json(&returns),
    })
}

fn theirs(function: &Json) -> Json {
    let parameter = |parameter: &Json| json!({ "name": parameter["name"], "type": parameter["type"] });
    let parameters = function["parameters"].as_array().into_iter().flatten().map(parameter).collect::<Vec<_>>();
    json!({
        "parameters": parameters,
        "variadic": function.get("variadic_parameter").map(parameter),
        "returns": function["return_type"],
    })
}

#[test]
#[ignore = "asks the terraform on PATH"]
fn functions_are_terraforms() {
    if terraform::is_missing() {
        return;
    }
    let output = Command::new("terraform").args(["metadata", "functions", "-json"]).output().unwrap();
    let metadata: Json = serde_json::from_slice(&output.stdout).unwrap();
    let all = metadata["function_signatures"].as_object().unwrap();
    let expected: BTreeMap<&str, Json> = all
        .iter()
        .filter(|(name, _)| !name.contains("::"))
        .map(|(name, function)| (name.as_str(), theirs(function)))
        .collect();
    let ours: BTreeMap<&str, Json> =
        names().filter(|name| !name.contains("::")).map(|name| (name, signature(lookup(name).unwrap()))).collect();
    let listed: Vec<&&str> = expected.keys().collect();
    // Terraform keeps these two for an error that says what to write instead.
    let known: Vec<&&str> = ours.keys().filter(|name| !["list", "map"].contains(name)).collect();
    assert_eq!(listed, known);
    let mut report = String::new();
    for (name, expected) in &expected {
        let ours = &ours[name];
        // It must be given a string and takes nothing that could become one, whatever the listing says.
        if *name == "templatestring" {
            continue;
        }
        if ours["parameters"] != expected["parameters"] || ours["variadic"] != expected["variadic"] {
            report.push_str(&format!("{name}\n  expected {expected}\n  but got  {ours}\n"));
        }
        let any = |returns: &Json| returns.to_string().contains("dynamic");
        if ours["returns"] != expected["returns"] && !any(&expected["returns"]) {
            report.push_str(&format!("{name} returns {}, not {}\n", expected["returns"], ours["returns"]));
        }
    }
    assert!(report.is_empty(), "{report}");
}
