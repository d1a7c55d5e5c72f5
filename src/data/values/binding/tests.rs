use super::*;
use crate::ir::Type;

fn record() -> Record {
    let mut id = Field::new("id", Type::Text);
    id.key = true;
    let mut employees = Field::new("employees", Type::Integer);
    employees.column = "Number of Employees".to_owned();
    let mut email = Field::new("email", Type::Text);
    email.required = true;
    let fields = vec![
        id,
        employees,
        Field::new("град", Type::Text),
        email,
        Field::new("unused", Type::Text),
    ];
    Record::new("Lead", fields)
}

fn header(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

const USED: [FieldId; 2] = [FieldId(1), FieldId(2)];

#[test]
fn columns_are_found_in_any_case_and_order() {
    let header = header(&["ГРАД", "number of employees", "x", "Email", "ID"]);
    let (binding, findings) = Binding::of_header(&record(), &USED, &header, false);
    assert!(findings.is_empty(), "an unused field may be absent: {findings:?}");
    assert_eq!(binding.columns(), [Some(4), Some(1), Some(0), Some(3)]);
    assert_eq!(binding.column(FieldId(4)), None);
}

#[test]
fn an_absent_column_says_how_to_mend_it() {
    for (name, hint) in [
        ("Employees Number Of", "There is \"Employees Number Of\""),
        ("number_of_employees", "There is \"number_of_employees\""),
        ("Nunber of Employees", "There is \"Nunber of Employees\""),
        ("Number of all Employees", "There is \"Number of all Employees\""),
        ("Staff", "The data have the columns \"id\", \"град\", \"email\", \"Staff\"."),
    ] {
        let header = header(&["id", "град", "email", name]);
        let (binding, findings) = Binding::of_header(&record(), &USED, &header, false);
        assert_eq!(binding.column(FieldId(1)), None);
        let [finding] = findings.as_slice() else { panic!("{findings:?}") };
        assert!(finding.is_error());
        assert_eq!(
            finding.message,
            "The data have no column \"Number of Employees\" for the field employees."
        );
        let help = finding.help.as_deref().unwrap();
        assert!(help.contains(hint), "{help}");
        assert!(help.contains("column \""), "{help}");
        assert!(help.ends_with("use --allow-missing-columns."), "{help}");
    }
}

#[test]
fn allowed_columns_only_warn() {
    let (_, findings) = Binding::of_header(&record(), &USED, &header(&["id", "email"]), true);
    assert_eq!(findings.len(), 2);
    assert!(findings.iter().all(|finding| !finding.is_error()));
    assert_eq!(
        findings[1].message,
        "The data have no column \"град\"; it counts as missing everywhere."
    );
}

#[test]
fn a_key_column_is_needed_for_the_results() {
    let header = header(&["Number of Employees", "град", "email"]);
    let (_, findings) = Binding::of_header(&record(), &USED, &header, false);
    assert_eq!(findings.len(), 1);
    assert!(findings[0].message.contains("\"id\""));
}

#[test]
fn keys_are_learnt_and_absent_ones_named() {
    let record = record();
    let mut binding = Binding::of_keys(&record, &USED);
    for _ in 0..2 {
        assert_eq!(binding.places_of_key("NUMBER OF EMPLOYEES"), [1]);
        assert_eq!(binding.places_of_key("id"), [0]);
        assert!(binding.places_of_key("E-mail").is_empty());
    }
    let findings = binding.absent_keys(&record, &Spot::default());
    let told: Vec<_> =
        findings.iter().map(|it| (it.message.as_str(), it.help.as_deref().unwrap())).collect();
    assert_eq!(
        told,
        [
            (
                "No record has \"град\", so it counts as missing everywhere.",
                "The keys that no field reads are \"E-mail\"."
            ),
            (
                "No record has \"email\", so it counts as missing everywhere.",
                "There is \"E-mail\". If that is the one, add column \"E-mail\" to the field in the schema."
            ),
        ]
    );
    assert!(findings.iter().all(|it| it.code == codes::ABSENT_KEY && !it.is_error()));
}
