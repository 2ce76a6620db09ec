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
    /// For each step, the steps that must come before it. No cycles.
    must: Vec<Vec<usize>>,
    /// What should come before it because states say so, unless that contradicts.
    known: Vec<Vec<usize>>,
    /// What should come before it because configuration says so now, unless that contradicts.
    supposed: Vec<Vec<usize>>,
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
            must: graph.nodes().map(|node| positions(graph.dependencies(node))).collect(),
            known: Vec::new(),
            supposed: Vec::new(),
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
        for _ in graph.nodes() {
            self.add_step();
        }
        for node in graph.nodes() {
            let step = self.add_step();
            self.must[step] = vec![self.make(node), self.tear_down(node)];
        }
        for (node, dependents) in graph.nodes().zip(graph.dependents()) {
            let (torn, cleaned) = (self.tear_down(node), self.clean_up(node));
            self.supposed[torn] = dependents.iter().map(|other| self.tear_down(*other)).collect();
            self.supposed[cleaned] = dependents.iter().map(|other| self.clean_up(*other)).collect();
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
                    None => self.add_step(),
                };
                if let Some(Step::Destroy(list)) = self.steps.get_mut(step) {
                    list.push((unit, which));
                }
                if let Some(node) = node.filter(|_| change.action == Action::DeleteThenCreate) {
                    let made = self.make(node);
                    self.must[made].push(step);
                }
                self.destroyers.insert((unit, which), Destroyer { step, stays });
            }
        }
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

    /// Adds a step that has nothing to do yet.
    pub(super) fn add_step(&mut self) -> usize {
        self.steps.push(Step::Destroy(Vec::new()));
        let count = self.steps.len();
        self.must.resize_with(count, Vec::new);
        self.known.resize_with(count, Vec::new);
        self.supposed.resize_with(count, Vec::new);
        count - 1
    }

    /// Says that a step should come after another, from what states say.
    pub(super) fn after(&mut self, step: usize, before: usize) {
        if step != before {
            self.known[step].push(before);
        }
    }

    pub(super) fn has_destroys(&self) -> bool {
        self.has_destroys
    }

    /// The order with all that does not contradict. Where it does, what states say goes before what configuration says now:
    /// an object was made when configuration was as the state has it.
    fn finish(mut self) -> Order {
        let count = self.steps.len();
        self.known.resize_with(count, Vec::new);
        self.supposed.resize_with(count, Vec::new);
        let mut all = self.must.clone();
        for (step, list) in all.iter_mut().enumerate() {
            list.extend(self.known[step].iter().chain(&self.supposed[step]));
            list.sort_unstable();
            list.dedup();
        }
        for keep in [&[&self.must, &self.known][..], &[&self.must]] {
            drop_contradictions(&mut all, keep);
        }
        Order { steps: self.steps, dependencies: all }
    }
}

/// Takes out of every cycle the edges that are in none of the lists to keep.
fn drop_contradictions(all: &mut [Vec<usize>], keep: &[&Vec<Vec<usize>>]) {
    for component in components(all.len(), |step| all[step].as_slice()).iter().filter(|steps| steps.len() > 1) {
        let inside: BTreeSet<usize> = component.iter().copied().collect();
        for step in component {
            let kept: BTreeSet<usize> = keep.iter().flat_map(|edges| edges[*step].iter().copied()).collect();
            all[*step].retain(|other| !inside.contains(other) || kept.contains(other));
        }
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
