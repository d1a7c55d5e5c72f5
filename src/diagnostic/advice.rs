use super::{Applicability, Diagnostic};

impl Diagnostic {
    /// What to do about it, line by line: the help, then the numbered choices that a person has.
    pub(crate) fn advice(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.help.iter().cloned().collect();
        let choices = self.choices();
        if choices.len() > 1 {
            let numbered = choices.iter().enumerate();
            lines.extend(numbered.map(|(index, choice)| format!("({}) {choice}", index + 1)));
        } else if lines.is_empty() {
            lines.extend(self.suggestions.first().map(|it| it.message.clone()));
        }
        lines
    }

    /// The message, followed by what to do about it.
    pub(crate) fn with_advice(&self, between: &str) -> String {
        let mut lines = vec![self.message.clone()];
        lines.extend(self.advice());
        lines.join(between)
    }

    /// The suggestions of which a person chooses one.
    pub(crate) fn choices(&self) -> Vec<&str> {
        let offered =
            self.suggestions.iter().filter(|it| it.applicability == Applicability::Offered);
        offered.map(|it| it.message.as_str()).collect()
    }
}
