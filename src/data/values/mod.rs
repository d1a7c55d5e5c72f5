//! Cells → typed values, with what does not fit counted and explained.

pub(in crate::data) mod artefacts;
pub(in crate::data) mod binding;
pub(in crate::data) mod causes;
pub(in crate::data) mod dates;
pub(in crate::data) mod decode;
pub(in crate::data) mod headers;
mod inside;
mod keys;
pub(in crate::data) mod loader;
mod noted;
pub(in crate::data) mod numbers;
pub(in crate::data) mod problems;
pub(in crate::data) mod spoilt;
pub(in crate::data) mod spot;

pub use binding::Binding;
pub use dates::Written;
pub use decode::{Decoder, NotUnderstood};
pub use headers::doubt_header;
pub use inside::{doubt_lone_list, doubt_object};
pub use loader::{BETWEEN_KEYS, Loader};
pub use noted::{Noted, looks_spoilt};
pub use numbers::{number, percent};
pub use problems::{Problems, summary, thousands};
