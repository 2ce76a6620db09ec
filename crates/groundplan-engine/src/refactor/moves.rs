use std::collections::HashMap;
use std::sync::Arc;

use groundplan_address::{InstanceAddr, ModuleAddr, ProviderConfigAddr};
use groundplan_diag::Diags;
use groundplan_state::{Change, Instance, State};

use super::endpoint::destination;
use super::statements::{Statement, in_order};
use crate::graph::UnitIx;
use crate::session::Session;

/// What moves came to in a unit.
#[derive(Default)]
pub(crate) struct Moves {
    /// By the address of now: the address before.
    pub(crate) moved: HashMap<InstanceAddr, InstanceAddr>,
    /// From where to where nothing could move, because something is there already.
    pub(crate) blocked: Vec<(String, String)>,
    /// What a provider had against an object becoming one of its own.
    pub(crate) diags: Diags,
}

/// Moves the objects of a state to where configuration has them now. Moves that go round in a circle are not made at all.
pub(crate) async fn move_objects(
    session: &Session,
    unit: UnitIx,
    statements: &[Statement],
    state: &mut State,
) -> Moves {
    let mut moves = Moves::default();
    let order = in_order(statements);
    if order.iter().any(|group| group.len() > 1) {
        return moves;
    }
    for statement in order.into_iter().flatten().filter_map(|at| statements.get(at)) {
        if statement.from.is_module() {
            move_modules(statement, state, &mut moves);
        } else if statement.from.is_whole_resource() {
            move_resources(session, unit, statement, state, &mut moves).await;
        } else {
            move_instances(session, unit, statement, state, &mut moves).await;
        }
    }
    moves.blocked.sort();
    moves
}

/// Module by module, those within others too: one that is there already stays, and what was to take its place stays too.
fn move_modules(statement: &Statement, state: &mut State, moves: &mut Moves) {
    let mut by_module: Vec<(ModuleAddr, Vec<(InstanceAddr, InstanceAddr)>)> = Vec::new();
    for (addr, _) in state.instances() {
        let Some(to) = destination(&statement.from, &statement.to, &addr) else { continue };
        match by_module.last_mut().filter(|(module, _)| *module == addr.module) {
            Some((_, pairs)) => pairs.push((addr, to)),
            None => by_module.push((addr.module.clone(), vec![(addr, to)])),
        }
    }
    for (module, pairs) in by_module {
        let Some(to) = pairs.first().map(|(_, to)| to.module.clone()) else { continue };
        if state.modules().contains(&&to) {
            moves.blocked.push((module.to_string(), to.to_string()));
            continue;
        }
        pairs.into_iter().for_each(|(from, to)| moves.make(state, from, to));
    }
}

async fn move_resources(session: &Session, unit: UnitIx, statement: &Statement, state: &mut State, moves: &mut Moves) {
    let resources: Vec<_> = state.resources().map(|resource| resource.addr.clone()).collect();
    for addr in resources {
        let first = addr.instance(groundplan_address::InstanceKey::None);
        let Some(to) = destination(&statement.from, &statement.to, &first) else { continue };
        let to = to.resource_addr();
        if state.resource(&to).is_some() {
            moves.blocked.push((addr.to_string(), to.to_string()));
            continue;
        }
        let keys: Vec<_> = state
            .resource(&addr)
            .into_iter()
            .flat_map(groundplan_state::Resource::instances)
            .map(|(key, _)| key)
            .cloned()
            .collect();
        for key in keys {
            moves.make_as(session, unit, statement, state, addr.instance(key.clone()), to.instance(key)).await;
        }
    }
}

async fn move_instances(session: &Session, unit: UnitIx, statement: &Statement, state: &mut State, moves: &mut Moves) {
    let to = |addr: InstanceAddr| destination(&statement.from, &statement.to, &addr).map(|to| (addr, to));
    let pairs: Vec<_> = state.instances().filter_map(|(addr, _)| to(addr)).collect();
    for (from, to) in pairs {
        if state.instance(&to).is_some() {
            moves.blocked.push((from.to_string(), to.to_string()));
            continue;
        }
        moves.make_as(session, unit, statement, state, from, to).await;
    }
}

impl Moves {
    /// Moves an instance that may become one of another type.
    async fn make_as(
        &mut self,
        session: &Session,
        unit: UnitIx,
        statement: &Statement,
        state: &mut State,
        from: InstanceAddr,
        to: InstanceAddr,
    ) {
        match session.as_other_type(unit, statement, state, &from, &to).await {
            Ok(None) => self.make(state, from, to),
            Ok(Some((provider, instance))) => {
                take(state, &from);
                place(state, &to, &provider, instance);
                self.record(from, to);
            }
            Err(errors) => self.diags.extend(errors),
        }
    }

    fn make(&mut self, state: &mut State, from: InstanceAddr, to: InstanceAddr) {
        if let Some((provider, instance)) = take(state, &from) {
            place(state, &to, &provider, instance);
            self.record(from, to);
        }
    }

    /// What came here by another move began where that one began.
    fn record(&mut self, from: InstanceAddr, to: InstanceAddr) {
        let origin = self.moved.remove(&from).unwrap_or(from);
        // Back where it was: it did not move at all.
        if origin != to {
            self.moved.insert(to, origin);
        }
    }
}

fn take(state: &mut State, addr: &InstanceAddr) -> Option<(ProviderConfigAddr, Instance)> {
    let resource = state.resource(&addr.resource_addr())?;
    let (provider, instance) = (resource.provider.clone(), resource.instance(&addr.key)?.clone());
    let deposed: Vec<_> = instance.deposed.keys().cloned().collect();
    state.remove(addr, None);
    deposed.iter().for_each(|key| drop(state.remove(addr, Some(key))));
    Some((provider, instance))
}

fn place(state: &mut State, addr: &InstanceAddr, provider: &ProviderConfigAddr, instance: Instance) {
    let current = instance.current.map(|object| (None, object));
    let deposed = instance.deposed.into_iter().map(|(key, object)| (Some(key), object));
    for (deposed, object) in current.into_iter().chain(deposed) {
        state.apply(&Change::put(addr.clone(), deposed, provider.clone(), Arc::clone(&object)));
    }
}
