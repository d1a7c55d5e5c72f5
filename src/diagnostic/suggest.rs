use std::cmp::Reverse;

/// The candidate that a misspelled word most probably meant, if one is near enough.
///
/// Near means at most one slip in words of up to five letters, and three in the longest: a swapped pair, a
/// missing, doubled or wrong letter (optimal string alignment distance). Case does not count.
///
/// ```
/// use leadscore::diagnostic::nearest;
/// assert_eq!(nearest("industy", ["industry", "city"]), Some("industry"));
/// assert_eq!(nearest("zip", ["industry", "city"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let length = lower.chars().count();
    let allowed = ((length + 2) / 4).clamp(1, 3);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = candidate.to_lowercase();
            if other.chars().count().abs_diff(length) > allowed {
                return None;
            }
            let distance = strsim::osa_distance(&lower, &other);
            let same_start = lower.chars().next() == other.chars().next();
            (distance <= allowed && distance < length)
                .then_some((candidate, (distance, Reverse(same_start))))
        })
        .min_by_key(|&(_, rank)| rank)
        .map(|(candidate, _)| candidate)
}
