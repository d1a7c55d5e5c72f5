//! Cases of models about several tables.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use leadscore::ir::{Program, Value};
use leadscore::sql::{self, Dialect};
use proptest::strategy::Strategy;

use crate::engine::{Engine, Table};
use crate::{check, options, programs_or, runner};

/// A program, the tables of a warehouse, and the same as leads with all that is related to them.
pub struct Case {
    pub program: Program,
    pub tables: Vec<Table>,
    pub leads: Vec<Vec<Value>>,
}

/// Compares cases on one engine; `programs` of them if nothing else is asked for.
pub fn agree_on<S: Strategy>(
    about: &str,
    name: &str,
    dialect: Dialect,
    programs: u32,
    strategy: &S,
    case: impl Fn(S::Value) -> Case,
) {
    let Some(engine) = Engine::start(name) else { return };
    let programs = programs_or(programs);
    let version = engine.version.clone();
    let engine = RefCell::new(engine);
    let (compared, refused) = (Cell::new(0_u32), RefCell::new(BTreeMap::<String, u32>::new()));
    let result = runner(programs).run(strategy, |made| {
        let Case { program, tables, leads } = case(made);
        let statement = match sql::compile(&program, &options(dialect)) {
            Ok(statement) => statement,
            Err(said) => {
                for it in said.refusals {
                    *refused.borrow_mut().entry(it.message).or_default() += 1;
                }
                return Ok(());
            }
        };
        for table in &tables {
            engine.borrow_mut().table(table);
        }
        compared.set(compared.get() + 1);
        check(&mut engine.borrow_mut(), &program, &statement, &leads)
    });
    if let Err(error) = result {
        panic!("{version}: {error}");
    }
    println!("{version}: {} programs about {about} compared, 0 disagreements", compared.get());
    for (reason, count) in refused.borrow().iter() {
        println!("  refused {count} times: {reason}");
    }
    assert!(compared.get() * 2 > programs, "most programs can be compiled");
}
