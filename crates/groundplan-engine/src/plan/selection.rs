//! Looking at a part of what there is: `--target` and `--exclude`.

use std::collections::{BTreeSet, HashSet};

use groundplan_address::{InstanceAddr, ModulePath, ResourceId, Target};
use groundplan_diag::Diagnostic;
use groundplan_state::Resource as Stored;

use super::options::{Goal, InUnit, Options};
use super::run::Run;
use crate::graph::{NodeId, NodeKey, ProviderKey, UnitIx};
use crate::session::Session;

/// The part that is looked at ("Resource Targeting" in Terraform's documentation).
pub(crate) struct Selection {
    /// What is evaluated.
    included: Vec<bool>,
    /// The resources to which something may be done; others are only evaluated.
    touched: HashSet<NodeId>,
    /// The resources that targets name: of these only the instances that they select.
    named: HashSet<NodeId>,
}

impl Selection {
    /// The part that the options mean. Nothing when it is everything.
    pub(crate) fn new(session: &Session, options: &Options) -> Option<Self> {
        if options.targets.is_empty() && options.excludes.is_empty() {
            return None;
        }
        let all = || session.graph.nodes().filter(|node| matches!(session.graph.key(*node), NodeKey::Resource(..)));
        let named: HashSet<NodeId> = all().filter(|node| matches_node(session, &options.targets, *node)).collect();
        let excluded: HashSet<NodeId> = all().filter(|node| matches_node(session, &options.excludes, *node)).collect();
        let whole = |node: &&NodeId| is_whole(session, &options.excludes, **node);
        let against = session.graph.dependents();
        let along: Vec<Vec<NodeId>> =
            session.graph.nodes().map(|node| session.graph.dependencies(node).to_vec()).collect();
        // Whatever is done to an object, what has to be done before it is done too.
        let (before, after) = if options.goal == Goal::Destroy { (&against, &along) } else { (&along, &against) };
        let mut touched: HashSet<NodeId> =
            if options.targets.is_empty() { all().collect() } else { closure(before, named.iter().copied()) };
        let next = excluded.iter().flat_map(|node| &after[node.at()]).copied();
        for node in closure(after, next).iter().filter(|node| !excluded.contains(node)) {
            touched.remove(node);
        }
        touched.retain(|node| !(excluded.contains(node) && whole(&node)));
        touched.retain(|node| matches!(session.graph.key(*node), NodeKey::Resource(..)));
        let providers = stored_providers(session, options);
        let mut included = closure(&along, touched.iter().copied().chain(providers));
        included.extend(closure(&along, outputs(session, &included).into_iter()));
        let included = session.graph.nodes().map(|node| included.contains(&node)).collect();
        Some(Self { included, touched, named })
    }
}

/// Everything that is reached along edges, the start included.
fn closure(edges: &[Vec<NodeId>], start: impl Iterator<Item = NodeId>) -> HashSet<NodeId> {
    let mut queue: Vec<NodeId> = start.collect();
    let mut found = HashSet::new();
    while let Some(node) = queue.pop() {
        if found.insert(node) {
            queue.extend(&edges[node.at()]);
        }
    }
    found
}

fn matches_node(session: &Session, targets: &[InUnit<Target>], node: NodeId) -> bool {
    let NodeKey::Resource(module, id) = session.graph.key(node) else { return false };
    let module = session.modules.get(*module);
    let path = &session.unit(module.unit).path;
    targets.iter().any(|target| target.may_be_in(path) && may_contain(&target.what, &module.path, id))
}

/// Whether a target may mean instances of a resource of configuration.
fn may_contain(target: &Target, path: &ModulePath, id: &ResourceId) -> bool {
    match target {
        Target::Module(module) => path.0.starts_with(&module.path().0),
        Target::Resource(resource) => resource.module.path() == *path && resource.resource == *id,
        Target::Instance(instance) => instance.module.path() == *path && instance.resource == *id,
    }
}

/// Whether targets mean all instances of a resource, whatever keys there are.
fn is_whole(session: &Session, targets: &[InUnit<Target>], node: NodeId) -> bool {
    let NodeKey::Resource(module, id) = session.graph.key(node) else { return false };
    let module = session.modules.get(*module);
    let path = &session.unit(module.unit).path;
    targets.iter().any(|target| {
        let without_keys = match &target.what {
            Target::Module(module) => module.0.iter().all(|step| step.key.is_none()),
            Target::Resource(resource) => resource.module.0.iter().all(|step| step.key.is_none()),
            Target::Instance(_) => false,
        };
        without_keys && target.may_be_in(path) && may_contain(&target.what, &module.path, id)
    })
}

/// The provider configurations of selected objects that configuration has no more.
fn stored_providers(session: &Session, options: &Options) -> Vec<NodeId> {
    let mut found = Vec::new();
    for (at, given) in session.given.iter().enumerate() {
        let unit = UnitIx::at(at);
        for resource in given.state.resources().filter(|resource| is_selected_orphan(session, options, unit, resource))
        {
            let Some(module) = session.modules.at(unit, &resource.provider.module) else { continue };
            let provider = &resource.provider;
            let key = ProviderKey { provider: provider.provider.clone(), alias: provider.alias.clone() };
            found.extend(session.graph.find(&NodeKey::Provider(module, key)));
        }
    }
    found
}

fn is_selected_orphan(session: &Session, options: &Options, unit: UnitIx, resource: &Stored) -> bool {
    let path = &session.unit(unit).path;
    let (module, id) = (resource.addr.module.path(), &resource.addr.resource);
    let wanted = |target: &InUnit<Target>| target.may_be_in(path) && may_contain(&target.what, &module, id);
    options.targets.is_empty() || options.targets.iter().any(wanted)
}

/// The outputs of root modules of which all resources are looked at.
fn outputs(session: &Session, included: &HashSet<NodeId>) -> Vec<NodeId> {
    let mut found = Vec::new();
    for node in session.graph.nodes() {
        let NodeKey::Output(module, _) = session.graph.key(node) else { continue };
        if !session.modules.get(*module).path.is_root() {
            continue;
        }
        let resources = session.resources_before(node);
        if !resources.is_empty() && resources.iter().all(|on| included.contains(on)) {
            found.push(node);
        }
    }
    found
}

impl Run {
    /// Whether a node is evaluated.
    pub(crate) fn includes(&self, node: NodeId) -> bool {
        self.selection.as_ref().is_none_or(|selection| selection.included.get(node.at()).copied().unwrap_or_default())
    }

    /// Whether something may be done to an instance of a resource that configuration declares.
    pub(crate) fn touches(&self, node: NodeId, unit: UnitIx, addr: &InstanceAddr) -> bool {
        let Some(selection) = &self.selection else { return true };
        let path = &self.session.unit(unit).path;
        let contains = |target: &InUnit<Target>| target.may_be_in(path) && target.what.contains(addr);
        selection.touched.contains(&node)
            && (!selection.named.contains(&node)
                || self.options.targets.iter().any(contains)
                || self.is_needed_by_named(selection, node))
            && !self.options.excludes.iter().any(contains)
    }

    /// What is named and something else that is named needs it too is looked at as a whole.
    fn is_needed_by_named(&self, selection: &Selection, node: NodeId) -> bool {
        let needs = |other: &NodeId| *other != node && self.session.resources_before(*other).contains(&node);
        self.options.goal != Goal::Destroy && selection.named.iter().any(needs)
    }

    /// Whether something may be done to an object that configuration does not declare.
    pub(crate) fn touches_orphan(&self, unit: UnitIx, addr: &InstanceAddr) -> bool {
        if self.selection.is_none() {
            return true;
        }
        let path = &self.session.unit(unit).path;
        let contains = |target: &InUnit<Target>| target.may_be_in(path) && target.what.contains(addr);
        (self.options.targets.is_empty() || self.options.targets.iter().any(contains))
            && !self.options.excludes.iter().any(contains)
    }

    /// Objects that moved are looked at in any case, else the state would not hold them where configuration has them.
    pub(crate) fn left_out_of_moves(&self, unit: UnitIx) -> Option<Diagnostic> {
        // An import by hand is about one object, and moves what has moved on its way.
        if self.selection.is_none() || !self.options.imports.is_empty() {
            return None;
        }
        let left_out = |to: &InstanceAddr| {
            let module = self.session.modules.at(unit, &to.module.path());
            let node =
                module.and_then(|module| self.session.graph.find(&NodeKey::Resource(module, to.resource.clone())));
            match node {
                Some(node) => !self.includes(node) || !self.touches(node, unit, to),
                None => !self.touches_orphan(unit, to),
            }
        };
        let moved: BTreeSet<&InstanceAddr> =
            self.prior(unit).moved_instances().map(|(to, _)| to).filter(|to| left_out(to)).collect();
        if moved.is_empty() {
            return None;
        }
        let shown: Vec<String> = moved.iter().map(ToString::to_string).collect();
        let options: Vec<String> = shown.iter().map(|addr| format!("--target='{addr}'")).collect();
        let error = Diagnostic::error("Moved resource instances excluded by targeting")
            .detail(format!(
                "Resource instances of the state have moved to new addresses in configuration, and a plan must include them to \
                 be right; --target and --exclude leave these out: {}.",
                shown.join(", ")
            ))
            .help(format!("leave --target and --exclude out, or add {}", options.join(" ")));
        Some(self.session.in_unit(unit, error))
    }

    /// Says that the plan is not all that there is to do, and which of the options mean nothing.
    pub(crate) fn say_what_is_left_out(&self) {
        if self.selection.is_none() {
            return;
        }
        let all = [("--target", &self.options.targets), ("--exclude", &self.options.excludes)];
        for (option, target) in all.into_iter().flat_map(|(option, list)| list.iter().map(move |it| (option, it))) {
            if !self.is_anything(target) {
                self.report(
                    Diagnostic::warning(format!("Nothing of the address in {option}"))
                        .detail(format!("Neither configuration nor a state has anything at {}.", target.what)),
                );
            }
        }
        let option = if self.options.targets.is_empty() { "--exclude" } else { "--target" };
        self.report(
            Diagnostic::warning("Resource targeting is in effect")
                .detail(format!(
                    "This plan is made with the {option} option, so it may not represent all of the changes that configuration \
                     asks for. The option is not for routine use: it is for recovering from errors and mistakes."
                ))
                .help("after it was applied, plan without the option to see what is left"),
        );
    }

    fn is_anything(&self, target: &InUnit<Target>) -> bool {
        let one = std::slice::from_ref(target);
        self.session.graph.nodes().any(|node| matches_node(&self.session, one, node))
            || self.session.units.iter().enumerate().any(|(at, unit)| {
                let state = &self.prior(UnitIx::at(at)).state;
                target.may_be_in(&unit.path) && state.instances().any(|(addr, _)| target.what.contains(&addr))
            })
    }
}
