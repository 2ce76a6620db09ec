//! Whole-product tests: the binary, the sandbox, the oracle, and the rules of the house. There is no library here.
