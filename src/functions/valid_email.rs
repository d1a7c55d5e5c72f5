//! Checks the form of e-mail addresses, internationalised ones included.

use unicode_normalization::char::is_combining_mark;

/// The most octets of an address (RFC 5321, 4.5.3.1.3, less the angle brackets).
const MAX_ADDRESS: usize = 254;
/// The most octets of what precedes the `@` (RFC 5321, 4.5.3.1.1).
const MAX_LOCAL: usize = 64;
/// The most characters between two dots of a domain (RFC 1035, 2.3.4).
const MAX_LABEL: usize = 63;

/// Whether a text has the form of an e-mail address that people have.
///
/// The form is that of an HTML5 e-mail field, with the lengths of RFC 5321: a local part of
/// at most 64 octets, one `@`, and a domain of two labels or more, 254 octets together.
/// Dots neither begin nor end the local part nor follow each other. Labels have at most 63
/// characters, neither begin nor end with a hyphen, and the last one is not a number.
/// Letters, marks and digits of every script are allowed in both parts (RFC 6531).
/// Blanks around the address are ignored.
///
/// Left out, though mail servers may know them: quoted local parts (`"a b"@example.com`),
/// addresses in place of domains (`a@[192.0.2.1]`), hosts without a dot (`a@localhost`),
/// comments, emoji and joiners. A label of another script is measured in characters, not in
/// its longer ASCII form, so one that is a little too long may pass.
///
/// ```
/// use leadscore::functions::is_valid_email;
///
/// assert!(is_valid_email(" ada.lovelace+leads@example.co.uk "));
/// assert!(is_valid_email("用户@例子.中国"));
/// assert!(!is_valid_email("ada@example"));
/// assert!(!is_valid_email("ada..lovelace@example.com"));
/// ```
pub fn is_valid_email(text: &str) -> bool {
    let address = text.trim();
    address.len() <= MAX_ADDRESS
        && address
            .split_once('@')
            .is_some_and(|(local, domain)| is_local_part(local) && is_domain(domain))
}

/// Dot-separated words of letters, digits and the punctuation of an RFC 5322 atom.
fn is_local_part(local: &str) -> bool {
    let is_atom_char = |c: char| is_letter_or_digit(c) || "!#$%&'*+/=?^_`{|}~-".contains(c);
    local.len() <= MAX_LOCAL
        && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_char))
}

fn is_domain(domain: &str) -> bool {
    domain.split('.').all(is_label)
        && domain.rsplit_once('.').is_some_and(|(_, last)| !last.chars().all(char::is_numeric))
}

/// Letters, digits and inner hyphens; a mark needs a letter before it.
fn is_label(label: &str) -> bool {
    !label.starts_with(|c| c == '-' || is_combining_mark(c))
        && !label.ends_with('-')
        && (1..=MAX_LABEL).contains(&label.chars().count())
        && label.chars().all(|c| c == '-' || is_letter_or_digit(c))
}

/// A letter, mark or digit of any script; many scripts write vowels as combining marks.
fn is_letter_or_digit(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_addresses_are_valid() {
        for address in [
            "a@b.co",
            "john.smith82@example.com",
            "x+tag@sub.domain.example",
            "o'brien@example.ie",
            "_@example.com",
            "user_name-1@ex-ample.museum",
            "1234@4you.example",
            "a!#$%&'*+/=?^_`{|}~-@example.com",
            "A@EXAMPLE.COM",
            "a@xn--e1afmkfd.xn--90ae",
            "a@a--b.com",
            "a@1.2.com",
            "\t ada@example.com\u{a0}\r\n",
            "-a-@example.com",
        ] {
            assert!(is_valid_email(address), "{address}");
        }
    }

    #[test]
    fn addresses_of_other_scripts_are_valid() {
        for address in [
            "пример@пример.бг",
            "用户@例子.中国",
            "jörg@müller.de",
            "उपयोगकर्ता@उदाहरण.भारत",
            "مثال@مثال.مصر",
            "θσερ@εχαμπλε.ελ",
            "ผู้ใช้@ตัวอย่าง.ไทย",
            "さとう@例え.テスト",
            "Mu\u{308}ller@mu\u{308}ller.de",
            "사용자@예시.한국",
        ] {
            assert!(is_valid_email(address), "{address}");
        }
    }

    #[test]
    fn malformed_addresses_are_not_valid() {
        for address in [
            "",
            "@",
            "a",
            "a@",
            "@b.co",
            "a@b",
            "a@@b.co",
            "a@b@c.co",
            ".a@b.co",
            "a.@b.co",
            "a..b@c.co",
            "a b@c.co",
            "a@b c.co",
            "a@.co",
            "a@b.",
            "a@b..co",
            "a@-b.co",
            "a@b-.co",
            "a@b.-co",
            "a@b.co-",
            "a@b_c.co",
            "a@b.123",
            "a@1.2.3.4",
            "a@[1.2.3.4]",
            "\"a b\"@c.co",
            "a@localhost",
            "<a@b.co>",
            "Ada <a@b.co>",
            "a@b.co, c@d.co",
            "a@b.co;",
            "mailto:a@b.co",
            "a@b.co\0",
            "a\u{200b}@b.co",
            "a@b.co/x",
            "😀@example.com",
            "a@\u{301}b.co",
            "a@b.٣٤",
            "a(x)@b.co",
            "a@例子。中国",
        ] {
            assert!(!is_valid_email(address), "{address}");
        }
    }

    #[test]
    fn lengths_are_limited() {
        let address =
            |local: usize, label: usize| format!("{}@{}.com", "a".repeat(local), "b".repeat(label));
        assert!(is_valid_email(&address(64, 63)));
        assert!(!is_valid_email(&address(65, 63)));
        assert!(!is_valid_email(&address(64, 64)));
        assert!(!is_valid_email(&format!("{}@example.com", "я".repeat(33))), "66 octets");

        let domain = [60, 60, 60].map(|n| "b".repeat(n)).join("."); // 182 octets
        let of_length =
            |n: usize| format!("{}@{domain}.{}", "a".repeat(64), "c".repeat(n - 64 - 1 - 182 - 1));
        assert_eq!(of_length(254).len(), 254);
        assert!(is_valid_email(&of_length(254)));
        assert!(!is_valid_email(&of_length(255)));
    }
}
