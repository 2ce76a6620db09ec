use std::sync::Arc;

use crate::{Kind, Map, Marks, Number, Type, Value};

/// Lists, sets and maps: making them and getting at what they hold.
impl Value {
    /// A list. All elements must be of the element type, or `any` if that is `any`; [`crate::convert`] them first.
    #[must_use]
    pub fn list(element: Type, elements: impl Into<Arc<[Self]>>) -> Self {
        Kind::List(element, elements.into()).into()
    }

    /// A map. All elements must be of the element type.
    #[must_use]
    pub fn map<K: Into<Arc<str>>>(element: Type, elements: impl IntoIterator<Item = (K, Self)>) -> Self {
        let map: Map = elements.into_iter().map(|(key, value)| (key.into(), value)).collect();
        Kind::Map(element, Arc::new(map)).into()
    }

    /// A set: doubles dropped, brought to Terraform's order; marks of elements become marks of the set.
    #[must_use]
    pub fn set(element: Type, elements: impl IntoIterator<Item = Self>) -> Self {
        let mut marks = Marks::NONE;
        let mut list: Vec<Self> = elements
            .into_iter()
            .map(|element| {
                marks |= element.deep_marks();
                element.unmark_deep()
            })
            .collect();
        crate::compare::sort_as_set(&mut list);
        Self::from(Kind::Set(element, list.into())).mark(marks)
    }

    /// An empty list.
    #[must_use]
    pub fn empty_list(element: Type) -> Self {
        Self::list(element, [])
    }

    /// How many elements a known list, set, map, tuple or object holds.
    #[must_use]
    pub fn len(&self) -> Option<usize> {
        self.as_slice().map(<[Self]>::len).or_else(|| self.as_map().map(Map::len))
    }

    /// How many elements it holds, when that is certain: elements of a set that are not known yet may turn out equal.
    #[must_use]
    pub fn known_len(&self) -> Option<usize> {
        self.len().filter(|len| !matches!(self.kind(), Kind::Set(..)) || *len == 1 || self.is_wholly_known())
    }

    /// Whether it is a known collection without elements.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// An attribute of an object, with the object's marks added. Of an unknown object of known type: an unknown
    /// attribute; of an unknown value of unknown type: unknown. `None` when there is no such attribute.
    #[must_use]
    pub fn get_attr(&self, name: &str) -> Option<Self> {
        let found = match self.kind() {
            Kind::Object(map) => map.get(name)?.clone(),
            Kind::Unknown(Type::Dynamic, _) => Self::DYNAMIC,
            Kind::Unknown(Type::Object(object), _) => Self::unknown(object.attributes.get(name)?.clone()),
            _ => return None,
        };
        Some(found.mark(self.marks()))
    }

    /// An element of a list, tuple (by number), map (by string) or set (by itself), with the marks of both added.
    /// Unknown when collection or key is. `None` when there is no such element.
    #[must_use]
    pub fn get_index(&self, key: &Self) -> Option<Self> {
        let marks = self.marks() | key.marks();
        let unknown = |ty: &Type| Some(Self::unknown(ty.clone()));
        let found = match (self.kind(), key.kind()) {
            (Kind::List(ty, elements), Kind::Number(at)) => match at.to_usize().and_then(|at| elements.get(at)) {
                Some(element) => Some(element.clone()),
                None if elements.is_empty() && *ty == Type::Dynamic => None,
                None => None,
            },
            (Kind::Tuple(elements), Kind::Number(at)) => at.to_usize().and_then(|at| elements.get(at)).cloned(),
            (Kind::Map(_, map) | Kind::Object(map), Kind::String(key)) => map.get(key).cloned(),
            (Kind::Set(_, elements), _) => elements.iter().find(|element| *element == &key.unmark_deep()).cloned(),
            (Kind::List(ty, _) | Kind::Map(ty, _), Kind::Unknown(..)) => unknown(ty),
            (Kind::Tuple(_) | Kind::Object(_), Kind::Unknown(..)) => Some(Self::DYNAMIC),
            (Kind::Unknown(Type::List(ty) | Type::Map(ty), _), _) => unknown(ty),
            (Kind::Unknown(Type::Tuple(types), _), Kind::Number(at)) => {
                at.to_usize().and_then(|at| types.get(at)).and_then(unknown)
            }
            (Kind::Unknown(Type::Object(object), _), Kind::String(name)) => {
                object.attributes.get(name).and_then(unknown)
            }
            (Kind::Unknown(Type::Dynamic | Type::Tuple(_) | Type::Object(_), _), _) => Some(Self::DYNAMIC),
            _ => None,
        };
        found.map(|value| value.mark(marks))
    }

    /// The elements with their keys, in order: numbers for lists and tuples, strings for maps and objects, the elements
    /// themselves for sets. `None` for what has no elements or is not known.
    #[must_use]
    pub fn entries(&self) -> Option<Vec<(Self, Self)>> {
        match self.kind() {
            Kind::List(_, elements) | Kind::Tuple(elements) => Some(
                elements
                    .iter()
                    .enumerate()
                    .map(|(at, value)| (Self::number(Number::from(at)), value.clone()))
                    .collect(),
            ),
            Kind::Set(_, elements) => Some(elements.iter().map(|value| (value.clone(), value.clone())).collect()),
            Kind::Map(_, map) | Kind::Object(map) => {
                Some(map.iter().map(|(key, value)| (Kind::String(key.clone()).into(), value.clone())).collect())
            }
            _ => None,
        }
    }
}
