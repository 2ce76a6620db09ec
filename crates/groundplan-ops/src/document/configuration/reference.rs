use groundplan_address::InstanceKey;
use groundplan_lang::syntax::{Step, Traversal};

/// What a reference mentions, the longest form first: `aws_subnet.a[0].id`, `aws_subnet.a[0]`, `aws_subnet.a`. Ends with
/// what has a name of its own: a resource, an instance of a module, a variable, a local value.
pub(super) fn mentioned(traversal: &Traversal) -> Vec<String> {
    let is_key = |at: usize| matches!(traversal.steps.get(at), Some(Step::Key(..) | Step::Index(..)));
    let (root, shortest, skipped) = match &*traversal.root.name {
        "self" => ("self", 0, 0),
        "data" | "ephemeral" => (&*traversal.root.name, 2, 0),
        "module" => ("module", if is_key(1) { 2 } else { 1 }, 0),
        // `resource.aws_vpc.main` is `aws_vpc.main` written out.
        "resource" if traversal.steps.len() > 1 => ("", 2, 1),
        name => (name, 1, 0),
    };
    let mut text = root.to_owned();
    let mut found = Vec::new();
    for (at, step) in traversal.steps.iter().enumerate() {
        if at >= shortest {
            found.push(text.clone());
        }
        if at < skipped
            && let Step::Attr(name, _) = step
        {
            text = name.to_string();
        } else {
            text.push_str(&written(step));
        }
    }
    found.push(text);
    found.reverse();
    found
}

fn written(step: &Step) -> String {
    match step {
        Step::Attr(name, _) => format!(".{name}"),
        Step::Key(key, _) => InstanceKey::Key(key.clone()).to_string(),
        Step::Index(at, _) => format!("[{at}]"),
    }
}
