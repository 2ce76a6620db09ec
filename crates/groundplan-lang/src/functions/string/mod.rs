//! Strings.

mod case;
mod chomp;
mod endswith;
mod format;
mod formatlist;
mod indent;
mod join;
mod lower;
mod regex;
mod regexall;
mod replace;
mod split;
mod startswith;
mod strcontains;
mod strrev;
mod substr;
mod templatestring;
mod title;
mod trim;
mod trimprefix;
mod trimspace;
mod trimsuffix;
mod upper;

mod pattern;
mod verb;

use super::Function;

pub(super) static ALL: &[&Function] = &[
    &chomp::CHOMP,
    &endswith::ENDSWITH,
    &format::FORMAT,
    &formatlist::FORMATLIST,
    &indent::INDENT,
    &join::JOIN,
    &lower::LOWER,
    &regex::REGEX,
    &regexall::REGEXALL,
    &replace::REPLACE,
    &split::SPLIT,
    &startswith::STARTSWITH,
    &strcontains::STRCONTAINS,
    &strrev::STRREV,
    &substr::SUBSTR,
    &templatestring::TEMPLATESTRING,
    &title::TITLE,
    &trim::TRIM,
    &trimprefix::TRIMPREFIX,
    &trimspace::TRIMSPACE,
    &trimsuffix::TRIMSUFFIX,
    &upper::UPPER,
];
