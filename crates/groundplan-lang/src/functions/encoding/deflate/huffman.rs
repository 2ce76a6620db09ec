/// A code: for every symbol its bits, the first to be written lowest, and how many they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Code {
    symbols: Vec<(u16, u8)>,
}

impl Code {
    /// The fixed code of RFC 1951 for literals and lengths.
    pub(super) fn fixed_literals() -> Self {
        // The symbols 286 and 287 are never written, but have codes.
        let length = |symbol| match symbol {
            144..=255 => 9,
            256..=279 => 7,
            _ => 8,
        };
        Self::canonical(&(0..288).map(length).collect::<Vec<u8>>())
    }

    /// The fixed code of RFC 1951 for distances.
    pub(super) fn fixed_distances() -> Self {
        Self::canonical(&[5; 30])
    }

    /// The best code for these frequencies with at most so many bits, by the package-merge method. Symbols that do not
    /// occur have no code; one or two have codes of one bit.
    pub(super) fn best(frequencies: &[usize], most_bits: usize) -> Self {
        let mut used: Vec<(usize, usize)> = frequencies
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, count)| *count > 0)
            .map(|(at, count)| (count, at))
            .collect();
        let mut lengths = vec![0u8; frequencies.len()];
        if used.len() <= 2 {
            for (_, symbol) in &used {
                set(&mut lengths, *symbol, 1);
            }
        } else {
            used.sort_unstable();
            let counts: Vec<usize> = used.iter().map(|(count, _)| *count).collect();
            let per_length = lengths_by_package_merge(&counts, most_bits);
            // The rarest symbols have the longest codes.
            let mut rarest = used.iter();
            for (length, count) in per_length.iter().enumerate().rev() {
                for (_, symbol) in rarest.by_ref().take(*count) {
                    set(&mut lengths, *symbol, u8::try_from(length).unwrap_or(0));
                }
            }
        }
        Self::canonical(&lengths)
    }

    /// Codes in the order of length and symbol (RFC 1951, 3.2.2).
    fn canonical(lengths: &[u8]) -> Self {
        let mut symbols = vec![(0, 0); lengths.len()];
        let mut next = 0u16;
        for length in 1..=15u8 {
            next <<= 1;
            for (entry, own) in symbols.iter_mut().zip(lengths) {
                if *own == length {
                    *entry = (next.reverse_bits() >> (16 - u32::from(length)), length);
                    next += 1;
                }
            }
        }
        Self { symbols }
    }

    /// The bits of a symbol.
    pub(super) fn of(&self, symbol: usize) -> (u16, u8) {
        self.symbols.get(symbol).copied().unwrap_or_default()
    }

    /// How many bits so many of each symbol take.
    pub(super) fn size(&self, frequencies: &[usize]) -> usize {
        frequencies.iter().zip(&self.symbols).map(|(count, (_, length))| count * usize::from(*length)).sum()
    }
}

fn set(lengths: &mut [u8], symbol: usize, length: u8) {
    if let Some(entry) = lengths.get_mut(symbol) {
        *entry = length;
    }
}

/// How many symbols have codes of each length, for counts in rising order. When a pair and a symbol count the same, the
/// pair is taken first; other choices would give codes as good, but other bytes.
fn lengths_by_package_merge(counts: &[usize], most_bits: usize) -> Vec<usize> {
    let most_bits = most_bits.min(counts.len() - 1);
    // An item is its count and how many symbols it holds on each level; only their number matters, since the first ones
    // of a level are always the rarest.
    let mut level: Vec<(usize, Vec<usize>)> = Vec::new();
    for _ in 0..most_bits {
        let mut pairs = level
            .chunks_exact(2)
            .map(|pair| {
                let sum = |at: usize| pair.iter().map(|(_, holds)| holds.get(at).copied().unwrap_or(0)).sum::<usize>();
                let depth = pair.iter().map(|(_, holds)| holds.len()).max().unwrap_or(0);
                let mut holds: Vec<usize> = vec![0];
                holds.extend((0..depth).map(sum));
                (pair.iter().map(|(count, _)| count).sum::<usize>(), holds)
            })
            .peekable();
        let mut next = Vec::with_capacity(counts.len() * 2);
        let mut leaves = counts.iter().copied().peekable();
        loop {
            let take_leaf = match (leaves.peek(), pairs.peek()) {
                (Some(leaf), Some((pair, _))) => leaf < pair,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => break,
            };
            if take_leaf {
                next.extend(leaves.next().map(|leaf| (leaf, vec![1])));
            } else {
                next.extend(pairs.next());
            }
        }
        level = next;
    }
    let mut at_least = vec![0; most_bits + 1];
    for (_, holds) in level.iter().take(2 * counts.len() - 2) {
        for (depth, count) in holds.iter().enumerate() {
            if let Some(total) = at_least.get_mut(depth) {
                *total += count;
            }
        }
    }
    // On the top level stand the symbols with at least one bit, below it those with at least two, …
    let mut per_length = vec![0];
    per_length.extend(at_least.windows(2).map(|pair| match pair {
        [more, fewer] => more - fewer,
        _ => 0,
    }));
    per_length
}
