use super::block::{BlockWriter, Token};

const WINDOW: usize = 1 << 15;
const SHORTEST: usize = 4;
const LONGEST: usize = 258;
const HASH_BITS: u32 = 17;
/// The most tokens in a block.
const BLOCK_TOKENS: usize = 1 << 14;
/// The default level: from this length on no better match is looked for at the next byte, …
const LAZY: usize = 16;
/// … and from this one on no further candidate at this byte.
const NICE: usize = 128;
/// How many candidates are tried.
const CHAIN: usize = 128;

/// Finds repetitions in the input.
pub(super) struct Matcher<'a> {
    input: &'a [u8],
    /// For every hash of four bytes the last place that has it, plus one.
    head: Vec<usize>,
    /// For every place within the window the one before it with the same hash, plus one.
    previous: Vec<usize>,
    /// The window starts here, and has been filled up to there. It is moved as that of a stream is, since what has left it
    /// is not found any more.
    start: usize,
    end: usize,
    at: usize,
    /// The match at the byte before.
    length: usize,
    distance: usize,
    /// Whether the byte before is still to be written.
    pending: bool,
    candidate: usize,
    tokens: Vec<Token>,
    /// Where the bytes of the current block start; nothing once they have left the window.
    block: Option<usize>,
}

impl<'a> Matcher<'a> {
    pub(super) fn new(input: &'a [u8]) -> Self {
        Self {
            input,
            head: vec![0; 1 << HASH_BITS],
            previous: vec![0; WINDOW],
            start: 0,
            end: 0,
            at: 0,
            length: SHORTEST - 1,
            distance: 0,
            pending: false,
            candidate: 0,
            tokens: Vec::with_capacity(BLOCK_TOKENS),
            block: Some(0),
        }
    }

    pub(super) fn run(mut self, out: &mut BlockWriter) {
        while self.end < self.input.len() {
            self.step(false, out);
            self.fill();
        }
        self.step(true, out);
    }

    fn fill(&mut self) {
        if self.at - self.start >= 2 * WINDOW - (SHORTEST + LONGEST) {
            self.start += WINDOW;
            self.block = self.block.filter(|block| *block >= self.start);
        }
        self.end = self.input.len().min(self.start + 2 * WINDOW);
    }

    fn byte(&self, at: usize) -> u8 {
        self.input.get(at).copied().unwrap_or(0)
    }

    /// Notes the place for later matches; gives the place before it with the same hash, plus one.
    fn insert(&mut self, at: usize) -> Option<usize> {
        if at + SHORTEST > self.end {
            return None;
        }
        let bytes = [self.byte(at), self.byte(at + 1), self.byte(at + 2), self.byte(at + 3)];
        let hash = u32::from_be_bytes(bytes).wrapping_mul(0x1e35_a7bd) >> (32 - HASH_BITS);
        let head = self.head.get_mut(usize::try_from(hash).unwrap_or(0))?;
        let before = std::mem::replace(head, at + 1);
        if let Some(previous) = self.previous.get_mut(at % WINDOW) {
            *previous = before;
        }
        Some(before)
    }

    fn step(&mut self, last: bool, out: &mut BlockWriter) {
        loop {
            let ahead = self.end - self.at;
            if ahead < SHORTEST + LONGEST && !last {
                return;
            }
            if ahead == 0 {
                if std::mem::take(&mut self.pending) {
                    self.tokens.push(Token::Literal(self.byte(self.at - 1)));
                }
                if !self.tokens.is_empty() {
                    self.write_block(self.at, out);
                }
                return;
            }
            if let Some(before) = self.insert(self.at) {
                self.candidate = before;
            }
            let (length_before, distance_before) = (self.length, self.distance);
            (self.length, self.distance) = (SHORTEST - 1, 0);
            let lowest = self.at.saturating_sub(WINDOW).max(self.start);
            if self.candidate > lowest && ahead > length_before && length_before < LAZY {
                self.find(ahead);
            }
            if length_before >= SHORTEST && self.length <= length_before {
                // What was found at the byte before is not bettered here.
                self.tokens.push(Token::Match { length: length_before, distance: distance_before });
                let after = self.at + length_before - 1;
                self.at += 1;
                while self.at < after {
                    self.insert(self.at);
                    self.at += 1;
                }
                self.pending = false;
                self.length = SHORTEST - 1;
                if self.tokens.len() == BLOCK_TOKENS {
                    self.write_block(self.at, out);
                }
            } else {
                if self.pending {
                    self.tokens.push(Token::Literal(self.byte(self.at - 1)));
                    if self.tokens.len() == BLOCK_TOKENS {
                        self.write_block(self.at, out);
                    }
                }
                self.at += 1;
                self.pending = true;
            }
        }
    }

    /// Looks for the longest match at the current place among the candidates.
    fn find(&mut self, ahead: usize) {
        let most = ahead.min(LONGEST);
        let nice = most.min(NICE);
        let mut candidate = self.candidate - 1;
        let mut length = SHORTEST - 1;
        for _ in 0..CHAIN {
            if self.byte(candidate + length) == self.byte(self.at + length) {
                let same = (0..most).take_while(|at| self.byte(candidate + at) == self.byte(self.at + at)).count();
                let distance = self.at - candidate;
                // Four bytes from far away are not worth it.
                if same > length && (same > SHORTEST || distance <= 4096) {
                    length = same;
                    (self.length, self.distance) = (length, distance);
                    if same >= nice {
                        return;
                    }
                }
            }
            if candidate + WINDOW == self.at {
                return;
            }
            let before = self.previous.get(candidate % WINDOW).copied().unwrap_or(0);
            if before == 0 || before - 1 < self.start || before - 1 + WINDOW < self.at {
                return;
            }
            candidate = before - 1;
        }
    }

    fn write_block(&mut self, end: usize, out: &mut BlockWriter) {
        let bytes = self.block.and_then(|block| self.input.get(block..end));
        out.block(&self.tokens, bytes);
        self.block = Some(end);
        self.tokens.clear();
    }
}
