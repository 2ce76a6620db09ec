/// Strongly connected components of a graph of nodes `0..count` (Tarjan's algorithm, without recursion).
pub(crate) fn components<'g, I: Copy + Into<usize> + 'g>(
    count: usize,
    dependencies: impl Fn(usize) -> &'g [I],
) -> Vec<Vec<usize>> {
    const NEW: usize = usize::MAX;
    let mut order = vec![NEW; count];
    let mut low = vec![0; count];
    let mut on_stack = vec![false; count];
    let mut stack = Vec::new();
    let mut found = Vec::new();
    let mut counter = 0;
    for root in 0..count {
        if order[root] != NEW {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                order[node] = counter;
                low[node] = counter;
                counter += 1;
                stack.push(node);
                on_stack[node] = true;
            }
            if let Some(next) = dependencies(node).get(edge).copied().map(Into::into) {
                work.push((node, edge + 1));
                if order[next] == NEW {
                    work.push((next, 0));
                } else if on_stack[next] {
                    low[node] = low[node].min(order[next]);
                }
                continue;
            }
            if low[node] == order[node] {
                let at = stack.iter().rposition(|member| *member == node).unwrap_or(0);
                let component = stack.split_off(at);
                component.iter().for_each(|member| on_stack[*member] = false);
                found.push(component);
            }
            if let Some((parent, _)) = work.last() {
                low[*parent] = low[*parent].min(low[node]);
            }
        }
    }
    found
}
