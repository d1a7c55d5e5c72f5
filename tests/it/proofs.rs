//! What is proved about rules holds for every lead, and what a witness claims is so.

use leadscore::analyze::{
    Bounds, Budget, Found, Of, Space, Verdict, bounds, compare, of_bands, reachable, satisfy,
};
use leadscore::eval::Scorer;
use leadscore::ir::{Body, GroupId, Points, Program, Value};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::generate::{RECORD, as_of, condition, lead, model};
use crate::support::{program, repository};

/// How many models are tried.
fn models() -> u32 {
    std::env::var("PROOF_MODELS").ok().and_then(|it| it.parse().ok()).unwrap_or(120)
}

/// A small budget: what it leaves open is as interesting as what it decides.
const BUDGET: Budget = Budget(20_000);

fn run<S: Strategy>(strategy: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let mut runner = TestRunner::new(Config { cases: models(), ..Config::default() });
    if let Err(error) = runner.run(&strategy, test) {
        panic!("{error}");
    }
}

#[test]
fn what_is_impossible_never_happens_and_a_witness_shows_it() {
    let leads = proptest::collection::vec(lead(), 40);
    let tally = std::cell::RefCell::new([0; 3]);
    run((condition(), leads), |(condition, leads)| {
        let program = program(&format!("{RECORD}when {condition} then +1\n"));
        let Body::When(cond, _) = &program.rules[0].body else { panic!("a rule") };
        let space = Space::new(&program, as_of());
        let logic = space.condition(cond).unwrap();
        let scorer = Scorer::new(&program, as_of());
        let fires = |lead: &[Value]| scorer.score(lead).score == Points::from_hundredths(100);
        match satisfy(&space, &logic, BUDGET) {
            Found::Witness(lead) => {
                tally.borrow_mut()[0] += 1;
                prop_assert!(fires(&lead.values), "{}", lead.line(&program, space.clock()));
            }
            Found::Impossible => {
                tally.borrow_mut()[1] += 1;
                prop_assert!(!leads.iter().any(|it| fires(it)), "{}", condition);
            }
            Found::Undecided => tally.borrow_mut()[2] += 1,
        }
        Ok(())
    });
    println!("found, impossible, undecided: {:?}", tally.borrow());
}

fn score(program: &Program, lead: &[Value]) -> Points {
    Scorer::new(program, as_of()).score(lead).score
}

#[test]
fn every_score_is_reachable() {
    let leads = proptest::collection::vec(lead(), 40);
    let tally = std::cell::RefCell::new([0; 2]);
    run((model(), leads), |(model, leads)| {
        let program = program(&model.text());
        let space = Space::new(&program, as_of());
        let all = reachable(&space, Of::Total, None, BUDGET);
        tally.borrow_mut()[usize::from(all.is_none())] += 1;
        let Some(all) = all else { return Ok(()) };
        for lead in &leads {
            let score = score(&program, lead);
            prop_assert!(all.meets(score, score), "{score} {lead:?}\n{}", model.text());
        }
        Ok(())
    });
    println!("told, not told: {:?}", tally.borrow());
}

#[test]
fn no_lead_passes_a_bound_and_its_witness_reaches_it() {
    let leads = proptest::collection::vec(lead(), 40);
    let tally = std::cell::RefCell::new([0; 2]);
    run((model(), leads), |(model, leads)| {
        let program = program(&model.text());
        let space = Space::new(&program, as_of());
        let all = bounds(&space, Of::Total, None, BUDGET).unwrap();
        for (bound, sign) in [(&all.least, -1), (&all.greatest, 1)] {
            tally.borrow_mut()[usize::from(!bound.is_exact())] += 1;
            let Some(points) = bound.points else { continue };
            for lead in &leads {
                let reached = score(&program, lead).hundredths();
                prop_assert!(sign * reached <= sign * points.hundredths(), "{points} {lead:?}");
            }
            if let Some(witness) = &bound.witness {
                prop_assert_eq!(score(&program, &witness.values), points);
            }
        }
        Ok(())
    });
    println!("exact, not exact: {:?}", tally.borrow());
}

/// However short a search is, what it says of the score and of each group holds.
#[test]
fn a_bound_holds_however_short_the_search_is() {
    let leads = proptest::collection::vec(lead(), 40);
    let tally = std::cell::RefCell::new([0; 2]);
    run((model(), leads), |(model, leads)| {
        let program = program(&model.text());
        let space = Space::new(&program, as_of());
        let scorer = Scorer::new(&program, as_of());
        let groups = (0..).map(GroupId).take(program.groups.len());
        let asked =
            groups.flat_map(|it| [Of::Group(it), Of::Rules(it)]).chain([Of::Total, Of::Sum]);
        for of in asked {
            let told = |lead: &[Value]| {
                let outcome = scorer.score(lead);
                match of {
                    Of::Total => outcome.score,
                    Of::Sum => outcome.sum,
                    Of::Group(id) => outcome.groups[id.0 as usize].points,
                    Of::Rules(id) => outcome.groups[id.0 as usize].sum,
                }
            };
            let all = bounds(&space, of, None, Budget(3)).unwrap();
            for (bound, sign) in [(&all.least, -1), (&all.greatest, 1)] {
                tally.borrow_mut()[usize::from(!bound.is_exact())] += 1;
                let Some(points) = bound.points else { continue };
                let reached = leads.iter().map(|it| sign * told(it).hundredths()).max().unwrap();
                prop_assert!(
                    reached <= sign * points.hundredths(),
                    "{of:?} {points}\n{}",
                    model.text()
                );
                if let Some(witness) = &bound.witness {
                    prop_assert_eq!(told(&witness.values), points);
                }
            }
        }
        Ok(())
    });
    println!("exact, not exact: {:?}", tally.borrow());
}

/// No lead of a band has less or more than is said, and a band that nobody reaches has no lead.
#[test]
fn bounds_of_bands_hold_and_their_witnesses_reach_them() {
    let leads = proptest::collection::vec(lead(), 60);
    let tally = std::cell::RefCell::new([0; 2]);
    run((model(), leads), |(model, leads)| {
        let program = program(&model.text());
        let space = Space::new(&program, as_of());
        let scorer = Scorer::new(&program, as_of());
        let all = of_bands(&space, BUDGET).bands;
        let all: Vec<Option<Bounds>> = all.into_iter().map(|it| it.bounds).collect();
        for lead in &leads {
            let outcome = scorer.score(lead);
            let Some(band) = outcome.band else { continue };
            let Some(bounds) = &all[band] else {
                prop_assert!(false, "{} is out of reach\n{}", outcome.score, model.text());
                continue;
            };
            prop_assert!(bounds.least.points.is_none_or(|it| it <= outcome.score));
            prop_assert!(bounds.greatest.points.is_none_or(|it| it >= outcome.score));
        }
        for (band, bounds) in all.iter().enumerate() {
            for bound in bounds.iter().flat_map(|it| [&it.least, &it.greatest]) {
                tally.borrow_mut()[usize::from(!bound.is_exact())] += 1;
                let Some(witness) = &bound.witness else { continue };
                let outcome = scorer.score(&witness.values);
                prop_assert_eq!((Some(outcome.score), outcome.band), (bound.points, Some(band)));
            }
        }
        Ok(())
    });
    println!("exact, not exact: {:?}", tally.borrow());
}

/// Hundreds of rules that hang together are no harder to tell about than a few.
#[test]
fn the_bounds_of_many_rules_over_many_columns_are_exact() {
    let text = std::fs::read_to_string(repository("benches/proofs/wide.score")).unwrap();
    let program = program(&text);
    let space = Space::new(&program, as_of());
    let points = |it: i64| Points::rounded(it.into());
    // A group, and the score, in which a limit holds one of the groups back.
    for (of, ends) in [(Of::Group(GroupId(1)), (-52, 473)), (Of::Total, (-79, 1836))] {
        let all = bounds(&space, of, None, Budget::USUAL).unwrap();
        assert!(all.least.is_exact() && all.greatest.is_exact());
        assert_eq!((all.least.points, all.greatest.points), (points(ends.0), points(ends.1)));
    }
}

/// Points for what is calculated from a field have an end where the field has one.
#[test]
fn what_is_calculated_from_a_field_has_its_ends() {
    let cases = [
        ("when days_since(d) in 0..30 then -1 per days_since(d)", Some(-30), Some(0)),
        ("when m > 3 then -2 per (m - 3) limit -30..", Some(-30), Some(0)),
        ("when m > 3 then -1 per (m - 3)", None, Some(0)),
        ("when m in 3..10 then +1 per (20 - m)", Some(0), Some(17)),
        ("when d is known then -1 per days_since(d) limit -20..0", Some(-20), Some(0)),
        ("when days_since(d) in 0..70 then -1 per (days_since(d) / 7)", Some(-10), Some(0)),
        ("when m in 3..100 then +3 per round(m / 7)", Some(0), Some(42)),
        ("when m in 3..100 then +2 per max(m / 10, 4)", Some(0), Some(20)),
        ("when m > 3 then -1 per (m / 8) limit -9..", Some(-9), Some(0)),
        ("when m in 3..100 then +1 per (100 - m * 3)", Some(-200), Some(91)),
        // Nothing is turned round that is not calculated from numbers or days.
        ("when t is known then +1 per length(t) limit 0..20", Some(0), Some(20)),
    ];
    for (rule, least, greatest) in cases {
        let program = program(&format!("{RECORD}{rule}\n"));
        let space = Space::new(&program, as_of());
        let all = bounds(&space, Of::Total, None, Budget::USUAL).unwrap();
        let points = |it: Option<i64>| it.and_then(|it| Points::rounded(it.into()));
        assert_eq!(all.least.points, points(least), "{rule}");
        assert_eq!(all.greatest.points, points(greatest), "{rule}");
        for end in [all.least, all.greatest].iter().filter(|it| it.points.is_some()) {
            assert!(end.is_exact() || rule.contains("length"), "{rule}");
        }
    }
}

#[test]
fn versions_that_are_said_to_be_equal_are_and_changes_happen() {
    let leads = proptest::collection::vec(lead(), 40);
    let tally = std::cell::RefCell::new([0; 3]);
    run((model(), condition(), leads), |(old, condition, leads)| {
        let mut new = old.clone();
        let rule = &mut new.groups[0].rules[0];
        if let Some((when, then)) =
            rule.strip_prefix("when ").and_then(|it| it.split_once(" then "))
        {
            *rule = format!("when ({when}) or ({condition}) then {then}");
        }
        new.groups[0].rules.rotate_left(1);
        let (old, new) = (program(&old.text()), program(&new.text()));
        let difference = compare(&old, &new, as_of(), BUDGET);
        let moved = |lead: &[Value]| score(&new, lead) - score(&old, lead);
        for lead in &leads {
            let points = moved(lead);
            prop_assert!(difference.rise.most.is_none_or(|it| points <= it));
            prop_assert!(difference.fall.most.is_none_or(|it| points >= it));
        }
        for change in [&difference.rise.change, &difference.fall.change].into_iter().flatten() {
            prop_assert_eq!(moved(&change.old.values), change.points());
            prop_assert!(change.points() != Points::ZERO);
        }
        let place = match difference.verdict {
            Verdict::Equal => {
                for lead in &leads {
                    let rating = |it| Scorer::new(it, as_of()).score(lead).rating();
                    prop_assert_eq!(rating(&old), rating(&new));
                }
                0
            }
            Verdict::Different => 1,
            Verdict::Undecided => 2,
        };
        tally.borrow_mut()[place] += 1;
        Ok(())
    });
    println!("equal, different, undecided: {:?}", tally.borrow());
}

/// Points along one column that two sums share: a group's limit holds one while the other one still rises, so the most
/// lies between the places at which tests change.
#[test]
fn the_most_may_lie_between_two_marks() {
    let text = |each: i64, most: i64| {
        format!(
            "{RECORD}group \"G\" weight 1.5 limit -3..{most} {{\n  when m is known then +{each} per m\n}}\nwhen m > 0 then +1\n"
        )
    };
    let (old, new) = (program(&text(1, 8)), program(&text(4, 28)));
    let difference = compare(&old, &new, as_of(), Budget::USUAL);
    // 5 of something: 1.5 × 20 is held at 28, and 1.5 × 5 = 7.5 is not held yet.
    assert_eq!(difference.rise.most, Points::rounded("20.5".parse().unwrap()));
    assert!(difference.rise.is_exact());

    let program = program(&format!(
        "{RECORD}group \"Up\" limit ..10 {{\n  when m is known then +3 per m\n}}\ngroup \"Down\" limit -20..0 {{\n  when m is known then -2 per m\n}}\n"
    ));
    let space = Space::new(&program, as_of());
    let all = bounds(&space, Of::Total, None, Budget::USUAL).unwrap();
    // 3 of something: 9 − 6; a fourth gives one point less than it takes.
    assert_eq!(all.greatest.points, Points::rounded(3.into()));
    assert!(all.greatest.is_exact());
}

/// A group of which only one rule counts is taken as a whole when a rule of it cannot be put in order; the column along
/// which that rule measures is still asked by others.
#[test]
fn a_group_taken_as_a_whole_hides_no_value() {
    let program = program(&format!(
        "{RECORD}group \"Best\" highest limit ..0 {{\n  match sum(k) {{ 0..4 then +0 per n  otherwise then +1 }}\n}}\nmatch n {{ -5..-1 then +2  otherwise then +0 }}\n"
    ));
    let space = Space::new(&program, as_of());
    let all = bounds(&space, Of::Total, None, Budget::USUAL).unwrap();
    assert!(all.greatest.points.is_none_or(|it| it >= Points::rounded(2.into()).unwrap()));
}
