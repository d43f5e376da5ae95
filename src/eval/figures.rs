//! Figures by name: `in.right.de`, `out.asserted.nearmiss`, `typo_casual.right`, `language`.
//!
//! A name is a measure, and what it is taken over, in any order: a side (`in`, `out`), a language, a style.
//! So every combination is a figure without a list of them all.

use std::collections::BTreeSet;

use super::{Class, Judged};
use crate::document;
use crate::lang::Lang;

/// 97.5 % quantile of the normal distribution, for intervals that hold in 95 % of the cases.
const NORMAL_QUANTILE: f64 = 1.96;
/// Two styles that are hard for the same reason and have a bar of their own.
const TYPO_CASUAL: &str = "typo_casual";

/// A share of questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// How many count.
    pub hits: usize,
    /// Of how many.
    pub of: usize,
}

impl Figure {
    /// The share, 0 to 1; `None` of nothing.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| self.hits as f64 / self.of as f64)
    }

    /// Wilson's 95 % interval: unlike the textbook one it is right for few questions and for shares near 0 and 1. `None` of nothing.
    #[must_use]
    pub fn interval(self) -> Option<(f64, f64)> {
        let share = self.share()?;
        let of = self.of as f64;
        let squared = NORMAL_QUANTILE * NORMAL_QUANTILE;
        let middle = share + squared / (2.0 * of);
        let half =
            NORMAL_QUANTILE * (share * (1.0 - share) / of + squared / (4.0 * of * of)).sqrt();
        let scale = 1.0 + squared / of;
        // Rounding must not push an end past what a share can be.
        Some((
            ((middle - half) / scale).clamp(0.0, share),
            ((middle + half) / scale).clamp(share, 1.0),
        ))
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Questions in scope that ended in one of these.
    In(&'static [Class]),
    /// Questions out of scope that ended in one of these.
    Out(&'static [Class]),
    /// Questions in scope whose best candidate was right, whatever was decided.
    First,
    /// Questions answered in their own language.
    Language,
}

/// Every measure of questions in scope, by its word. All but `first` and `three` exclude each other and add up to all.
pub const IN: &[(&str, Measure)] = &[
    ("first", Measure::First),
    ("right", Measure::In(&[Class::Right])),
    ("three", Measure::In(&[Class::Right, Class::Suggested])),
    ("beside", Measure::In(&[Class::Beside])),
    ("wrong", Measure::In(&[Class::Wrong])),
    ("suggested", Measure::In(&[Class::Suggested])),
    ("astray", Measure::In(&[Class::Astray])),
    ("nearby", Measure::In(&[Class::Nearby])),
    ("declined", Measure::In(&[Class::Declined])),
    ("chat", Measure::In(&[Class::Chat])),
];
/// Every measure of questions out of scope, by its word; they add up to all.
pub const OUT: &[(&str, Measure)] = &[
    ("asserted", Measure::Out(&[Class::Asserted])),
    ("corrected", Measure::Out(&[Class::Corrected])),
    ("suggested", Measure::Out(&[Class::Offered])),
    ("declined", Measure::Out(&[Class::Declined])),
    ("chat", Measure::Out(&[Class::Chat])),
];
/// The word of the measure that both sides have.
pub const LANGUAGE: &str = "language";

/// A name that no figure has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no figure `{name}`{}", nearest.as_ref().map_or_else(String::new, |nearest| format!("; did you mean `{nearest}`?")))]
pub struct UnknownFigure {
    /// What was asked for.
    pub name: String,
    /// The figure it is most like, if any is.
    pub nearest: Option<String>,
}

/// The figures of one run.
#[derive(Clone, Debug)]
pub struct Figures {
    counted: Vec<Counted>,
    styles: BTreeSet<String>,
}

#[derive(Clone, Debug)]
struct Counted {
    inside: bool,
    lang: Lang,
    style: String,
    class: Class,
    first: bool,
    own_language: bool,
}

/// What a figure is taken over; what is `None` does not matter.
#[derive(Clone, Debug, Default)]
struct Over {
    inside: Option<bool>,
    lang: Option<Lang>,
    style: Option<String>,
}

impl Figures {
    /// Counts judged questions.
    #[must_use]
    pub fn new(judged: &[Judged<'_>]) -> Self {
        let counted: Vec<Counted> = judged
            .iter()
            .map(|judged| Counted {
                inside: judged.case.is_in_scope(),
                lang: judged.case.lang,
                style: judged.case.style.clone(),
                class: judged.class,
                first: judged.is_first(),
                own_language: judged.speaks_its_language(),
            })
            .collect();
        let styles = counted
            .iter()
            .map(|counted| counted.style.clone())
            .collect();
        Self { counted, styles }
    }

    /// The styles of a side, each once.
    #[must_use]
    pub fn styles(&self, inside: bool) -> BTreeSet<&str> {
        let side = self
            .counted
            .iter()
            .filter(|counted| counted.inside == inside);
        side.map(|counted| counted.style.as_str()).collect()
    }

    /// The figure of that name.
    ///
    /// # Errors
    /// A part of the name is unknown, or it holds no measure, or two.
    pub fn get(&self, name: &str) -> Result<Figure, UnknownFigure> {
        self.parse(name)
            .map(|(measure, over)| self.count(measure, &over))
            .ok_or_else(|| {
                let names = self.names();
                let nearest = document::nearest(name, names.iter().map(String::as_str));
                UnknownFigure {
                    name: name.to_owned(),
                    nearest: nearest.map(str::to_owned),
                }
            })
    }

    /// The names that are printed and stored: every measure over all, over a language and over a style.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        for (side, measures, inside) in [("in", IN, true), ("out", OUT, false)] {
            let styles = self.styles(inside);
            for (measure, _) in measures {
                names.push(format!("{side}.{measure}"));
                for lang in Lang::ALL {
                    names.push(format!("{side}.{measure}.{lang}"));
                }
                for style in &styles {
                    names.push(format!("{side}.{measure}.{style}"));
                }
            }
        }
        names.push(format!("{TYPO_CASUAL}.right"));
        names.push(LANGUAGE.to_owned());
        names.extend(Lang::ALL.map(|lang| format!("{LANGUAGE}.{lang}")));
        names
    }

    fn parse(&self, name: &str) -> Option<(Measure, Over)> {
        let mut over = Over::default();
        let mut word = None;
        for part in name.split('.') {
            let is_new = match part {
                "in" | "out" => over.inside.replace(part == "in").is_none(),
                "de" => over.lang.replace(Lang::De).is_none(),
                "en" => over.lang.replace(Lang::En).is_none(),
                style if style == TYPO_CASUAL || self.styles.contains(style) => {
                    over.style.replace(style.to_owned()).is_none()
                }
                measure => word.replace(measure).is_none(),
            };
            if !is_new {
                return None;
            }
        }
        let word = word?;
        if word == LANGUAGE {
            return Some((Measure::Language, over));
        }
        let find = |measures: &[(&str, Measure)]| {
            let found = measures.iter().find(|(known, _)| *known == word);
            found.map(|(_, measure)| *measure)
        };
        let measure = match over.inside {
            Some(true) => find(IN),
            Some(false) => find(OUT),
            // Without a side the word must belong to one only.
            None => match (find(IN), find(OUT)) {
                (Some(measure), None) | (None, Some(measure)) => Some(measure),
                _ => None,
            },
        };
        Some((measure?, over))
    }

    fn count(&self, measure: Measure, over: &Over) -> Figure {
        let mut figure = Figure { hits: 0, of: 0 };
        for counted in &self.counted {
            let is_style = match over.style.as_deref() {
                None => true,
                Some(TYPO_CASUAL) => matches!(counted.style.as_str(), "typo" | "casual"),
                Some(style) => counted.style == style,
            };
            let is_side = match measure {
                Measure::In(_) | Measure::First => counted.inside,
                Measure::Out(_) => !counted.inside,
                Measure::Language => over.inside.is_none_or(|inside| inside == counted.inside),
            };
            if !is_style || !is_side || over.lang.is_some_and(|lang| lang != counted.lang) {
                continue;
            }
            figure.of += 1;
            figure.hits += usize::from(match measure {
                Measure::In(classes) | Measure::Out(classes) => classes.contains(&counted.class),
                Measure::First => counted.first,
                Measure::Language => counted.own_language,
            });
        }
        figure
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures() -> Figures {
        let one = |inside, lang, style: &str, class| Counted {
            inside,
            lang,
            style: style.to_owned(),
            class,
            first: class != Class::Declined,
            own_language: lang == Lang::De,
        };
        let counted = vec![
            one(true, Lang::De, "plain", Class::Right),
            one(true, Lang::De, "typo", Class::Suggested),
            one(true, Lang::En, "casual", Class::Right),
            one(false, Lang::En, "nearmiss", Class::Asserted),
            one(false, Lang::De, "offtopic", Class::Declined),
        ];
        let styles = counted
            .iter()
            .map(|counted| counted.style.clone())
            .collect();
        Figures { counted, styles }
    }

    #[track_caller]
    fn check(name: &str, hits: usize, of: usize) {
        assert_eq!(figures().get(name), Ok(Figure { hits, of }));
    }

    #[test]
    fn names_combine() {
        check("in.right", 2, 3);
        check("right", 2, 3);
        check("in.right.de", 1, 2);
        check("in.three.de", 2, 2);
        check("typo_casual.right", 1, 2);
        check("in.first.typo", 1, 1);
        check("out.asserted.nearmiss", 1, 1);
        check("out.declined", 1, 2);
        check("language", 3, 5);
        check("in.language.en", 0, 1);
        check("in.right.en.plain", 0, 0);
    }

    #[test]
    fn what_is_no_figure_is_refused_with_the_nearest() {
        let unknown = figures().get("in.rihgt").unwrap_err();
        assert_eq!(unknown.nearest.as_deref(), Some("in.right"));
        // Both sides have it, so it must be said which is meant.
        assert!(figures().get("declined").is_err());
        assert!(figures().get("in.asserted").is_err());
        assert!(figures().get("in.right.wrong").is_err());
        assert!(figures().get("").is_err());
    }

    #[test]
    fn intervals_are_wilsons() {
        let near = |figure: Figure, low: f64, high: f64| {
            let (a, b) = figure.interval().unwrap();
            assert!(
                (a - low).abs() < 0.0005 && (b - high).abs() < 0.0005,
                "{a} {b}"
            );
        };
        near(Figure { hits: 8, of: 10 }, 0.4902, 0.9433);
        near(Figure { hits: 0, of: 60 }, 0.0, 0.0602);
        near(Figure { hits: 60, of: 60 }, 0.9398, 1.0);
        assert_eq!(Figure { hits: 0, of: 0 }.interval(), None);
    }
}
