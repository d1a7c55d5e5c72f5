//! temp
fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let mut s = leadscore::source::Sources::new();
    let id = s.add(leadscore::source::SourceFile::new(path, text.clone()));
    let t = std::time::Instant::now();
    let p = leadscore::syntax::parse(id, &text);
    eprintln!("{:?}", t.elapsed());
    for d in &p.diagnostics {
        eprint!("{}", leadscore::diagnostic::render(d, &s, leadscore::diagnostic::Style::PLAIN));
    }
    println!("{} items", p.file.items.len());
    if std::env::args().nth(2).is_some() {
        println!("{:#?}", p.file);
    }
}
