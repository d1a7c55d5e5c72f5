//! Random files.

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::trees::{amount, expr, length, name, node, number, path, range, test_of_it, text, unit};
use crate::ast::*;

pub fn file() -> BoxedStrategy<File> {
    vec(item().prop_map(node), 0..8).prop_map(|items| File { items, ..File::default() }).boxed()
}

fn item() -> BoxedStrategy<ItemKind> {
    prop_oneof![
        text().prop_map(ItemKind::Use),
        model().prop_map(ItemKind::Model),
        record().prop_map(ItemKind::Record),
        vec(text(), 1..6).prop_map(ItemKind::MissingValues),
        (name(), list_source()).prop_map(|(name, source)| ItemKind::List(List { name, source })),
        (name(), of(name()), expr()).prop_map(|(name, record, value)| ItemKind::Let(Let {
            name,
            record,
            value
        })),
        group().prop_map(ItemKind::Group),
        rule().prop_map(ItemKind::Rule),
        (expr(), clauses()).prop_map(|(condition, clauses)| {
            ItemKind::Disqualify(Disqualify { condition, clauses })
        }),
        band_rows().prop_map(ItemKind::Bands),
        vec(amount(), 1..6).prop_map(|it| ItemKind::Stars(Stars::Thresholds(it))),
        (1_u32..9).prop_map(|it| ItemKind::Stars(Stars::Parts(node(it)))),
        vec((text(), band_rows()), 1..3).prop_map(|axes| {
            let axes = axes.into_iter().map(|(group, rows)| GridAxis { group, rows }).collect();
            ItemKind::Grid(Grid { axes })
        }),
        (trigger(), name(), vec((name(), expr()), 0..4))
            .prop_map(|(trigger, name, args)| ItemKind::Action(Action { trigger, name, args })),
        test_item().prop_map(ItemKind::Test),
    ]
    .boxed()
}

fn model() -> BoxedStrategy<Model> {
    let setting = prop_oneof![
        range().prop_map(SettingKind::Limit),
        amount().prop_map(SettingKind::ReadyAt),
        amount().prop_map(SettingKind::StartAt),
        text().prop_map(SettingKind::Timezone),
    ];
    (name(), of(name()), vec(setting.prop_map(node), 0..4))
        .prop_map(|(name, scores, settings)| Model { name, scores, settings })
        .boxed()
}

fn record() -> BoxedStrategy<Record> {
    let field = (name(), type_(), vec(modifier().prop_map(node), 0..4))
        .prop_map(|(name, ty, modifiers)| Field { name, ty, modifiers });
    (name(), vec(text(), 0..3), vec(field, 0..6))
        .prop_map(|(name, tables, fields)| Record { name, tables, fields, unread: Vec::new() })
        .boxed()
}

fn type_() -> BoxedStrategy<Type> {
    let plain = || {
        prop_oneof![
            Just(TypeKind::Text),
            Just(TypeKind::Number),
            Just(TypeKind::Integer),
            Just(TypeKind::Percent),
            Just(TypeKind::Date),
            Just(TypeKind::DateTime),
            Just(TypeKind::YesNo),
            name().prop_map(|it| TypeKind::Record(it.node)),
            Just(TypeKind::Record("String".to_owned())),
        ]
    };
    prop_oneof![
        plain(),
        vec(text(), 0..9).prop_map(TypeKind::OneOf),
        plain().prop_map(|it| TypeKind::ListOf(Box::new(node(it)))),
    ]
    .prop_map(node)
    .boxed()
}

fn modifier() -> BoxedStrategy<ModifierKind> {
    prop_oneof![
        Just(ModifierKind::Key),
        Just(ModifierKind::Time),
        Just(ModifierKind::Required),
        Just(ModifierKind::AsFraction),
        text().prop_map(ModifierKind::Column),
        text().prop_map(ModifierKind::Format),
        text().prop_map(ModifierKind::SplitBy),
        vec(text(), 1..4).prop_map(ModifierKind::Missing),
        text().prop_map(ModifierKind::About),
        name().prop_map(ModifierKind::By),
    ]
    .boxed()
}

fn list_source() -> BoxedStrategy<ListSource> {
    prop_oneof![
        vec(expr(), 0..6).prop_map(|it| ListSource::Values(node(ExprKind::List(it)))),
        text().prop_map(ListSource::File),
    ]
    .boxed()
}

fn group() -> BoxedStrategy<Group> {
    let kind = prop::sample::select(vec![
        GroupKind::Sum,
        GroupKind::FirstMatch,
        GroupKind::Highest,
        GroupKind::Lowest,
    ]);
    let clause =
        prop_oneof![range().prop_map(GroupClause::Limit), amount().prop_map(GroupClause::Weight),];
    (text(), kind, vec(clause, 0..3), vec(rule(), 0..4))
        .prop_map(|(name, kind, clauses, rules)| Group { name, kind, clauses, rules })
        .boxed()
}

fn rule() -> BoxedStrategy<Rule> {
    let row =
        (vec(test_of_it(), 0..4), award(), clauses()).prop_map(|(patterns, award, clauses)| {
            MatchRow { patterns, award, clauses, span: node(()) }
        });
    prop_oneof![
        (expr(), award(), clauses()).prop_map(|(condition, award, clauses)| RuleKind::When {
            condition,
            award,
            clauses
        }),
        (path(), of(expr()), award(), clauses()).prop_map(|(events, filter, award, clauses)| {
            RuleKind::ForEach { events, filter, each: Each::Award(award), clauses }
        }),
        (path(), of(expr()), expr(), vec(row.clone(), 0..5), clauses()).prop_map(
            |(events, filter, subject, rows, clauses)| RuleKind::ForEach {
                events,
                filter,
                each: Each::Match(subject, rows),
                clauses
            }
        ),
        (expr(), vec(row, 0..5), clauses()).prop_map(|(subject, rows, clauses)| RuleKind::Match {
            subject,
            rows,
            clauses
        }),
    ]
    .prop_map(node)
    .boxed()
}

fn award() -> BoxedStrategy<Award> {
    let unit = prop_oneof![Just(AwardUnit::Points), Just(AwardUnit::PercentOfReady)];
    (number(), any::<bool>(), unit, of(expr()))
        .prop_map(|(number, plus, unit, per)| {
            let value: Decimal = if plus { number.value } else { -number.value };
            Award { amount: node(value), spelling: number.spelling, unit, per }
        })
        .boxed()
}

fn clauses() -> BoxedStrategy<Vec<Clause>> {
    let clause = prop_oneof![
        range().prop_map(ClauseKind::Limit),
        text().prop_map(ClauseKind::Because),
        range().prop_map(ClauseKind::Valid),
        text().prop_map(ClauseKind::Owner),
        text().prop_map(ClauseKind::Code),
        name().prop_map(ClauseKind::Id),
        length().prop_map(ClauseKind::Halving),
        length().prop_map(ClauseKind::Fading),
        unit().prop_map(|it| ClauseKind::OncePer(node(it))),
        (1_u32..9).prop_map(|it| ClauseKind::First(node(it))),
    ];
    vec(clause.prop_map(node), 0..4).boxed()
}

fn label() -> BoxedStrategy<Label> {
    prop_oneof![
        name().prop_map(|it| LabelKind::Name(it.node)),
        text().prop_map(|it| LabelKind::Text(it.node)),
        (0_u32..9).prop_map(|it| LabelKind::Number(it.to_string())),
    ]
    .prop_map(node)
    .boxed()
}

fn band_rows() -> BoxedStrategy<Vec<BandRow>> {
    vec((label(), of(amount())).prop_map(|(label, from)| BandRow { label, from }), 1..4).boxed()
}

fn trigger() -> BoxedStrategy<Trigger> {
    prop_oneof![
        label().prop_map(Trigger::Entering),
        label().prop_map(Trigger::Leaving),
        amount().prop_map(Trigger::RisingAbove),
        amount().prop_map(Trigger::FallingBelow),
    ]
    .boxed()
}

fn test_item() -> BoxedStrategy<TestItem> {
    let what = prop_oneof![
        Just(What::Score),
        Just(What::Band),
        Just(What::Stars),
        Just(What::Grid),
        Just(What::Status),
        Just(What::Readiness),
        text().prop_map(What::PointsOf),
    ];
    let expect = prop_oneof![
        (what, test_of_it()).prop_map(|(what, test)| ExpectKind::That(what, test)),
        (any::<bool>(), text()).prop_map(|(negated, rule)| ExpectKind::Fired { negated, rule }),
    ];
    let day = (1_i8..=28).prop_map(|day| node(jiff::civil::date(2025, 2, day)));
    (text(), of(day), pairs(value()), vec(expect.prop_map(node), 1..4))
        .prop_map(|(name, as_of, given, expects)| TestItem {
            name,
            as_of,
            given: node(given),
            expects,
        })
        .boxed()
}

fn pairs(value: BoxedStrategy<Value>) -> BoxedStrategy<Vec<(Name, Value)>> {
    vec((name(), value), 0..4).boxed()
}

fn value() -> BoxedStrategy<Value> {
    expr()
        .prop_map(|it| node(ValueKind::One(it)))
        .prop_recursive(2, 8, 3, |inner| {
            prop_oneof![
                vec(inner.clone(), 0..4).prop_map(ValueKind::Several),
                pairs(inner.boxed()).prop_map(ValueKind::Record),
            ]
            .prop_map(node)
        })
        .boxed()
}
