//! leadscore
pub mod ast;
pub mod check;
pub mod cli;
pub mod data;
pub mod diagnostic;
pub mod eval;
pub mod functions;
pub mod ir;
pub mod project;
pub mod source;
pub mod syntax;
pub mod testing;
