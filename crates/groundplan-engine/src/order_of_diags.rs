use groundplan_diag::{Diagnostic, Diags};

/// Diagnostics in the order of the places that they are about, whatever the order in which they were found: the same
/// configuration gives the same text each time.
pub(crate) fn by_place(diags: Diags) -> Diags {
    let mut list: Vec<Diagnostic> = diags.into_iter().collect();
    list.sort_by(|a, b| {
        let place = |diagnostic: &Diagnostic| match &diagnostic.primary {
            Some(label) => (false, label.span),
            None => (true, groundplan_diag::Span::NONE),
        };
        let key = |diagnostic| (place(diagnostic), std::cmp::Reverse(diagnostic.severity));
        key(a).cmp(&key(b)).then_with(|| (&a.unit, &a.address).cmp(&(&b.unit, &b.address)))
    });
    list.into_iter().collect()
}
