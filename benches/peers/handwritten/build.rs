//! Writes the rules as Rust.

use std::path::PathBuf;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    for rules in [50, 500, 5_000] {
        let text = model::print::rust::print(&model::draw::model(rules));
        std::fs::write(folder.join(format!("rules_{rules}.rs")), text)
            .expect("the folder is there");
    }
}
