//! Random conditions and values: whatever the grammar can express, with nasty names and texts.

use jiff::civil;
use jiff::tz::Offset;
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::ast::*;
use crate::source::Span;

pub fn node<T>(node: T) -> Node<T> {
    Node::new(node, Span::default())
}

pub fn name() -> BoxedStrategy<Name> {
    let known = prop::sample::select(vec![
        "industry",
        "and",
        "OR",
        "Not",
        "in",
        "is",
        "then",
        "where",
        "when",
        "if",
        "yes",
        "No",
        "true",
        "FALSE",
        "missing",
        "word",
        "on",
        "score",
        "any",
        "all",
        "none",
        "of",
        "points",
        "per",
        "otherwise",
        "before",
        "within",
        "contains",
        "matches",
        "equals",
        "eq",
        "does",
        "starts",
        "to",
        "limit",
        "first",
        "id",
        "fired",
        "expect",
        "from",
        "for",
        "each",
        "list",
        "match",
        "group",
        "entering",
        "key",
        "text",
        "one",
        "list of",
        "Annual Revenue",
        "a#b",
        "a\"b",
        "„x“",
        "it's",
        "град",
        "价格",
        "ราคาต่ำ",
        "café",
        "_",
        "x1",
        "1x",
        "a.b",
        " ",
        "k",
        "visits",
        "t",
        "a-b",
        "{",
        "ﬁ",
        "ß",
    ]);
    known.prop_map(|it| node(it.to_owned())).boxed()
}

pub fn text() -> BoxedStrategy<Text> {
    let known = prop::sample::select(vec![
        "",
        "DE",
        "a \"b\"",
        "\\",
        "ends with \\",
        "# no comment",
        "{first_name}",
        "then +20",
        "“curly”",
        "«»",
        "'",
        "`",
        "Фирма София",
        "制造业",
        "cafe\u{301}",
        " blank ",
        "]",
        "\t",
        "a rather long text that makes its line too long together with another one of its kind",
    ]);
    known.prop_map(|it| node(it.to_owned())).boxed()
}

/// A regular expression; odd quotes in the source allow bare `"` and a backslash at the end.
fn regex() -> BoxedStrategy<Text> {
    "[a-z.*\\\\\"»']{0,6}".prop_map(node).boxed()
}

pub fn path() -> BoxedStrategy<Vec<Name>> {
    prop::collection::vec(name(), 1..3).boxed()
}

/// Without a sign.
pub fn number() -> BoxedStrategy<Number> {
    let whole = (0_i64..10_000).prop_map(|it| (Decimal::from(it), it.to_string()));
    let fraction = (0_i64..10_000).prop_map(|it| {
        let value = Decimal::new(it, 2);
        (value, value.to_string())
    });
    let short = (1_i64..100).prop_map(|it| (Decimal::from(it * 1000), format!("{it}k")));
    let long = (1_i64..100).prop_map(|it| (Decimal::from(it * 1000), format!("{it}_000")));
    prop_oneof![whole, fraction, short, long]
        .prop_map(|(value, spelling)| Number { value, spelling })
        .boxed()
}

fn signed() -> BoxedStrategy<Number> {
    (number(), any::<bool>())
        .prop_map(|(number, negative)| {
            if !negative {
                return number;
            }
            Number { value: -number.value, spelling: format!("-{}", number.spelling) }
        })
        .boxed()
}

fn date() -> BoxedStrategy<civil::Date> {
    (1990_i16..2100, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| civil::date(y, m, d)).boxed()
}

fn datetime() -> BoxedStrategy<ExprKind> {
    let clock = (0_i8..24, 0_i8..60, prop_oneof![Just(0_i8), 0_i8..60]);
    let nanos = prop_oneof![Just(0), Just(500_000_000), 0..1_000_000_000];
    let offset = prop::option::of((-24_i32..24).prop_map(|it| it * 1800));
    (date(), clock, nanos, offset)
        .prop_map(|(date, (h, m, s), nanos, offset)| {
            let at = date.at(h, m, s, nanos);
            ExprKind::DateTime(at, offset.map(|it| Offset::from_seconds(it).unwrap()))
        })
        .boxed()
}

/// A number with a sign, perhaps of percent.
pub fn amount() -> BoxedStrategy<Expr> {
    prop_oneof![
        signed().prop_map(|it| node(ExprKind::Number(it))),
        signed().prop_map(|it| node(ExprKind::Percent(it))),
    ]
    .boxed()
}

pub fn range() -> BoxedStrategy<Range> {
    let bound = || {
        prop_oneof![
            3 => amount(),
            1 => date().prop_map(|it| node(ExprKind::Date(it))),
            1 => datetime().prop_map(node),
        ]
    };
    let ends = prop_oneof![
        (bound(), bound()).prop_map(|(from, to)| (Some(from), Some(to))),
        bound().prop_map(|it| (Some(it), None)),
        bound().prop_map(|it| (None, Some(it))),
    ];
    (ends, any::<bool>())
        .prop_map(|((from, to), excluded)| node(RangeKind { from, to, excluded }))
        .boxed()
}

fn literal() -> BoxedStrategy<Expr> {
    prop_oneof![
        text().prop_map(|it| ExprKind::Text(it.node)),
        number().prop_map(ExprKind::Number),
        number().prop_map(ExprKind::Percent),
        date().prop_map(ExprKind::Date),
        datetime(),
    ]
    .prop_map(node)
    .boxed()
}

fn single() -> BoxedStrategy<Expr> {
    prop_oneof![
        any::<bool>().prop_map(ExprKind::YesNo),
        Just(ExprKind::Missing),
        name().prop_map(|it| ExprKind::Name(vec![it])),
    ]
    .prop_map(node)
    .boxed()
}

fn fallback() -> BoxedStrategy<Expr> {
    prop_oneof![
        literal(),
        single(),
        amount(),
        text().prop_map(|it| negative_of(ExprKind::Text(it.node)))
    ]
    .boxed()
}

fn negative_of(inner: ExprKind) -> Expr {
    node(ExprKind::Negative(Box::new(node(inner))))
}

pub fn length() -> BoxedStrategy<Node<Duration>> {
    (1_u32..400, unit()).prop_map(|(count, unit)| node(Duration { count, unit })).boxed()
}

pub fn unit() -> BoxedStrategy<Unit> {
    prop::sample::select(vec![
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::Week,
        Unit::Month,
        Unit::Quarter,
        Unit::Year,
    ])
    .boxed()
}

pub fn expr() -> BoxedStrategy<Expr> {
    let leaf = prop_oneof![
        literal(),
        single(),
        amount(),
        path().prop_map(|it| node(ExprKind::Name(it))),
        (name(), prop::option::of(path()))
            .prop_map(|(model, through)| node(ExprKind::ScoreOf { model, through })),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let boxed = || inner.clone().prop_map(Box::new);
        let operands = prop::collection::vec(inner.clone(), 2..5);
        let op = prop_oneof![Just(LogicalOp::And), Just(LogicalOp::Or)];
        let args = prop::collection::vec(
            (any::<bool>(), inner.clone(), prop::option::of(inner.clone())).prop_map(
                |(distinct, value, filter)| {
                    // `distinct (a)` would be a call.
                    let distinct = distinct && matches!(value.node, ExprKind::Name(_));
                    Arg { distinct, value, filter }
                },
            ),
            0..3,
        );
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(ExprKind::List),
            boxed().prop_map(negative),
            (boxed(), fallback()).prop_map(|(it, or)| ExprKind::Default(it, Box::new(or))),
            arithmetic(inner.clone(), ArithmeticOp::Add, ArithmeticOp::Subtract),
            arithmetic(inner.clone(), ArithmeticOp::Multiply, ArithmeticOp::Divide),
            (name(), args).prop_map(|(name, args)| ExprKind::Call(name, args)),
            boxed().prop_map(ExprKind::Not),
            (op, operands).prop_map(|(op, operands)| {
                ExprKind::Logical(op, operands.into_iter().map(condition).collect())
            }),
            // `name == yes` is read as `name`, so no tree holds it.
            (boxed(), test(inner.clone())).prop_map(|(it, test)| match (&it.node, &test.node) {
                (ExprKind::Name(_), TestKind::Compare(op, right))
                    if op.node == CompareOp::Equal && right.node == ExprKind::YesNo(true) =>
                {
                    it.node
                }
                _ => ExprKind::Test(it, test),
            }),
            (any::<bool>(), path(), boxed()).prop_map(|(any, events, filter)| {
                ExprKind::Quantified { any, events, filter: Some(filter) }
            }),
        ]
        .prop_map(node)
    })
    .boxed()
}

/// A number takes its minus sign to itself.
fn negative(inner: Box<Expr>) -> ExprKind {
    match inner.node {
        ExprKind::Number(ref it) | ExprKind::Percent(ref it) if !it.spelling.starts_with('-') => {
            inner.node
        }
        _ => ExprKind::Negative(inner),
    }
}

/// A plain value beside `and` is a mistake that the parser reports, and so is one behind `not` there. In a list it may stand.
fn condition(expr: Expr) -> Expr {
    match expr.node {
        ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Percent(_) | ExprKind::Date(_) => {
            node(ExprKind::List(vec![expr]))
        }
        ExprKind::Not(denied) => node(ExprKind::Not(Box::new(match denied.node {
            ExprKind::Not(_) => *denied,
            _ => condition(*denied),
        }))),
        _ => expr,
    }
}

fn arithmetic(
    inner: BoxedStrategy<Expr>,
    one: ArithmeticOp,
    other: ArithmeticOp,
) -> BoxedStrategy<ExprKind> {
    let op = prop_oneof![Just(one), Just(other)].prop_map(node);
    let rest = prop::collection::vec((op, inner.clone()), 1..4);
    (inner, rest).prop_map(|(first, rest)| ExprKind::Arithmetic(Box::new(first), rest)).boxed()
}

pub fn test(inner: BoxedStrategy<Expr>) -> BoxedStrategy<Test> {
    let boxed = || inner.clone().prop_map(Box::new);
    let set =
        prop_oneof![boxed(), range().prop_map(|it| Box::new(node(ExprKind::Range(Box::new(it)))))];
    let compare = prop::sample::select(vec![
        CompareOp::Equal,
        CompareOp::NotEqual,
        CompareOp::Less,
        CompareOp::LessOrEqual,
        CompareOp::Greater,
        CompareOp::GreaterOrEqual,
    ]);
    let op = prop::sample::select(vec![
        TextOp::Contains,
        TextOp::ContainsWord,
        TextOp::StartsWith,
        TextOp::EndsWith,
    ]);
    let quantifier = prop::sample::select(vec![
        Quantifier::One,
        Quantifier::AnyOf,
        Quantifier::AllOf,
        Quantifier::NoneOf,
    ]);
    let window = prop::sample::select(vec![
        Window::WithinLast,
        Window::WithinNext,
        Window::LessThanAgo,
        Window::MoreThanAgo,
        Window::LessThanFromNow,
        Window::MoreThanFromNow,
    ]);
    let state = prop_oneof![Just(State::Missing), Just(State::Known)];
    let words = (any::<bool>(), op, quantifier, boxed());
    prop_oneof![
        (compare.prop_map(node), boxed()).prop_map(|(op, right)| TestKind::Compare(op, right)),
        (any::<bool>(), set).prop_map(|(negated, set)| TestKind::In { negated, set }),
        words.prop_map(|(negated, op, quantifier, right)| {
            TestKind::Words { negated, op, quantifier, right }
        }),
        (any::<bool>(), regex())
            .prop_map(|(negated, pattern)| TestKind::Matches { negated, pattern }),
        (any::<bool>(), state).prop_map(|(negated, state)| TestKind::Is { negated, state }),
        (any::<bool>(), boxed())
            .prop_map(|(negated, right)| TestKind::IsExactly { negated, right }),
        (window, length()).prop_map(|(window, length)| TestKind::Relative(window, length)),
        boxed().prop_map(TestKind::Before),
        boxed().prop_map(TestKind::After),
        boxed().prop_map(TestKind::On),
    ]
    .prop_map(node)
    .boxed()
}

/// What a row of a `match` or an expectation asks.
pub fn test_of_it() -> BoxedStrategy<Expr> {
    test(expr()).prop_map(|test| node(ExprKind::Test(Box::new(node(ExprKind::It)), test))).boxed()
}
