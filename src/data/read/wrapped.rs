//! `{"leads": [{…}, {…}]}`: a file that is one object, with lists of objects inside.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// How deep a list is looked for: `{"data": {"items": [{…}]}}`.
const DEEPEST: usize = 3;

/// What a file begins with, if that is an object: its keys, and the lists of objects in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::data) struct Wrapped {
    pub keys: Vec<String>,
    pub lists: Vec<List>,
}

/// A list of objects inside another object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::data) struct List {
    /// The keys that lead to it.
    pub path: Vec<String>,
    /// The keys of its first member.
    pub keys: Vec<String>,
}

impl Wrapped {
    /// Looks at the beginning of a text, which may be cut off anywhere.
    pub fn of(head: &[u8]) -> Self {
        let mut found = Self::default();
        let inside = Inside { found: &mut found, path: &mut Vec::new() };
        // At the cut there is an error, and what came before it has been seen.
        let _ = inside.deserialize(&mut serde_json::Deserializer::from_slice(head));
        found
    }
}

/// A value on the way to a list.
struct Inside<'a> {
    found: &'a mut Wrapped,
    path: &'a mut Vec<String>,
}

impl<'de> DeserializeSeed<'de> for Inside<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Inside<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if self.path.is_empty() {
                self.found.keys.push(key.clone());
            }
            if self.path.len() >= DEEPEST {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            self.path.push(key);
            map.next_value_seed(Inside { found: &mut *self.found, path: &mut *self.path })?;
            self.path.pop();
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        if !self.path.is_empty() {
            self.found.lists.push(List { path: self.path.clone(), keys: Vec::new() });
            if let Some(list) = self.found.lists.last_mut() {
                seq.next_element_seed(First(&mut list.keys))?;
            }
        }
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// The first member of a list: its keys, if it is an object.
struct First<'a>(&'a mut Vec<String>);

impl<'de> DeserializeSeed<'de> for First<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for First<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            self.0.push(key);
            map.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(text: impl AsRef<[u8]>) -> Vec<(String, String)> {
        let lists = Wrapped::of(text.as_ref()).lists;
        lists.into_iter().map(|it| (it.path.join("."), it.keys.join(" "))).collect()
    }

    fn list(path: &str, keys: &str) -> (String, String) {
        (path.to_owned(), keys.to_owned())
    }

    #[test]
    fn lists_are_found_wherever_the_text_is_cut() {
        let text = r#"{"total": 2.50, "data": {"leads": [{"id": "1", "size": 5}, {"id": "2"}]}}"#;
        assert_eq!(Wrapped::of(text.as_bytes()).keys, ["total", "data"]);
        assert_eq!(lists(text), [list("data.leads", "id size")]);
        for end in 0..text.len() {
            let cut = lists(&text.as_bytes()[..end]);
            assert!(cut.len() <= 1 && cut.iter().all(|it| it.0 == "data.leads"), "{cut:?}");
        }
        assert_eq!(lists(&text.as_bytes()[..56]), [list("data.leads", "id size")]);
    }

    #[test]
    fn lists_of_other_things_have_no_keys() {
        assert_eq!(lists(r#"{"tags": ["a", "b"], "none": []}"#)[0], list("tags", ""));
        assert_eq!(lists(r#"[{"id": "1"}]"#), []);
        assert_eq!(lists("id,size"), []);
    }
}
