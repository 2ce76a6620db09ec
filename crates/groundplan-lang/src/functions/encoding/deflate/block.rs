use super::huffman::Code;

/// A piece of the input.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token {
    /// A byte.
    Literal(u8),
    /// Bytes that already stood so far before.
    Match { length: usize, distance: usize },
}

/// The symbol that ends a block.
const END: usize = 256;
/// The symbol of the shortest length.
const LENGTHS: usize = 257;
const LITERALS: usize = 286;
const DISTANCES: usize = 30;
/// The most bytes in a block that is not compressed.
const STORED: usize = 65535;

/// Lengths less three from which the symbols for lengths start, and their extra bits.
const LENGTH_BASE: [usize; 29] =
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 255];
const LENGTH_EXTRA: [u8; 29] = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
/// The order in which the lengths of the code for code lengths are written.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// A symbol for a length or distance, and the extra bits that tell which of its values it is.
struct Extra {
    symbol: usize,
    value: usize,
    bits: u8,
}

fn length_symbol(length: usize) -> Extra {
    let rest = length - 3;
    let symbol = LENGTH_BASE.partition_point(|base| *base <= rest) - 1;
    let (base, bits) = (LENGTH_BASE.get(symbol), LENGTH_EXTRA.get(symbol));
    Extra { symbol, value: rest - base.copied().unwrap_or(0), bits: bits.copied().unwrap_or(0) }
}

fn distance_symbol(distance: usize) -> Extra {
    let rest = distance - 1;
    if rest < 4 {
        return Extra { symbol: rest, value: 0, bits: 0 };
    }
    // Two symbols for every power of two.
    let bits = rest.ilog2() - 1;
    let symbol = usize::try_from(2 * bits).unwrap_or(0) + (rest >> bits);
    Extra { symbol, value: rest & ((1 << bits) - 1), bits: u8::try_from(bits).unwrap_or(0) }
}

/// Writes blocks, bit by bit.
pub(super) struct BlockWriter {
    out: Vec<u8>,
    bits: u64,
    count: u32,
}

impl BlockWriter {
    /// Writes after what there is.
    pub(super) fn new(out: Vec<u8>) -> Self {
        Self { out, bits: 0, count: 0 }
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.align();
        self.out
    }

    fn write(&mut self, value: usize, bits: u8) {
        self.bits |= u64::try_from(value).unwrap_or(0) << self.count;
        self.count += u32::from(bits);
        while self.count >= 8 {
            self.out.push(u8::try_from(self.bits & 0xff).unwrap_or(0));
            self.bits >>= 8;
            self.count -= 8;
        }
    }

    fn symbol(&mut self, code: &Code, symbol: usize) {
        let (bits, length) = code.of(symbol);
        self.write(bits.into(), length);
    }

    fn align(&mut self) {
        if self.count > 0 {
            self.write(0, u8::try_from(8 - self.count).unwrap_or(0));
        }
    }

    /// A block of bytes as they are, at most 65535.
    pub(super) fn stored(&mut self, bytes: &[u8], last: bool) {
        self.write(usize::from(last), 3);
        self.align();
        let length = bytes.len().min(STORED);
        self.write(length, 16);
        self.write(!length & STORED, 16);
        self.out.extend(bytes.iter().take(length));
    }

    /// A block in whatever form is the shortest. `bytes` are what the tokens stand for, when they are at hand.
    pub(super) fn block(&mut self, tokens: &[Token], bytes: Option<&[u8]>) {
        let bytes = bytes.filter(|bytes| bytes.len() <= STORED);
        let plan = Plan::new(tokens);
        // Extra bits cost the same in both codes, and are only counted to compare with no code.
        let extra = if bytes.is_some() { plan.extra } else { 0 };
        let fixed = (Code::fixed_literals(), Code::fixed_distances());
        let fixed_size = 3 + fixed.0.size(&plan.literals) + fixed.1.size(&plan.distances) + extra;
        let dynamic_size = plan.size() + extra;
        let dynamic = dynamic_size < fixed_size;
        if let Some(bytes) = bytes.filter(|bytes| (bytes.len() + 5) * 8 < dynamic_size.min(fixed_size)) {
            return self.stored(bytes, false);
        }
        if dynamic {
            self.header(&plan);
            self.tokens(tokens, &plan.literal_code, &plan.distance_code);
        } else {
            self.write(2, 3);
            self.tokens(tokens, &fixed.0, &fixed.1);
        }
    }

    fn tokens(&mut self, tokens: &[Token], literals: &Code, distances: &Code) {
        for token in tokens {
            match *token {
                Token::Literal(byte) => self.symbol(literals, byte.into()),
                Token::Match { length, distance } => {
                    let (length, distance) = (length_symbol(length), distance_symbol(distance));
                    self.symbol(literals, LENGTHS + length.symbol);
                    self.write(length.value, length.bits);
                    self.symbol(distances, distance.symbol);
                    self.write(distance.value, distance.bits);
                }
            }
        }
        self.symbol(literals, END);
    }

    fn header(&mut self, plan: &Plan) {
        self.write(4, 3);
        self.write(plan.literal_count - 257, 5);
        self.write(plan.distance_count - 1, 5);
        self.write(plan.length_code_count() - 4, 4);
        for symbol in ORDER.iter().take(plan.length_code_count()) {
            let (_, length) = plan.length_code.of(*symbol);
            self.write(length.into(), 3);
        }
        for (symbol, value, bits) in &plan.runs {
            self.symbol(&plan.length_code, *symbol);
            self.write(*value, *bits);
        }
    }
}

/// The codes made for one block.
struct Plan {
    literals: Vec<usize>,
    distances: Vec<usize>,
    literal_count: usize,
    distance_count: usize,
    literal_code: Code,
    distance_code: Code,
    /// The lengths of both codes: a symbol for a length or a run of them, the extra value and its bits.
    runs: Vec<(usize, usize, u8)>,
    run_frequencies: [usize; 19],
    length_code: Code,
    extra: usize,
}

impl Plan {
    fn new(tokens: &[Token]) -> Self {
        let (mut literals, mut distances) = (vec![0; LITERALS], vec![0; DISTANCES]);
        let mut extra = 0;
        let count = |of: &mut Vec<usize>, symbol: usize| of.get_mut(symbol).into_iter().for_each(|count| *count += 1);
        for token in tokens {
            match *token {
                Token::Literal(byte) => count(&mut literals, byte.into()),
                Token::Match { length, distance } => {
                    let (length, distance) = (length_symbol(length), distance_symbol(distance));
                    extra += usize::from(length.bits) + usize::from(distance.bits);
                    count(&mut literals, LENGTHS + length.symbol);
                    count(&mut distances, distance.symbol);
                }
            }
        }
        count(&mut literals, END);
        let used = |counts: &[usize]| counts.iter().rposition(|count| *count > 0).map_or(0, |last| last + 1);
        if used(&distances) == 0 {
            // Without any match there must be a code for distances all the same.
            count(&mut distances, 0);
        }
        let (literal_count, distance_count) = (used(&literals), used(&distances));
        let (literal_code, distance_code) = (Code::best(&literals, 15), Code::best(&distances, 15));
        let lengths = |code: &Code, count: usize| (0..count).map(|symbol| code.of(symbol).1).collect::<Vec<u8>>();
        let mut all = lengths(&literal_code, literal_count);
        all.extend(lengths(&distance_code, distance_count));
        let runs = runs(&all);
        let mut run_frequencies = [0; 19];
        for (symbol, ..) in &runs {
            run_frequencies.get_mut(*symbol).into_iter().for_each(|count| *count += 1);
        }
        let length_code = Code::best(&run_frequencies, 7);
        Self {
            literals,
            distances,
            literal_count,
            distance_count,
            literal_code,
            distance_code,
            runs,
            run_frequencies,
            length_code,
            extra,
        }
    }

    fn length_code_count(&self) -> usize {
        let used = |symbol: &usize| self.run_frequencies.get(*symbol).is_some_and(|count| *count > 0);
        ORDER.iter().rposition(used).map_or(4, |last| (last + 1).max(4))
    }

    /// The bits of the block in its own codes, without extra bits.
    fn size(&self) -> usize {
        let runs: usize = self.runs.iter().map(|(.., bits)| usize::from(*bits)).sum();
        let header = 3 + 5 + 5 + 4 + 3 * self.length_code_count() + self.length_code.size(&self.run_frequencies) + runs;
        header + self.literal_code.size(&self.literals) + self.distance_code.size(&self.distances)
    }
}

/// Code lengths with runs of the same one made short (RFC 1951, 3.2.7).
fn runs(lengths: &[u8]) -> Vec<(usize, usize, u8)> {
    let mut out = Vec::new();
    for run in lengths.chunk_by(|a, b| a == b) {
        let length = usize::from(run.first().copied().unwrap_or(0));
        let mut count = run.len();
        if length == 0 {
            while count >= 11 {
                let taken = count.min(138);
                out.push((18, taken - 11, 7));
                count -= taken;
            }
            if count >= 3 {
                out.push((17, count - 3, 3));
                count = 0;
            }
        } else {
            out.push((length, 0, 0));
            count -= 1;
            while count >= 3 {
                let taken = count.min(6);
                out.push((16, taken - 3, 2));
                count -= taken;
            }
        }
        out.extend(std::iter::repeat_n((length, 0, 0), count));
    }
    out
}
