use groundplan_value::{Kind, Refinement, Type, Value, convert};

/// Whether what was said of a value before all was known is true of what it is now.
pub(super) fn check(before: &Value, now: &Value) -> Result<(), String> {
    // The type of a conditional depends on whether the value that is not chosen has an error.
    let now = &convert(now, &before.ty()).unwrap_or_else(|_| now.clone());
    if !may_become(&before.ty(), &now.ty()) {
        return Err(format!("a {} cannot become a {}", before.ty(), now.ty()));
    }
    if before.is_wholly_known() && before.marks() | now.marks() != before.marks() {
        return Err("it has marks that it had not".into());
    }
    match before.kind() {
        Kind::Unknown(_, None) => Ok(()),
        Kind::Null(Type::Dynamic) if now.is_null() => Ok(()),
        Kind::Unknown(_, Some(refinement)) => refined(refinement, now),
        Kind::Set(..) if !before.is_wholly_known() => Ok(()),
        Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => {
            let others = now.as_slice().unwrap_or_default();
            if elements.len() != others.len() {
                return Err(format!("{} elements became {}", elements.len(), others.len()));
            }
            elements.iter().zip(others).try_for_each(|(before, now)| check(before, now))
        }
        Kind::Map(_, map) | Kind::Object(map) => {
            let others = now.as_map().ok_or("no map any more")?;
            if !map.keys().eq(others.keys()) {
                return Err("the keys differ".into());
            }
            map.iter().try_for_each(|(key, before)| check(before, &others[key]))
        }
        _ if before.clone().unmark().0 == now.clone().unmark().0 => Ok(()),
        _ => Err("known values differ".into()),
    }
}

fn may_become(before: &Type, now: &Type) -> bool {
    match (before, now) {
        (Type::Dynamic, _) => true,
        (Type::List(a), Type::List(b)) | (Type::Set(a), Type::Set(b)) | (Type::Map(a), Type::Map(b)) => {
            may_become(a, b)
        }
        (Type::Tuple(a), Type::Tuple(b)) => a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| may_become(a, b)),
        (Type::Object(a), Type::Object(b)) => {
            a.attributes.len() == b.attributes.len()
                && a.attributes.iter().all(|(name, a)| b.attributes.get(name).is_some_and(|b| may_become(a, b)))
        }
        _ => before == now,
    }
}

fn refined(refinement: &Refinement, now: &Value) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("not so: {what}"));
    if now.is_null() {
        return if refinement.not_null { wrong("it is not null") } else { Ok(()) };
    }
    if let (Some(prefix), Some(text)) = (&refinement.prefix, now.as_str())
        && !text.starts_with(&**prefix)
    {
        return wrong("its prefix");
    }
    if let Some(number) = now.as_number() {
        let least = refinement.number_min.as_ref().is_none_or(|(min, or)| number > min || (*or && number == min));
        let greatest = refinement.number_max.as_ref().is_none_or(|(max, or)| number < max || (*or && number == max));
        if !least || !greatest {
            return wrong("its range");
        }
    }
    if let Some(length) = now.len() {
        let range = refinement.length_min.unwrap_or(0)..=refinement.length_max.unwrap_or(usize::MAX);
        if !range.contains(&length) {
            return wrong("its length");
        }
    }
    Ok(())
}
