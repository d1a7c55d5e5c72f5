//! Text that is not UTF-8: which encoding it seems to be in, and reading it.
//!
//! ```
//! use leadscore::encoding::{Encoding, guess};
//!
//! let bytes = b"\xCF\xF0\xEE\xE8\xE7\xE2\xEE\xE4\xF1\xF2\xE2\xEE;\xCF\xEB\xEE\xE2\xE4\xE8\xE2";
//! let guess = guess(bytes).expect("it looks like something");
//! assert_eq!(guess.to_string(), "Windows-1251: \"Производство\"");
//! assert_eq!(Encoding::named("cp1251"), Ok(guess.encoding));
//! assert_eq!(guess.encoding.decode(bytes).as_deref(), Some("Производство;Пловдив"));
//! ```

mod guess;
mod mojibake;
mod names;
mod stream;

#[cfg(test)]
mod tests;

pub use guess::{Guess, guess};
pub use mojibake::unspoilt;
pub use names::{Encoding, UnknownEncoding};
pub use stream::Decoding;
