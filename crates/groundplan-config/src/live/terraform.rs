use std::sync::Arc;

use groundplan_diag::Diags;
use groundplan_value::{Map, Value};

use super::config::Config;
use super::file::blocks::{ERROR_HOOK, EXTRA_ARGUMENTS, HOOK, TERRAFORM};
use super::file::{Field, Fields, NamedBlock, TerraformBlock};
use super::scope::Names;

/// The `terraform` block of a unit, merged with those of what it includes.
pub(super) struct Terraform {
    pub(super) own: Fields,
    pub(super) extra_arguments: Vec<(Arc<str>, Fields)>,
    pub(super) before_hooks: Vec<(Arc<str>, Fields)>,
    pub(super) after_hooks: Vec<(Arc<str>, Fields)>,
    pub(super) error_hooks: Vec<(Arc<str>, Fields)>,
}

impl Terraform {
    /// The block of a configuration; none when no file of it has one.
    pub(super) fn of(config: &Arc<Config>, names: Names<'_>, diags: &mut Diags) -> Option<Self> {
        let mut merged: Option<Self> = None;
        for layer in config.layers() {
            let Some(block) = &layer.config.file.terraform else { continue };
            let under = Self::read(layer.config, block, names, diags);
            merged = Some(match merged {
                Some(over) => under.merge(over, layer.deep),
                None => under,
            });
        }
        merged
    }

    fn read(config: &Arc<Config>, block: &TerraformBlock, names: Names<'_>, diags: &mut Diags) -> Self {
        let own = config.fields_with(TERRAFORM, &block.own, names, diags);
        let mut all = |fields: &[Field], blocks: &[NamedBlock]| -> Vec<(Arc<str>, Fields)> {
            blocks.iter().map(|block| (block.name.clone(), config.fields_with(fields, block, names, diags))).collect()
        };
        Self {
            extra_arguments: all(EXTRA_ARGUMENTS, &block.extra_arguments),
            before_hooks: all(HOOK, &block.before_hooks),
            after_hooks: all(HOOK, &block.after_hooks),
            error_hooks: all(ERROR_HOOK, &block.error_hooks),
            own,
        }
    }

    /// The block with another over it. Blocks of one name replace each other; what is copied is joined when the merge is deep,
    /// else it is not merged at all.
    fn merge(mut self, over: Self, deep: bool) -> Self {
        for name in ["source", "version", "copy_terraform_lock_file"] {
            if over.own.has(name) {
                self.own.take(name, &over.own);
            }
        }
        if deep {
            for name in ["include_in_copy", "exclude_from_copy"] {
                if over.own.has(name) {
                    let joined: Vec<Value> =
                        over.own.texts(name).iter().chain(&self.own.texts(name)).map(Value::string).collect();
                    self.own.set(name, Value::tuple(joined), over.own.span_of(name));
                }
            }
        }
        let place = |under: &mut Vec<(Arc<str>, Fields)>, over: Vec<(Arc<str>, Fields)>| {
            for (name, fields) in over {
                match under.iter_mut().find(|(known, _)| *known == name) {
                    Some(known) => known.1 = fields,
                    None => under.push((name, fields)),
                }
            }
        };
        place(&mut self.extra_arguments, over.extra_arguments);
        place(&mut self.before_hooks, over.before_hooks);
        place(&mut self.after_hooks, over.after_hooks);
        place(&mut self.error_hooks, over.error_hooks);
        self
    }

    /// The block as a value.
    pub(super) fn value(&self) -> Value {
        let named = |blocks: &[(Arc<str>, Fields)], fields: &[Field]| {
            Value::object(blocks.iter().map(|(name, block)| {
                let mut object = block.object(fields);
                object.insert("name".into(), Value::string(name));
                (name.clone(), Value::object(object))
            }))
        };
        let parts = ["source", "include_in_copy", "exclude_from_copy", "copy_terraform_lock_file"];
        let mut object: Map = parts.into_iter().map(|name| (Arc::from(name), self.own.value(name))).collect();
        object.insert("extra_arguments".into(), named(&self.extra_arguments, EXTRA_ARGUMENTS));
        object.insert("before_hook".into(), named(&self.before_hooks, HOOK));
        object.insert("after_hook".into(), named(&self.after_hooks, HOOK));
        object.insert("error_hook".into(), named(&self.error_hooks, ERROR_HOOK));
        Value::object(object)
    }
}
