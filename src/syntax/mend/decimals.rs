//! Decimals: a comma for the point, a point without a digit.

use super::numbers::{scale, with_scale};
use super::{Candidate, Kind, Scene};
use crate::diagnostic::codes;

pub(super) fn propose(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    decimal_comma(scene, all);
    without_zero(scene, all);
}

/// `1,5`, `1.000,50`, `1 000,50`: a comma before the decimals.
fn decimal_comma(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(2)..=scene.stop {
        let written = scene.word(index);
        let Some((whole, decimals)) = written.split_once(',') else { continue };
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        if scene.kind(index) != Some(Kind::Number) || !digits(decimals) || decimals.len() == 3 {
            continue;
        }
        // `1 000,50` came as two numbers.
        let apart = index.checked_sub(1).filter(|&it| {
            scene.kind(it) == Some(Kind::Number) && whole.len() == 3 && digits(scene.word(it))
        });
        let first = apart.unwrap_or(index);
        let at = scene.range(first, index);
        let whole: String = scene
            .slice(at.clone())
            .split(',')
            .next()
            .unwrap_or_default()
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        // `1,5 Mio`: with its unit, or that would seem to be too much.
        let number = format!("{whole}.{decimals}");
        let scaled = scale(scene, index + 1).and_then(|it| with_scale(&number, it));
        let at = match scaled {
            Some(_) => at.start..scene.range(index + 1, index + 1).end,
            None => at,
        };
        let message =
            format!("Decimals stand behind a point: {} has a comma.", scene.slice(at.clone()));
        let text = scaled.unwrap_or(number);
        all.push(Candidate::sure(codes::COMMA_IN_NUMBER, at, text, message));
    }
}

/// `.5`, `5.`
fn without_zero(scene: &Scene<'_>, all: &mut Vec<Candidate>) {
    for index in scene.stop.saturating_sub(1)..=scene.stop {
        let (first, second) = (scene.range(index, index), scene.range(index + 1, index + 1));
        if first.end != second.start {
            continue;
        }
        let message = || {
            format!("`{}` lacks a digit beside the point.", scene.slice(first.start..second.end))
        };
        if scene.word(index) == "." && scene.kind(index + 1) == Some(Kind::Number) {
            let text = format!("0.{}", scene.word(index + 1));
            all.push(Candidate::sure(codes::BAD_NUMBER, first.start..second.end, text, message()));
        } else if scene.word(index + 1) == "." && scene.kind(index) == Some(Kind::Number) {
            let text = scene.word(index);
            all.push(Candidate::sure(codes::BAD_NUMBER, first.start..second.end, text, message()));
        }
    }
}
