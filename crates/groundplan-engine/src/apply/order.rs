use std::collections::{BTreeSet, HashMap};

use groundplan_address::ModulePath;

use super::stored_order;
use crate::graph::{NodeId, NodeKey, UnitIx, components};
use crate::plan::{Action, Plan, ResourceChange};
use crate::session::Session;

/// What a step of the apply walk does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Evaluates a node, and creates and updates the objects of a resource.
    Make(NodeId),
    /// Destroys objects: changes by unit and position in its plan.
    Destroy(Vec<(UnitIx, usize)>),
}

/// The order in which a plan is applied.
///
/// *Making* goes along the graph. *Tearing down* goes against it, across units too: the objects of a resource go after those
/// of all that depends on it. A resource whose objects are destroyed before they are created again is made after it is torn
/// down. *Cleaning up* is for objects that stay until what takes their place is there: it goes against the graph too, and a
/// resource is cleaned up after all that depends on it was made. Resources that configuration has no more are not in the
/// graph; what states say of dependencies puts them in their place (`stored_order`).
pub(crate) struct Order {
    pub(crate) steps: Vec<Step>,
    /// For each step, the steps that come before it.
    pub(crate) dependencies: Vec<Vec<usize>>,
}

/// An order under way.
pub(super) struct Draft {
    pub(super) steps: Vec<Step>,
    /// What must be before what.
    edges: Vec<Vec<usize>>,
    /// What should be before what, unless it contradicts.
    wishes: Vec<Vec<usize>>,
    /// For each change that destroys an object: the step that does it, and whether something else is made before.
    pub(super) destroyers: HashMap<(UnitIx, usize), Destroyer>,
    nodes: usize,
    has_destroys: bool,
}

/// A step that destroys an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Destroyer {
    pub(super) step: usize,
    /// The object stays until what takes its place, and what depended on it, is made.
    pub(super) stays: bool,
}

impl Order {
    pub(crate) fn new(session: &Session, plan: &Plan) -> Self {
        let mut draft = Draft::new(session, plan);
        stored_order::add(session, plan, &mut draft);
        stored_order::add_units(session, plan, &mut draft);
        draft.finish()
    }
}

impl Draft {
    fn new(session: &Session, plan: &Plan) -> Self {
        let graph = &session.graph;
        let changes = || plan.units.iter().flat_map(|unit| &unit.changes);
        let mut draft = Self {
            steps: graph.nodes().map(Step::Make).collect(),
            edges: graph.nodes().map(|node| positions(graph.dependencies(node))).collect(),
            wishes: Vec::new(),
            destroyers: HashMap::new(),
            nodes: graph.len(),
            has_destroys: changes().any(|change| destroys(change.action)),
        };
        if draft.has_destroys {
            draft.against_the_graph(session);
            draft.place_changes(session, plan);
        }
        draft
    }

    /// Steps for tearing down and cleaning up every node.
    fn against_the_graph(&mut self, session: &Session) {
        let graph = &session.graph;
        let dependents = graph.dependents();
        for node in graph.nodes() {
            self.steps.push(Step::Destroy(Vec::new()));
            self.edges.push(dependents[node.at()].iter().map(|other| self.tear_down(*other)).collect());
        }
        for node in graph.nodes() {
            self.steps.push(Step::Destroy(Vec::new()));
            let others = dependents[node.at()].iter().map(|other| self.clean_up(*other));
            self.edges.push(others.chain([self.make(node), self.tear_down(node)]).collect());
        }
    }

    fn place_changes(&mut self, session: &Session, plan: &Plan) {
        for (at, unit_plan) in plan.units.iter().enumerate() {
            let unit = UnitIx::at(at);
            let to_destroy = unit_plan.changes.iter().enumerate().filter(|(_, change)| destroys(change.action));
            for (which, change) in to_destroy {
                let node = resource_node(session, unit, change);
                let stored = unit_plan.refreshed.object(&change.addr, change.deposed.as_ref());
                let stays = !plan.destroy
                    && match node {
                        _ if change.deposed.is_some() => true,
                        Some(node) => session.creates_first(node),
                        None => stored.is_some_and(|object| object.create_before_destroy),
                    };
                let step = match node {
                    Some(node) if stays => self.clean_up(node),
                    Some(node) => self.tear_down(node),
                    None => {
                        self.steps.push(Step::Destroy(Vec::new()));
                        self.edges.push(Vec::new());
                        self.steps.len() - 1
                    }
                };
                if let Some(Step::Destroy(list)) = self.steps.get_mut(step) {
                    list.push((unit, which));
                }
                if let Some(node) = node.filter(|_| change.action == Action::DeleteThenCreate) {
                    let made = self.make(node);
                    self.edges[made].push(step);
                }
                self.destroyers.insert((unit, which), Destroyer { step, stays });
            }
        }
        self.wishes = vec![Vec::new(); self.steps.len()];
    }

    pub(super) fn make(&self, node: NodeId) -> usize {
        node.at()
    }

    fn tear_down(&self, node: NodeId) -> usize {
        self.nodes + node.at()
    }

    fn clean_up(&self, node: NodeId) -> usize {
        2 * self.nodes + node.at()
    }

    /// Adds a step that only others wait for.
    pub(super) fn add_milestone(&mut self) -> usize {
        self.steps.push(Step::Destroy(Vec::new()));
        self.edges.push(Vec::new());
        self.wishes.push(Vec::new());
        self.steps.len() - 1
    }

    /// Says that a step should come after another.
    pub(super) fn wish(&mut self, step: usize, after: usize) {
        if step != after {
            self.wishes[step].push(after);
        }
    }

    pub(super) fn has_destroys(&self) -> bool {
        self.has_destroys
    }

    /// The order with all wishes that do not contradict what must be, nor each other.
    fn finish(self) -> Order {
        let mut all = self.edges;
        let must = all.clone();
        for (step, wishes) in self.wishes.into_iter().enumerate() {
            all[step].extend(wishes);
        }
        for list in &mut all {
            list.sort_unstable();
            list.dedup();
        }
        for component in components(all.len(), |step| all[step].as_slice()).iter().filter(|steps| steps.len() > 1) {
            let inside: BTreeSet<usize> = component.iter().copied().collect();
            for step in component {
                let must = &must[*step];
                all[*step].retain(|other| !inside.contains(other) || must.contains(other));
            }
        }
        Order { steps: self.steps, dependencies: all }
    }
}

fn positions(nodes: &[NodeId]) -> Vec<usize> {
    nodes.iter().map(|node| node.at()).collect()
}

/// Whether an object is destroyed, or forgotten, by a change.
fn destroys(action: Action) -> bool {
    matches!(action, Action::Delete | Action::DeleteThenCreate | Action::CreateThenDelete | Action::Forget)
}

/// The node of configuration that a change belongs to.
pub(super) fn resource_node(session: &Session, unit: UnitIx, change: &ResourceChange) -> Option<NodeId> {
    node_at(session, unit, &change.addr.module.path(), &change.addr.resource)
}

fn node_at(
    session: &Session,
    unit: UnitIx,
    path: &ModulePath,
    resource: &groundplan_address::ResourceId,
) -> Option<NodeId> {
    let module = session.modules.at(unit, path)?;
    session.graph.find(&NodeKey::Resource(module, resource.clone()))
}
