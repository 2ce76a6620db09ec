use std::collections::{BTreeMap, HashMap};

use groundplan_address::ModulePath;

use crate::graph::{NodeId, NodeKey, UnitIx};
use crate::plan::{Action, Plan};
use crate::session::Session;

/// What a node of the apply walk does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Evaluates the node, and creates and updates the objects of a resource.
    Make(NodeId),
    /// Destroys objects of a resource: those that are not wanted any more, and those that a new one takes the place of.
    TearDown(NodeId),
    /// Destroys objects that were replaced by ones created before.
    CleanUp(NodeId),
    /// Destroys objects of a resource that configuration does not have: its changes, by position in the unit's plan.
    Orphan(usize),
}

/// The order in which a plan is applied.
///
/// Making goes along the graph. Tearing down goes against it: a resource's objects go after those of all that depend on
/// it, across units too. A resource whose objects are replaced is made after they are torn down; a replaced object whose
/// successor is created first is cleaned up after all that depends on the resource has been made.
pub(crate) struct Order {
    pub(crate) steps: Vec<Step>,
    pub(crate) dependencies: Vec<Vec<usize>>,
    /// For each orphan step, which unit and which of its changes.
    pub(crate) orphans: Vec<(UnitIx, usize)>,
}

impl Order {
    pub(crate) fn new(session: &Session, plan: &Plan) -> Self {
        let order = Self::build(session, plan, true);
        // What states say of dependencies may contradict what configuration says now, when someone turned an edge around.
        if order.is_acyclic() { order } else { Self::build(session, plan, false) }
    }

    fn build(session: &Session, plan: &Plan, with_stored: bool) -> Self {
        let graph = &session.graph;
        let count = graph.len();
        let dependents = graph.dependents();
        let has = |wanted: &dyn Fn(Action) -> bool| {
            plan.units.iter().flat_map(|unit| &unit.changes).any(|change| wanted(change.action))
        };
        let clean_up = has(&|action| action == Action::CreateThenDelete);
        let tear_down = has(&|action| matches!(action, Action::Delete | Action::DeleteThenCreate));
        let make = |node: NodeId| node.at();
        let tear = |node: NodeId| count + node.at();
        let clean = |node: NodeId| 2 * count + node.at();
        let mut steps: Vec<Step> = graph.nodes().map(Step::Make).collect();
        let mut edges: Vec<Vec<usize>> =
            graph.nodes().map(|node| graph.dependencies(node).iter().map(|on| make(*on)).collect()).collect();
        if tear_down || clean_up {
            steps.extend(graph.nodes().map(Step::TearDown));
            edges.extend(graph.nodes().map(|node| dependents[node.at()].iter().map(|other| tear(*other)).collect()));
        }
        if clean_up {
            steps.extend(graph.nodes().map(Step::CleanUp));
            edges.extend(graph.nodes().map(|node| {
                let others = dependents[node.at()].iter().map(|other| clean(*other));
                others.chain([make(node), tear(node)]).collect()
            }));
        }
        let mut orphans = Vec::new();
        let mut orphan_steps: HashMap<(UnitIx, String), Vec<usize>> = HashMap::new();
        for (at, unit_plan) in plan.units.iter().enumerate() {
            let unit = UnitIx(u32::try_from(at).unwrap_or(u32::MAX));
            for (which, change) in unit_plan.changes.iter().enumerate() {
                let path = change.addr.module.path();
                match resource_node(session, unit, &path, change) {
                    Some(node) if change.action == Action::DeleteThenCreate => edges[make(node)].push(tear(node)),
                    Some(_) => {}
                    None => {
                        orphan_steps.entry((unit, change.addr.resource.in_path(&path))).or_default().push(steps.len());
                        steps.push(Step::Orphan(orphans.len()));
                        edges.push(Vec::new());
                        orphans.push((unit, which));
                    }
                }
            }
        }
        if with_stored && tear_down {
            stored_edges(session, plan, &orphan_steps, (&tear, &make), &mut edges);
        }
        for list in &mut edges {
            list.sort_unstable();
            list.dedup();
        }
        Self { steps, dependencies: edges, orphans }
    }

    fn is_acyclic(&self) -> bool {
        let mut waiting: Vec<usize> = self.dependencies.iter().map(Vec::len).collect();
        let mut dependents = vec![Vec::new(); waiting.len()];
        for (step, on) in self.dependencies.iter().enumerate() {
            on.iter().for_each(|other| dependents[*other].push(step));
        }
        let mut ready: Vec<usize> = (0..waiting.len()).filter(|step| waiting[*step] == 0).collect();
        let mut seen = 0;
        while let Some(step) = ready.pop() {
            seen += 1;
            for next in &dependents[step] {
                waiting[*next] -= 1;
                if waiting[*next] == 0 {
                    ready.push(*next);
                }
            }
        }
        seen == waiting.len()
    }
}

/// The node of configuration that a change belongs to.
fn resource_node(
    session: &Session,
    unit: UnitIx,
    path: &ModulePath,
    change: &crate::plan::ResourceChange,
) -> Option<NodeId> {
    let module = session.modules.at(unit, path)?;
    session.graph.find(&NodeKey::Resource(module, change.addr.resource.clone()))
}

/// Edges from what states say objects were made after: for orphans, which the graph does not know, and for resources whose
/// references configuration has dropped since.
fn stored_edges(
    session: &Session,
    plan: &Plan,
    orphans: &HashMap<(UnitIx, String), Vec<usize>>,
    (tear, make): (&dyn Fn(NodeId) -> usize, &dyn Fn(NodeId) -> usize),
    edges: &mut [Vec<usize>],
) {
    for (at, unit_plan) in plan.units.iter().enumerate() {
        let unit = UnitIx(u32::try_from(at).unwrap_or(u32::MAX));
        let mut by_name: BTreeMap<String, NodeId> = BTreeMap::new();
        for change in &unit_plan.changes {
            let path = change.addr.module.path();
            if let Some(node) = resource_node(session, unit, &path, change) {
                by_name.insert(change.addr.resource.in_path(&path), node);
            }
        }
        for change in &unit_plan.changes {
            let Some(object) = unit_plan.refreshed.object(&change.addr, change.deposed.as_ref()) else { continue };
            let path = change.addr.module.path();
            let name = change.addr.resource.in_path(&path);
            let own = resource_node(session, unit, &path, change);
            let own_steps = match own {
                Some(node) => vec![tear(node)],
                None => orphans.get(&(unit, name)).cloned().unwrap_or_default(),
            };
            let destroyed = matches!(change.action, Action::Delete | Action::DeleteThenCreate);
            for on in &object.dependencies {
                let targets = match by_name.get(on) {
                    Some(node) => vec![tear(*node)],
                    None => orphans.get(&(unit, on.clone())).cloned().unwrap_or_default(),
                };
                for target in targets {
                    if destroyed {
                        edges[target].extend(own_steps.iter().filter(|step| **step != target));
                    }
                    // What was made after something that goes now is changed once it is gone, as Terraform does.
                    if let Some(node) = own
                        && !by_name.contains_key(on)
                    {
                        edges[make(node)].push(target);
                    }
                }
            }
        }
    }
}
