//! The registry of codes. A code is stable: it keeps its meaning for ever and is never used again.
//!
//! | range | stage |
//! |---|---|
//! | `E01xx` | syntax: how a file is written |
//! | `E02xx` | names: fields, lists, records, files |
//! | `E03xx` | types: what fits what |
//! | `E04xx` | values: single numbers, texts, dates, ranges |
//! | `E05xx` | logic: how the parts of a model go together |
//! | `D06xx` | data: the leads' own files |
//! | `W07xx` | lints: runs, but probably not as meant |
//! | `E072x` | actions: what other tools are told |
//! | `W073x` | what comments allow |
//! | `W08xx` | lints that need a proof |
//! | `C09xx` | compiling: what another program cannot say |

/// A stable code with a title and a page.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code {
    /// For example `E0201`.
    pub id: &'static str,
    /// A few words that name the kind of mistake.
    pub title: &'static str,
    /// The page in Markdown: meaning, a wrong example, the right one, and why.
    pub page: &'static str,
    /// The name by which rules and settings speak of it, if it is a lint: `always-true`.
    pub lint: Option<&'static str>,
}

impl Code {
    /// The address of the page, for readers of reports that do not have leadscore at hand.
    ///
    /// ```
    /// use leadscore::diagnostic::codes;
    /// assert!(codes::UNCLOSED_TEXT.url().ends_with("/docs/errors/E0102.md"));
    /// assert!(codes::ALWAYS_TRUE.url().ends_with("/docs/lints/always-true.md"));
    /// ```
    #[must_use]
    pub fn url(self) -> String {
        let docs = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs");
        match self.lint {
            Some(name) => format!("{docs}/lints/{name}.md"),
            None => format!("{docs}/errors/{}.md", self.id),
        }
    }

    /// What it means: the first paragraph of its page, on one line.
    #[must_use]
    pub fn summary(self) -> String {
        let mut paragraphs = self.page.split("\n\n").map(str::trim);
        let first = paragraphs.find(|it| !it.is_empty() && !it.starts_with('#'));
        first.unwrap_or(self.title).lines().collect::<Vec<_>>().join(" ")
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

macro_rules! codes {
    ($($name:ident = $id:ident $title:literal $(as $lint:literal)?;)*) => {
        $(
            #[doc = $title]
            pub const $name: Code = Code {
                id: stringify!($id),
                title: $title,
                page: codes!(@page $id $($lint)?),
                lint: codes!(@lint $($lint)?),
            };
        )*
        /// Every code, in order.
        pub const ALL: &[Code] = &[$($name),*];
    };
    (@page $id:ident) => { include_str!(concat!("../../docs/errors/", stringify!($id), ".md")) };
    (@page $id:ident $lint:literal) => { include_str!(concat!("../../docs/lints/", $lint, ".md")) };
    (@lint) => { None };
    (@lint $lint:literal) => { Some($lint) };
}

codes! {
    UNEXPECTED = E0101 "Something here does not fit";
    UNCLOSED_TEXT = E0102 "A text never ends";
    UNCLOSED_BRACKET = E0103 "A bracket is never closed";
    STRAY_BRACKET = E0104 "A bracket closes nothing";
    UNKNOWN_ITEM = E0105 "A line begins with no word that leadscore knows";
    TOO_DEEP = E0106 "Nested too deeply";
    NOT_TEXT = E0107 "A rule file that cannot be read";
    BAD_NUMBER = E0108 "A number that cannot be read";
    COMMA_IN_NUMBER = E0109 "A comma inside a number";
    BAD_DATE = E0110 "A date that cannot be read";
    MISSING_THEN = E0111 "The word `then` is missing";
    MISSING_SIGN = E0112 "Points without a sign";
    MIXED_AND_OR = E0113 "`and` beside `or` without brackets";
    CHAINED_COMPARISON = E0114 "Two comparisons in a row";
    LOOSE_ALTERNATIVE = E0115 "A value stands where a condition belongs";
    UNKNOWN_UNIT = E0117 "A unit of time that leadscore does not know";
    BAD_ESCAPE = E0120 "A backslash inside a text";
    FOREIGN = E0121 "Words or signs of another language";
    MISSPELLED = E0122 "A misspelled keyword";
    COMMENT_SIGN = E0123 "A comment that does not begin with #";
    NAME_OF_WORDS = E0124 "A name of several words without back-ticks";
    LEFT_OUT = E0125 "Something small is left out";
    TOO_MUCH = E0126 "Something is too much here";
    SENTENCE = E0127 "A rule written as a sentence or formula";
    MARKUP = E0128 "Marks that came along with copied text";

    UNKNOWN_NAME = E0201 "A name that nothing declares";
    UNKNOWN_FUNCTION = E0202 "A function that does not exist";
    DECLARED_TWICE = E0204 "A name is declared twice";
    MIXED_SCRIPTS = E0205 "A name mixes look-alike letters";
    UNKNOWN_RECORD = E0206 "A record that nothing declares";
    CYCLE = E0207 "Something is defined by itself";
    UNKNOWN_LABEL = E0208 "A band, group or rule that does not exist";
    FILE_NOT_FOUND = E0209 "Another file cannot be read";
    WHICH_RECORD = E0210 "It is not clear which record is scored";
    SEVERAL_MODELS = E0211 "Several models in one file";
    AMBIGUOUS_NAME = E0212 "A name that an event and the record around it share";
    CANNOT_LINK = E0213 "Related records that cannot be linked";
    NEEDS_RECORDS = E0214 "A list of related records belongs here";
    NEEDS_TIME = E0215 "Events without a moment";
    UNKNOWN_MODEL = E0216 "A model that is not there";
    WRONG_MODEL = E0217 "A model that scores other records";
    ANOTHER_ZONE = E0218 "A model in another time zone";
    NO_RULES = E0219 "No rules where a model is asked for";
    WHICH_MODEL = E0220 "Several models where one is asked for";

    WRONG_OPERATOR = E0301 "This comparison does not fit the field";
    WRONG_VALUE = E0302 "This value does not fit the field";
    NEEDS_CONDITION = E0303 "A condition belongs here";
    NEEDS_VALUE = E0304 "A value belongs here";
    LIST_COMPARED = E0305 "A field with several values is compared with ==";
    COMPARED_WITH_MISSING = E0306 "Blank is tested with `is missing`";
    WRONG_ARGUMENTS = E0307 "A function gets what it cannot use";
    PERCENT_MIXED = E0308 "Percent beside a plain number";
    NEEDS_CONSTANT = E0309 "A fixed value belongs here";

    NOT_IN_LIST = E0401 "A value outside the closed list";
    EMPTY_RANGE = E0402 "A range that holds nothing";
    EMPTY_SET = E0403 "An empty list or text";
    BAD_PATTERN = E0404 "A pattern that cannot be read";
    DIVISION_BY_ZERO = E0405 "A division by zero";
    BAD_FORMAT = E0406 "A format that cannot be read";
    UNKNOWN_TIMEZONE = E0407 "A time zone that does not exist";
    BAD_POINTS = E0408 "Points that cannot be awarded";
    BAD_SETTING = E0409 "A setting with a value that it cannot have";

    LIMIT_WITHOUT_ZERO = E0501 "A limit that leaves out 0";
    USELESS_LIMIT = E0502 "A limit after fixed points";
    BAD_BANDS = E0503 "Bands that do not fall, or do not cover everything";
    NEEDS_SETTING = E0504 "This needs a setting of the model";
    WRONG_CLAUSE = E0505 "A clause that does not belong here";
    TOO_LARGE = E0506 "A condition that grows too large";
    BAD_TEST = E0507 "A test that cannot be run";
    WRONG_MODIFIER = E0508 "A word that does not fit the field's type";

    CANNOT_READ_DATA = D0601 "The data cannot be read";
    MISSING_COLUMN = D0602 "A column that the rules use is not in the data";
    NOT_UNDERSTOOD = D0603 "Values that do not fit their type";
    DUPLICATE_KEYS = D0604 "The same key twice";
    REJECTED_ROWS = D0605 "Rows that cannot be read";
    ABSENT_KEY = D0606 "A field that no record has";
    INFERRED = D0607 "Types were guessed from the data";
    CALCULATION = D0608 "A calculation that gave nothing";
    WRONG_ENCODING = D0609 "Data in another encoding";
    SPOILT_TEXT = D0610 "Letters that were spoilt on the way";
    WRONG_DELIMITER = D0611 "Columns separated by something else";
    NO_HEADER = D0612 "A first line without names";
    WRONG_FORMAT = D0613 "Data in another format";
    LIST_INSIDE = D0614 "Leads that stand further inside of a file";
    PREVIOUS_SCORES = D0620 "Previous scores that cannot be compared";
    NO_TABLE = D0640 "Related records that stand nowhere";
    UNKNOWN_TABLE = D0641 "A file for related records that nothing declares";
    CANNOT_JOIN = D0642 "Related records that cannot be found by a key";
    NO_LINK = D0643 "Related records that belong to nobody";
    ORPHANS = D0644 "Related records of records that are not there";
    NO_PARENT = D0645 "A key that the related records do not have";
    LATER_THAN_AS_OF = D0646 "Events later than as-of";
    NO_TIME = D0647 "Events without a time";
    REPEATED_RECORDS = D0648 "Related records that stand twice";
    OTHER_SHAPE = D0649 "An object where a list belongs";
    SHEET_COLUMNS = D0660 "The columns of a sheet are not clear";
    ROW_LEFT_OUT = D0661 "A row of a sheet that gives no rule";
    TWO_SCORES = D0662 "One asset with two scores";
    ASSET_TWICE = D0663 "An asset that stands twice in a sheet";
    CELLS_READ = D0664 "Cells of a sheet that may mean something else";
    COLUMN_NOT_USED = D0665 "A column of a sheet that is not used";
    SCHEMA_MISFIT = D0666 "A sheet that does not fit the records";
    NO_SUCH_SHEET = D0667 "A sheet that is not in the file";
    FORMER_DATA = D0670 "Former data that cannot be compared";
    BAD_SETTINGS = D0680 "Settings that cannot be read";
    NO_SCORECARD = D0691 "A model that cannot be read as a scorecard";
    PART_NOT_READ = D0692 "A part of a scorecard that rules cannot say";
    SCORECARD_READ = D0693 "A scorecard that is read in a certain way";

    SPELLING = W0701 "Written in another way than usual" as "spelling";
    NO_OTHERWISE = W0703 "A match without `otherwise`" as "no-otherwise";
    MISSING_VALUE_COMPARED = W0704 "A value that is declared missing" as "missing-value-compared";
    NEGATIVE_PER = W0706 "Negative points for each of something" as "negative-per";
    FIXED_CONDITION = W0707 "A condition that does not look at the lead" as "fixed-condition";
    TWICE_THE_SAME_NAME = W0708 "Two rules with one name" as "same-name";
    ALWAYS_TRUE = W0710 "A condition that is always true" as "always-true";
    NEVER_TRUE = W0711 "A condition that is never true" as "never-true";
    ONLY_ASKS_IF_KNOWN = W0712 "A condition that only asks whether a value is known" as "only-asks-if-known";
    ADDS_NOTHING = W0713 "A test that adds nothing" as "adds-nothing";
    BLANKS_LET_IN = W0714 "A test that blanks pass too" as "blanks-let-in";
    TWICE_IN_LIST = W0715 "A value that stands twice in a list" as "twice-in-list";
    ROW_NEVER_REACHED = W0716 "A row or rule that is never reached" as "never-reached";
    RANGES_DO_NOT_MEET = W0717 "Neighbouring ranges that share an end or leave a gap" as "ranges-do-not-meet";
    OUT_OF_REACH = W0718 "A score that the limit keeps out of reach" as "out-of-reach";
    SAME_CONDITION = W0719 "Two rules with the same condition" as "same-condition";
    VALUE_NOT_IN_DATA = W0720 "A value that no lead has" as "value-not-in-data";
    RANGE_NOT_IN_DATA = W0721 "Numbers or dates that no lead has" as "range-not-in-data";

    BAD_PLACEHOLDER = E0722 "A placeholder that cannot be read";
    SAME_ACTION = W0723 "The same action twice" as "same-action";
    DOUBLED_BRACES = W0724 "Doubled braces around a name" as "doubled-braces";
    UNUSED_LIST = W0725 "A list that nothing uses" as "unused-list";
    UNUSED_LET = W0726 "A `let` that nothing uses" as "unused-let";
    UNUSED_FIELD = W0727 "A field that nothing reads" as "unused-field";
    THOUSANDS_POINT = W0728 "A point in a number that may separate thousands" as "thousands-point";
    WILD_CARD = W0729 "A wild card that is compared as it is" as "wild-card";

    BAD_ALLOW = W0731 "A comment to leadscore that it cannot follow" as "bad-allow";
    UNUSED_ALLOW = W0732 "Something allowed that is not there" as "unused-allow";

    NEVER_FIRES = W0801 "A rule that can never fire" as "never-fires";
    ALWAYS_FIRES = W0802 "A rule that every lead fits" as "always-fires";
    NEEDLESS_TEST = W0803 "A test that makes no difference" as "needless-test";
    EQUAL_CONDITIONS = W0804 "Two rules that always fire together" as "equal-conditions";
    CANCEL_OUT = W0805 "Two rules that cancel out" as "cancel-out";
    NEVER_COUNTS = W0806 "A rule that never counts" as "never-counts";
    GAP = W0807 "Values in the middle that no rule takes" as "gap";
    RESULT_OUT_OF_REACH = W0808 "A result that no lead can have" as "result-out-of-reach";
    LIMIT_IDLE = W0809 "A limit that never cuts anything" as "limit-idle";
    EXPIRED = W0810 "A rule whose time is over" as "expired";
    WINDOW_GAP = W0811 "Days between two windows on which no rule holds" as "window-gap";
    WINDOW_OVERLAP = W0812 "Days on which two windows overlap" as "window-overlap";
    WEIGHT_DECIDES = W0813 "A weight that lets one group decide alone" as "weight-decides";
    NOT_BEGUN = W0814 "A rule whose time is still to come" as "not-begun";

    NOT_IN_SQL = C0901 "A function that SQL does not have";
    PATTERN_NOT_IN_SQL = C0902 "A pattern that SQL reads in another way";
    FORMAT_NOT_IN_SQL = C0903 "Values in a form that SQL does not read";
    RELATED_NOT_IN_SQL = C0904 "Related records in a statement";
    NOT_IN_PMML = C0951 "Rules that a scorecard cannot say";
    PRECOMPUTED = C0952 "Inputs that have to be calculated beforehand";
    RENAMED_IN_PMML = C0953 "Fields that have another name in a scorecard";
    FAILED_IN_PMML = C0954 "Failing tests that a scorecard does not hold";
}

/// Finds a code by its id, or a lint by its name, in any case.
///
/// ```
/// use leadscore::diagnostic::codes;
/// assert_eq!(codes::find("e0102"), Some(codes::UNCLOSED_TEXT));
/// assert_eq!(codes::find("always-true"), Some(codes::ALWAYS_TRUE));
/// ```
#[must_use]
pub fn find(id: &str) -> Option<Code> {
    let is = |name: &str| name.eq_ignore_ascii_case(id.trim());
    ALL.iter().copied().find(|code| is(code.id) || code.lint.is_some_and(is))
}

/// Finds a lint by its name or its id.
///
/// ```
/// use leadscore::diagnostic::codes;
/// assert_eq!(codes::lint("always-true"), Some(codes::ALWAYS_TRUE));
/// assert_eq!(codes::lint("W0710"), Some(codes::ALWAYS_TRUE));
/// assert_eq!(codes::lint("E0101"), None);
/// ```
#[must_use]
pub fn lint(name: &str) -> Option<Code> {
    let is = |code: &Code| {
        code.lint.is_some_and(|lint| lint == name || code.id.eq_ignore_ascii_case(name))
    };
    ALL.iter().copied().find(is)
}
