//! Reading ahead: what an object is now depends on the state and on its provider alone, so it is asked for as soon as the
//! provider is configured, and not only when all that the configuration of its resource depends on has been planned.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures::StreamExt;
use futures::stream;
use groundplan_address::{InstanceAddr, Mode, ProviderConfigAddr};
use groundplan_diag::{Diags, Span};
use groundplan_provider::{Provider, Schema};
use groundplan_state::DeposedKey;
use tokio::sync::OnceCell;
use tokio::task::JoinSet;

use super::options::Goal;
use super::run::Run;
use super::stored::{Read, StoredAt};
use crate::graph::{NodeId, NodeKey, UnitIx};

type Key = (UnitIx, InstanceAddr, Option<DeposedKey>);

/// What was read of an object, by whoever came first.
pub(super) type Cell = Arc<OnceCell<Result<Read, Diags>>>;

/// The reads that were begun and that nobody has asked for yet.
#[derive(Default)]
pub(crate) struct Ahead {
    cells: Mutex<HashMap<Key, Cell>>,
    tasks: Mutex<JoinSet<()>>,
}

impl Ahead {
    /// Where the result of reading an object is or will be. Whoever takes it is the one that uses it.
    pub(super) fn take(&self, at: &StoredAt<'_>) -> Cell {
        let key = (at.unit, at.addr.clone(), at.deposed.cloned());
        self.cells().remove(&key).unwrap_or_default()
    }

    /// Ends what is still being read: nobody will ask for it.
    pub(super) fn end(&self) {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner).abort_all();
    }

    fn cells(&self) -> MutexGuard<'_, HashMap<Key, Cell>> {
        self.cells.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An object to read.
struct Object {
    cell: Cell,
    unit: UnitIx,
    addr: InstanceAddr,
    deposed: Option<DeposedKey>,
    provider: Arc<dyn Provider>,
    provider_addr: ProviderConfigAddr,
    schema: Arc<Schema>,
    span: Span,
}

impl Run {
    /// Begins to read the objects of all resources that use a provider configuration, which has just been configured.
    pub(super) async fn read_ahead(self: &Arc<Self>, provider: NodeId) {
        if !self.options.refresh || self.options.goal == Goal::Validate {
            return;
        }
        let mut objects = Vec::new();
        let users = self.session.users_of_provider(provider).iter();
        for node in users.filter(|node| self.includes(**node)) {
            self.objects_of(*node, &mut objects).await;
        }
        if objects.is_empty() {
            return;
        }
        let run = self.clone();
        let limit = self.places();
        self.ahead.tasks.lock().unwrap_or_else(PoisonError::into_inner).spawn(async move {
            stream::iter(objects).for_each_concurrent(limit, |object| run.read_object_ahead(object)).await;
        });
    }

    async fn read_object_ahead(&self, object: Object) {
        // Whoever begins to read has room for it, so nobody with room waits for someone without.
        let _room = self.room(object.unit).await;
        if self.session.host.stopped() {
            return;
        }
        let at = StoredAt {
            unit: object.unit,
            addr: &object.addr,
            deposed: object.deposed.as_ref(),
            provider: &object.provider,
            offline: false,
            provider_addr: &object.provider_addr,
            schema: &object.schema,
            span: object.span,
            attached: None,
        };
        object.cell.get_or_init(|| self.read(&at, true)).await;
    }

    /// The objects that the state holds of a resource of configuration, as far as their provider can be asked.
    async fn objects_of(&self, node: NodeId, objects: &mut Vec<Object>) {
        let NodeKey::Resource(module, id) = self.session.graph.key(node) else { return };
        let this = self.session.modules.get(*module);
        let unit = this.unit;
        let Some(resource) = this.tree.module.resources.get(id).filter(|_| id.mode == Mode::Managed) else { return };
        if self.prior(unit).resources(&this.path, id).next().is_none() {
            return;
        }
        // What is wrong with it is told when the resource's turn comes.
        let Ok(provider) = self.resource_provider(node, *module, resource).await else { return };
        for stored in self.prior(unit).resources(&this.path, id) {
            for (key, instance) in stored.instances() {
                let addr = stored.addr.instance(key.clone());
                let Ok(configured) = self.provider_instance(&provider, &addr) else { continue };
                if configured.offline || !self.touches(node, unit, &addr) {
                    continue;
                }
                let current = instance.current.iter().map(|_| None);
                for deposed in current.chain(instance.deposed.keys().cloned().map(Some)) {
                    let cell = Cell::default();
                    self.ahead.cells().insert((unit, addr.clone(), deposed.clone()), cell.clone());
                    objects.push(Object {
                        cell,
                        unit,
                        addr: addr.clone(),
                        deposed,
                        provider: configured.provider.clone(),
                        provider_addr: provider.addr.clone(),
                        schema: provider.schema.clone(),
                        span: resource.span,
                    });
                }
            }
        }
    }
}
