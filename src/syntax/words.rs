//! The grammar's rules in the users' words.

use super::grammar::Rule;

/// The keyword that a rule stands for, if it is one.
pub(super) fn keyword(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::w_about => "about",
        Rule::w_above => "above",
        Rule::w_after => "after",
        Rule::w_ago => "ago",
        Rule::w_all => "all",
        Rule::w_and => "and",
        Rule::w_any => "any",
        Rule::w_as => "as",
        Rule::w_at => "at",
        Rule::w_band => "band",
        Rule::w_bands => "bands",
        Rule::w_because => "because",
        Rule::w_before => "before",
        Rule::w_below => "below",
        Rule::w_by => "by",
        Rule::w_code => "code",
        Rule::w_column => "column",
        Rule::w_contain => "contain",
        Rule::w_contains => "contains",
        Rule::w_disqualify => "disqualify",
        Rule::w_do => "do",
        Rule::w_does => "does",
        Rule::w_each => "each",
        Rule::w_end => "end",
        Rule::w_ends => "ends",
        Rule::w_entering => "entering",
        Rule::w_every => "every",
        Rule::w_exactly => "exactly",
        Rule::w_expect => "expect",
        Rule::w_fading => "fading",
        Rule::w_falling => "falling",
        Rule::w_fired => "fired",
        Rule::w_first => "first",
        Rule::w_for => "for",
        Rule::w_format => "format",
        Rule::w_fraction => "fraction",
        Rule::w_from => "from",
        Rule::w_given => "given",
        Rule::w_grid => "grid",
        Rule::w_group => "group",
        Rule::w_halving => "halving",
        Rule::w_highest => "highest",
        Rule::w_id => "id",
        Rule::w_in => "in",
        Rule::w_is => "is",
        Rule::w_key => "key",
        Rule::w_known => "known",
        Rule::w_last => "last",
        Rule::w_leaving => "leaving",
        Rule::w_less => "less",
        Rule::w_let => "let",
        Rule::w_limit => "limit",
        Rule::w_list => "list",
        Rule::w_lowest => "lowest",
        Rule::w_match => "match",
        Rule::w_matches => "matches",
        Rule::w_missing => "missing",
        Rule::w_model => "model",
        Rule::w_more => "more",
        Rule::w_next => "next",
        Rule::w_no => "no",
        Rule::w_none => "none",
        Rule::w_not => "not",
        Rule::w_now => "now",
        Rule::w_of => "of",
        Rule::w_on => "on",
        Rule::w_once => "once",
        Rule::w_one => "one",
        Rule::w_or => "or",
        Rule::w_otherwise => "otherwise",
        Rule::w_over => "over",
        Rule::w_owner => "owner",
        Rule::w_parts => "parts",
        Rule::w_per => "per",
        Rule::w_points => "points",
        Rule::w_readiness => "readiness",
        Rule::w_ready => "ready",
        Rule::w_record => "record",
        Rule::w_required => "required",
        Rule::w_rising => "rising",
        Rule::w_score => "score",
        Rule::w_scores => "scores",
        Rule::w_split => "split",
        Rule::w_stars => "stars",
        Rule::w_start => "start",
        Rule::w_starts => "starts",
        Rule::w_status => "status",
        Rule::w_table => "table",
        Rule::w_test => "test",
        Rule::w_than => "than",
        Rule::w_then => "then",
        Rule::w_time => "time",
        Rule::w_timezone => "timezone",
        Rule::w_use => "use",
        Rule::w_valid => "valid",
        Rule::w_values => "values",
        Rule::w_weight => "weight",
        Rule::w_when => "when",
        Rule::w_where => "where",
        Rule::w_with => "with",
        Rule::w_within => "within",
        Rule::w_word => "word",
        Rule::w_yes => "yes",
        _ => return None,
    })
}

/// The words that may begin what a rule stands for.
pub(super) fn fitting(rule: Rule) -> Vec<&'static str> {
    match rule {
        Rule::test | Rule::compare | Rule::compare_sign | Rule::test_compare => vec![
            "in",
            "is",
            "not",
            "contains",
            "starts with",
            "ends with",
            "matches",
            "within",
            "before",
            "after",
            "less than",
            "more than",
            "does not contain",
        ],
        Rule::modifier => vec![
            "key",
            "required",
            "column",
            "format",
            "split by",
            "missing",
            "about",
            "as fraction",
        ],
        Rule::and => vec!["and"],
        Rule::or => vec!["or"],
        Rule::then => vec!["then"],
        Rule::clause => CLAUSE_WORDS.to_vec(),
        other => keyword(other).into_iter().collect(),
    }
}

/// What a writer would call a thing that the grammar expects; `None` for what need not be named.
pub(super) fn thing(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::expr | Rule::unary | Rule::tested => "a condition",
        Rule::sum | Rule::product | Rule::factor | Rule::primary | Rule::value | Rule::fallback => {
            "a value"
        }
        Rule::literal | Rule::percent | Rule::odd_date | Rule::money | Rule::spaced_number => {
            "a value"
        }
        Rule::name | Rule::plain_name | Rule::quoted_name | Rule::path => "a name",
        Rule::text | Rule::straight_text | Rule::curly_text | Rule::unclosed_text => {
            "a text in quotes"
        }
        Rule::number | Rule::amount | Rule::bound => "a number",
        Rule::award | Rule::award_amount | Rule::sign => "points such as +20",
        Rule::date => "a date such as 2025-02-20",
        Rule::range | Rule::dots => "a range such as 100..500",
        Rule::list | Rule::several => "a list such as [\"A\", \"B\"]",
        Rule::then | Rule::then_like => "`then`",
        Rule::test | Rule::compare | Rule::compare_sign | Rule::test_compare => {
            "a comparison (such as == or in)"
        }
        Rule::and | Rule::or => "`and`, `or`",
        Rule::unit => "a unit such as days",
        Rule::duration => "a length of time such as 30 days",
        Rule::close_paren | Rule::missing_paren => "`)`",
        Rule::close_bracket | Rule::missing_bracket => "`]`",
        Rule::close_brace
        | Rule::close_group
        | Rule::close_object
        | Rule::missing_brace
        | Rule::missing_group_brace
        | Rule::missing_object_brace => "`}`",
        Rule::type_ | Rule::type_name => "a type such as text, number or date",
        Rule::modifier => "a word such as key, column or format",
        Rule::label => "a name for the band",
        Rule::band_row => "a band such as `Hot from 80`",
        Rule::axis => "a group's name in quotes",
        Rule::match_row | Rule::pattern => "a row such as `\"A\" then +5`",
        Rule::clause => "a clause such as because or limit",
        Rule::setting => "a setting such as limit or ready at",
        Rule::expects | Rule::expect | Rule::what => "`expect` and what should hold",
        Rule::state => "`missing` or `known`",
        Rule::object => "`{`",
        Rule::EOI => "the end",
        other => return keyword(other).map(|_| "a keyword"),
    })
}

/// The words that an item can begin with.
pub(super) const ITEM_WORDS: &[&str] = &[
    "use",
    "model",
    "record",
    "missing values",
    "list",
    "let",
    "group",
    "when",
    "for each",
    "match",
    "disqualify",
    "bands",
    "stars",
    "grid",
    "on",
    "test",
];

/// The words that a clause can begin with.
pub(super) const CLAUSE_WORDS: &[&str] = &[
    "limit",
    "because",
    "valid",
    "owner",
    "code",
    "id",
    "halving",
    "fading",
    "once",
    "first",
    "weight",
    "ready",
    "start",
    "timezone",
    "table",
    "scores",
    "expect",
    "given",
    "then",
    "otherwise",
];

/// Whether a word has a meaning of its own somewhere in a rule.
pub(super) fn is_keyword(word: &str) -> bool {
    let words = ITEM_WORDS.iter().chain(CLAUSE_WORDS).copied();
    let others = ["and", "or", "not", "in", "is", "where", "else", "per", "points", "ago", "if"];
    words.chain(others).any(|it| it == word)
}
