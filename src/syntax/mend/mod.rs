//! Pieces that cannot be read: what the writer meant, found by trying.
//!
//! Reading a piece stops somewhere. Each file here knows one kind of slip and proposes edits around that
//! place: a word of another language, a misspelled keyword, something left out, a whole rule written as a
//! sentence. Every proposal is tried: only one with which reading gets further is believed. So the same
//! mechanism answers mistakes that nobody has listed, and what is proposed is never nonsense.

mod bands;
mod characters;
mod decimals;
mod events;
mod left_out;
mod lists;
mod marks;
mod months;
mod names;
mod numbers;
mod phrases;
mod points;
mod ranges;
mod reasons;
mod sentences;
mod spelling;
mod subject;
mod times;
mod tokens;
mod unquoted;

use std::ops::Range;

use super::failure::{Failure, failure};
use super::grammar::Rule;
use crate::diagnostic::{Applicability, Code, codes};

pub(super) use tokens::{Kind, Token, tokens};

/// The longest piece that is tried to be mended, in bytes: nobody writes longer rules.
const LONGEST: usize = 20_000;
/// How many mistakes of one piece are looked for.
const MOST: usize = 12;
/// How many guesses that say little may come together: with more the piece is no rule at all.
const MOST_WEAK: usize = 3;

/// One edit that may be what was meant, with what is said about it.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// What is replaced, in the text of the piece at that moment; empty to insert.
    pub at: Range<usize>,
    pub text: String,
    /// Where the caret stands; the replaced text, if it is empty.
    pub caret: Option<Range<usize>>,
    pub code: Code,
    pub message: String,
    pub help: String,
    pub applicability: Applicability,
    /// Believed only where all of the piece can be read in the end: by itself it says little.
    pub weak: bool,
}

impl Candidate {
    /// An edit with only one possible meaning.
    pub fn sure(code: Code, at: Range<usize>, text: impl Into<String>, message: String) -> Self {
        let text = text.into();
        let help = match text.trim() {
            "" => "Leave it out.".to_owned(),
            shown => format!("Write {shown}"),
        };
        let applicability = Applicability::Safe;
        Self { at, text, caret: None, code, message, help, applicability, weak: false }
    }

    /// An edit that chooses a meaning.
    pub fn maybe(code: Code, at: Range<usize>, text: impl Into<String>, message: String) -> Self {
        Self { applicability: Applicability::Offered, ..Self::sure(code, at, text, message) }
    }

    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }

    pub fn weak(self) -> Self {
        Self { weak: true, ..self }
    }

    pub fn caret(self, caret: Range<usize>) -> Self {
        Self { caret: Some(caret), ..self }
    }
}

/// What became of a piece.
pub(super) struct Mended {
    /// The edits that were believed, in order; their places are those of the piece as it was written.
    pub steps: Vec<Candidate>,
    /// The piece with all of them.
    pub text: String,
    /// Where reading still stops.
    pub rest: Option<Failure>,
    /// Where the edits stand.
    pub moves: Moves,
}

/// What the files of this folder look at.
pub(super) struct Scene<'a> {
    pub failure: &'a Failure,
    pub text: &'a str,
    pub tokens: &'a [Token],
    /// The index of the token at which reading stopped; the number of tokens at the end.
    pub stop: usize,
    /// Whether the whole piece may be a sentence: not if it has been made from one.
    pub may_be_sentence: bool,
}

impl<'a> Scene<'a> {
    pub fn token(&self, index: usize) -> Option<&'a Token> {
        self.tokens.get(index)
    }

    pub fn word(&self, index: usize) -> &'a str {
        self.token(index).map_or("", |token| self.slice(token.at.clone()))
    }

    /// A word in small letters.
    pub fn lower(&self, index: usize) -> String {
        self.word(index).to_lowercase()
    }

    pub fn slice(&self, at: Range<usize>) -> &'a str {
        self.text.get(at).unwrap_or_default()
    }

    /// The bytes from one token to another, both included.
    pub fn range(&self, first: usize, last: usize) -> Range<usize> {
        let start = self.token(first).map_or(self.text.len(), |it| it.at.start);
        start..self.token(last).map_or(self.text.len(), |it| it.at.end)
    }

    pub fn kind(&self, index: usize) -> Option<Kind> {
        self.token(index).map(|it| it.kind)
    }
}

/// Tries to find out what a piece that cannot be read means. `None` if it can be read.
pub(super) fn mend(piece: &str, alone: Rule) -> Option<Mended> {
    mend_piece(piece, alone, true)
}

fn mend_piece(piece: &str, alone: Rule, may_be_sentence: bool) -> Option<Mended> {
    let mended = attempt(piece, alone, Belief { may_be_sentence, weak: true })?;
    // Where the whole makes no sense in the end, what says little says nothing.
    if mended.rest.is_some() && mended.steps.iter().any(|step| step.weak) {
        return attempt(piece, alone, Belief { may_be_sentence, weak: false });
    }
    Some(mended)
}

/// What one attempt believes.
#[derive(Clone, Copy)]
struct Belief {
    may_be_sentence: bool,
    weak: bool,
}

fn attempt(piece: &str, alone: Rule, belief: Belief) -> Option<Mended> {
    let mut stopped = failure(piece, alone)?;
    let mut mended =
        Mended { steps: Vec::new(), text: piece.to_owned(), rest: None, moves: Moves::default() };
    loop {
        let weak = mended.steps.iter().filter(|step| step.weak).count();
        let more = mended.steps.len() < MOST && weak < MOST_WEAK && piece.len() <= LONGEST;
        let found = match more {
            true => best(&mended.text, &stopped, mended.moves.floor(), belief),
            false => None,
        };
        let Some((candidate, next)) = found else {
            mended.rest = Some(stopped);
            return Some(mended);
        };
        mended.text.replace_range(candidate.at.clone(), &candidate.text);
        let back = |at| mended.moves.back(at);
        let written = |at: &Range<usize>| back(at.start)..back(at.end);
        let step = Candidate {
            at: written(&candidate.at),
            caret: candidate.caret.as_ref().map(written),
            ..candidate.clone()
        };
        mended.steps.push(step);
        mended.moves.add(&candidate);
        match next {
            None => return Some(mended),
            Some(next) => stopped = next,
        }
    }
}

/// Where the edits so far stand in the mended text, from its beginning to its end.
#[derive(Default)]
pub(super) struct Moves {
    /// Start and end of each, and where these are in the piece as it was written.
    edits: Vec<(Range<usize>, Range<usize>)>,
}

impl Moves {
    /// Everything before it has been mended.
    fn floor(&self) -> usize {
        self.edits.last().map_or(0, |(now, _)| now.end)
    }

    fn add(&mut self, candidate: &Candidate) {
        let now = candidate.at.start..candidate.at.start + candidate.text.len();
        let written = self.back(candidate.at.start)..self.back(candidate.at.end);
        self.edits.push((now, written));
    }

    /// A place of the mended text in the piece as it was written.
    pub fn back(&self, at: usize) -> usize {
        match self.edits.iter().rev().find(|(now, _)| now.start < at || now.end <= at) {
            None => at,
            Some((now, written)) if at < now.end => written.start,
            Some((now, written)) => written.end + (at - now.end),
        }
    }
}

/// The proposal with which reading gets furthest, and where it stops then.
fn best(
    text: &str,
    stopped: &Failure,
    floor: usize,
    belief: Belief,
) -> Option<(Candidate, Option<Failure>)> {
    let tokens = self::tokens(text);
    let stop = tokens.partition_point(|token| token.at.end <= stopped.at);
    let may_be_sentence = belief.may_be_sentence;
    let scene = Scene { failure: stopped, text, tokens: &tokens, stop, may_be_sentence };
    let mut best: Option<(Candidate, Failure, i64)> = None;
    for candidate in proposals(&scene) {
        let sound = text.is_char_boundary(candidate.at.start)
            && text.is_char_boundary(candidate.at.end)
            && candidate.at.start >= floor
            && (belief.weak || !candidate.weak);
        if !sound {
            continue;
        }
        let mut tried = text.to_owned();
        tried.replace_range(candidate.at.clone(), &candidate.text);
        let may_vanish = [codes::MARKUP, codes::COMMENT_SIGN].contains(&candidate.code);
        let nothing_left = may_vanish && self::tokens(&tried).is_empty();
        let next = if nothing_left { None } else { failure(&tried, stopped.alone) };
        let Some(next) = next else { return Some((candidate, None)) };
        // How far reading got, counted in the text before the edit.
        let grown = candidate.text.len() as i64 - candidate.at.len() as i64;
        let reached = next.at as i64 - grown;
        let further = reached > stopped.at as i64 && reached >= candidate.at.end as i64;
        if further && best.as_ref().is_none_or(|(.., most)| reached > *most) {
            best = Some((candidate, next, reached));
        }
    }
    best.map(|(candidate, next, _)| (candidate, Some(next)))
}

/// Everything that the kinds of slips propose, the likelier first.
fn proposals(scene: &Scene<'_>) -> Vec<Candidate> {
    let mut all = Vec::new();
    if left_out::open_quote(scene, &mut all) {
        // Where a text begins and ends is not known, so nothing else can be told.
        return all;
    }
    characters::propose(scene, &mut all);
    marks::propose(scene, &mut all);
    bands::propose(scene, &mut all);
    unquoted::propose(scene, &mut all);
    months::propose(scene, &mut all);
    times::propose(scene, &mut all);
    sentences::propose(scene, &mut all);
    subject::propose(scene, &mut all);
    ranges::propose(scene, &mut all);
    lists::propose(scene, &mut all);
    events::propose(scene, &mut all);
    phrases::propose(scene, &mut all);
    points::propose(scene, &mut all);
    decimals::propose(scene, &mut all);
    numbers::propose(scene, &mut all);
    spelling::propose(scene, &mut all);
    names::propose(scene, &mut all);
    reasons::propose(scene, &mut all);
    left_out::propose(scene, &mut all);
    marks::propose_to_leave_out(scene, &mut all);
    all
}
