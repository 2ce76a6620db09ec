//! Lists, sets, maps, tuples and objects.

mod alltrue;
mod anytrue;
mod chunklist;
mod coalesce;
mod coalescelist;
mod compact;
mod concat;
mod contains;
mod distinct;
mod element;
mod flatten;
mod index;
mod keys;
mod length;
mod list;
mod lookup;
mod map;
mod matchkeys;
mod merge;
mod one;
mod range;
mod reverse;
mod setintersection;
mod setproduct;
mod setsubtract;
mod setunion;
mod slice;
mod sort;
mod sum;
mod transpose;
mod values;
mod zipmap;

mod set_operation;

use super::Function;

pub(super) static ALL: &[&Function] = &[
    &alltrue::ALLTRUE,
    &anytrue::ANYTRUE,
    &chunklist::CHUNKLIST,
    &coalesce::COALESCE,
    &coalescelist::COALESCELIST,
    &compact::COMPACT,
    &concat::CONCAT,
    &contains::CONTAINS,
    &distinct::DISTINCT,
    &element::ELEMENT,
    &flatten::FLATTEN,
    &index::INDEX,
    &keys::KEYS,
    &length::LENGTH,
    &list::LIST,
    &lookup::LOOKUP,
    &map::MAP,
    &matchkeys::MATCHKEYS,
    &merge::MERGE,
    &one::ONE,
    &range::RANGE,
    &reverse::REVERSE,
    &setintersection::SETINTERSECTION,
    &setproduct::SETPRODUCT,
    &setsubtract::SETSUBTRACT,
    &setunion::SETUNION,
    &slice::SLICE,
    &sort::SORT,
    &sum::SUM,
    &transpose::TRANSPOSE,
    &values::VALUES,
    &zipmap::ZIPMAP,
];
