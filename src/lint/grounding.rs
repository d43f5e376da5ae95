//! Grounding: every name, figure and date of a claim stands in a passage that the claim itself cites, and both languages claim the same.
//!
//! Lint holds a claim against the lists of the records (`names`, `numbers`, `dates`), never against their gists.

use std::collections::BTreeSet;
use std::num::NonZero;

use rustc_hash::FxHashSet;

use super::facts::Facts;
use super::figures::{Count, Date, Figure, Found, Unit};
use super::names::Names;
use super::records::{Ground, Number, Records, Stated};
use super::{Severity, finding, fit::Gists, fit::Misfit, listed, records};
use crate::document::{Finding, Place};
use crate::knowledge::{
    ANSWER_CHARS_MOST, Boundary, Citation, Entry, Event, Id, Knowledge, PartialDate, Passage,
    PassageKind, Topic,
};
use crate::lang::{ByLang, Lang};

/// Names and figures that a claim lacks at least before one passage that has them all is taken for the one that was meant.
const LACKING_LEAST: usize = 2;

/// Sources that a message names beside the claim's own.
const OTHERS_NAMED_MOST: usize = 2;

/// Characters of one claim that are read. A longer answer is refused for its length, and a megabyte of it need not be told word by word.
const CHARS_MOST: usize = 2 * ANSWER_CHARS_MOST;

/// The records of a knowledge base, ready for claims to be held against them.
///
/// ```
/// use ticktack::{knowledge, lint::Grounding};
///
/// let knowledge = knowledge::load(&knowledge::built_in()).unwrap_or_default();
/// let grounding = Grounding::new(&knowledge);
/// let mut entry = knowledge.entry("downloads-usa").unwrap().clone();
/// assert!(grounding.entry(&entry).is_empty());
/// entry.statements[0].text.en = entry.statements[0].text.en.replace("172", "173");
/// assert_eq!(grounding.entry(&entry)[0].code, "ungrounded-figure");
/// ```
pub struct Grounding<'k> {
    knowledge: &'k Knowledge,
    names: Names,
    records: Records,
    gists: Gists,
    /// What the records are of, for messages.
    cited: &'static str,
}

/// Something that a sentence says and that nothing bears out, for somebody who is just writing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What is said.
    pub said: Said,
    /// As the sentence has it.
    pub written: String,
    /// What is wrong with it.
    pub why: Why,
}

/// What a sentence says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A name, in the vocabulary's spelling.
    Name(String),
    /// A figure.
    Figure,
    /// A date.
    Date,
}

/// What is wrong with something that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It stands in no cited passage; these have it, by source.
    NotCited(Vec<(Id, Vec<u32>)>),
    /// It is a figure of this place, which is not named.
    OfAnother(String),
    /// Only the sentence in this language says it.
    OnlyIn(Lang),
}

/// A text with what it may rest on.
struct Claim<'c> {
    /// What it is, for messages ("`downloads-usa`").
    what: String,
    /// Whether it is the reason of a boundary, which cites nothing itself.
    is_boundary: bool,
    place: &'c Place,
    /// What it says in German and in English.
    facts: [Facts; 2],
    cited: Vec<&'c Citation>,
    ground: Ground,
}

impl<'k> Grounding<'k> {
    /// Reads the vocabulary and the records.
    #[must_use]
    pub fn new(knowledge: &'k Knowledge) -> Self {
        std::thread::scope(|scope| {
            let read = scope.spawn(|| {
                let names = Names::new(knowledge);
                (Records::new(knowledge, &names), names)
            });
            let gists = Gists::new(knowledge);
            let (records, names) = read.join().unwrap_or_default();
            Self {
                knowledge,
                names,
                records,
                gists,
                cited: "cited passage",
            }
        })
    }

    /// Holds claims against the articles themselves.
    pub(super) fn on_originals(knowledge: &'k Knowledge, names: Names, records: Records) -> Self {
        Self {
            knowledge,
            records,
            gists: Gists::new(knowledge),
            names,
            cited: "cited passage of the articles themselves",
        }
    }

    /// Everything that is wrong with the claims of the knowledge, and what cannot be read in its records.
    #[must_use]
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = records::check(self.knowledge, &self.names);
        findings.extend(self.check_claims());
        findings
    }

    /// Everything that is wrong with the claims.
    pub(super) fn check_claims(&self) -> Vec<Finding> {
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        std::thread::scope(|scope| {
            // Whoever begins here knows the stems of the gists already, and each further thread has to learn its own.
            let others = (1..threads).map(|at| scope.spawn(move || self.check_share(at, threads)));
            let others: Vec<_> = others.collect();
            let mut findings = self.check_share(0, threads);
            for other in others {
                findings.extend(other.join().unwrap_or_default());
            }
            findings
        })
    }

    /// What is wrong with every so many claims, from the one at a place on.
    fn check_share(&self, first: usize, every: usize) -> Vec<Finding> {
        let Knowledge {
            entries,
            boundaries,
            topics,
            timeline,
            ..
        } = self.knowledge;
        let entries = entries.iter().skip(first).step_by(every);
        let boundaries = boundaries.iter().skip(first).step_by(every);
        let topics = topics.iter().skip(first).step_by(every);
        let timeline = timeline.iter().skip(first).step_by(every);
        entries
            .flat_map(|entry| self.entry(entry))
            .chain(boundaries.flat_map(|boundary| self.boundary(boundary)))
            .chain(topics.flat_map(|topic| self.summary(topic)))
            .chain(timeline.flat_map(|event| self.event(event)))
            .collect()
    }

    /// What is wrong with the claims of one entry, which need not be part of the knowledge.
    #[must_use]
    pub fn entry(&self, entry: &Entry) -> Vec<Finding> {
        let mut findings = Vec::new();
        for statement in &entry.statements {
            let cited: Vec<&Citation> = statement.citations.iter().collect();
            if !self.resolve(&cited) {
                continue;
            }
            let ground = self.records.ground(cited.iter().copied());
            let claim = Claim {
                what: format!("`{}`", entry.id),
                is_boundary: false,
                place: &statement.place,
                facts: self.facts(&statement.text, &ground),
                ground,
                cited,
            };
            findings.extend(self.claim(&claim));
            findings.extend(self.misfits(&claim));
            if let Some(by) = &statement.by {
                // Who says it must be somebody the passage names; what he is called may differ by language.
                let by = Claim {
                    what: format!("`by` in `{}`", entry.id),
                    facts: self.facts(by, &claim.ground),
                    ..claim
                };
                for facts in &by.facts {
                    findings.extend(self.all_reported(&by, &self.names_of(&by, facts)));
                }
            }
        }
        let cited = citations(entry);
        if let Some(valid) = entry.valid.filter(|_| self.resolve(&cited))
            && !self.states(valid, cited)
        {
            let message = format!(
                "`{}` is `valid` for {valid}, a time that neither its passages nor the dates of their sources give",
                entry.id
            );
            findings.push(finding(
                Severity::Error,
                "ungrounded-date",
                &entry.place,
                message,
            ));
        }
        findings
    }

    /// What the sentence of one language says and these passages do not, or, where there is one, the sentence of the other does not.
    /// Nothing where a passage is not there.
    #[must_use]
    pub fn doubts(&self, text: &ByLang<String>, lang: Lang, citations: &[Citation]) -> Vec<Doubt> {
        let cited: Vec<&Citation> = citations.iter().collect();
        if !self.resolve(&cited) {
            return Vec::new();
        }
        let ground = self.records.ground(cited.iter().copied());
        let claim = Claim {
            what: String::new(),
            is_boundary: false,
            place: &Place::default(),
            facts: self.facts(text, &ground),
            ground,
            cited,
        };
        let [german, english] = &claim.facts;
        let own = match lang {
            Lang::De => german,
            Lang::En => english,
        };
        let mut doubts = self.names_of(&claim, own);
        doubts.extend(self.figures_of(&claim, own));
        if !text.get(lang.other()).is_empty() {
            let one_sided = self.one_sided(german, english);
            let is_told = |one: &Doubt| doubts.iter().any(|doubt| doubt.written == one.written);
            let one_sided = one_sided.into_iter().filter(|one| !is_told(one));
            let one_sided: Vec<Doubt> = one_sided.collect();
            doubts.extend(one_sided);
        }
        doubts
    }

    /// Whether cited passages, or the dates of their sources, give a time.
    #[must_use]
    pub fn states<'c>(
        &self,
        date: PartialDate,
        citations: impl IntoIterator<Item = &'c Citation>,
    ) -> bool {
        let ground = self.records.ground(citations);
        ground.stated.has(Figure::Date(Date::known(date, None)))
    }

    /// What is wrong with the summary of a topic: each line rests on what its entry cites.
    #[must_use]
    pub fn summary(&self, topic: &Topic) -> Vec<Finding> {
        let mut findings = Vec::new();
        for bullet in &topic.summary {
            // As with citations: an entry that is not there is reported already.
            let Some(entry) = self.knowledge.entry(bullet.entry.as_str()) else {
                continue;
            };
            let cited = citations(entry);
            if !self.resolve(&cited) {
                continue;
            }
            let ground = self.records.ground(cited.iter().copied());
            let claim = Claim {
                what: format!("the summary line on `{}`", bullet.entry),
                is_boundary: false,
                place: &bullet.place,
                facts: self.facts(&bullet.text, &ground),
                ground,
                cited,
            };
            findings.extend(self.claim(&claim));
            findings.extend(self.beyond(&claim, entry));
        }
        findings
    }

    /// Names and figures of a summary line that the answer it comes from does not have: its passages may, and mean another matter.
    fn beyond(&self, claim: &Claim<'_>, entry: &Entry) -> Vec<Finding> {
        let mut said = Stated::default();
        said.names.extend(self.records.subject());
        // The line may say which newspaper it is from.
        let sources = claim.cited.iter().map(|citation| &citation.source);
        for always in sources.filter_map(|source| self.records.always(source)) {
            said.extend(always);
        }
        let texts = entry.statements.iter().map(|statement| &statement.text);
        let by = entry
            .statements
            .iter()
            .filter_map(|statement| statement.by.as_ref());
        for text in texts.chain(by) {
            // Mostly the first sentence of the answer has all of it.
            if claim.facts.iter().all(|facts| said.has_all(facts)) {
                return Vec::new();
            }
            for facts in self.facts(text, &claim.ground) {
                said.names.extend(facts.name_set());
                said.names.extend(&facts.implied);
                for found in facts.figures {
                    said.add(found.figure);
                }
            }
        }
        let mut findings = Vec::new();
        for facts in &claim.facts {
            let names = facts
                .names
                .iter()
                .filter(|(name, _)| !said.names.contains(name));
            let figures = facts.figures.iter().filter(|found| !said.has(found.figure));
            let beyond = names.map(|(_, mention)| &mention.words);
            for words in beyond.chain(figures.map(|found| &found.words)) {
                let message = format!(
                    "{} says {}, and the answer of `{}` does not",
                    claim.what,
                    facts.reading.written(words),
                    entry.id
                );
                findings.push(finding(
                    Severity::Error,
                    "beyond-entry",
                    claim.place,
                    message,
                ));
            }
        }
        findings
    }

    /// What is wrong with the reason of a boundary. It cites nothing, and may name what is asked for;
    /// but a figure or a date only if the entries nearby rest on it.
    #[must_use]
    pub fn boundary(&self, boundary: &Boundary) -> Vec<Finding> {
        let nearby = boundary.nearest.iter().chain(&boundary.contradicted_by);
        let nearby = nearby.map(|id| self.knowledge.entry(id.as_str()));
        // As with citations: one that is not there is reported already.
        let Some(nearby) = nearby.collect::<Option<Vec<&Entry>>>() else {
            return Vec::new();
        };
        let cited: Vec<&Citation> = nearby.into_iter().flat_map(citations).collect();
        let mut ground = self.records.ground(cited.iter().copied());
        // "The two articles" are counted by the knowledge itself.
        ground.stated.numbers.push(Number {
            count: Count::of(self.knowledge.sources.len()),
            unit: Unit::Other,
            of: Vec::new(),
        });
        let facts = self.facts(&boundary.reason, &ground);
        let phrasings = Lang::ALL
            .into_iter()
            .flat_map(|lang| boundary.ask.get(lang).iter().map(move |text| (lang, text)));
        // Hundreds of boundaries have thousands of phrasings; few of them are needed.
        for (lang, phrasing) in phrasings {
            if facts.iter().all(|facts| ground.holds_words(facts)) {
                break;
            }
            let asked = Facts::new(&phrasing.value, lang, &self.names);
            ground.stated.names.extend(asked.name_set());
            ground
                .words
                .extend(asked.reading.all_folded().map(str::to_owned));
        }
        self.claim(&Claim {
            what: format!("the reason of `{}`", boundary.id),
            is_boundary: true,
            place: &boundary.place,
            facts,
            cited,
            ground,
        })
    }

    /// What is wrong with a line of the timeline.
    #[must_use]
    pub fn event(&self, event: &Event) -> Vec<Finding> {
        let cited: Vec<&Citation> = event.citations.iter().collect();
        if !self.resolve(&cited) {
            return Vec::new();
        }
        let ground = self.records.ground(cited.iter().copied());
        let mut claim = Claim {
            what: "this event".to_owned(),
            is_boundary: false,
            place: &event.place,
            facts: self.facts(&event.text, &ground),
            ground,
            cited,
        };
        let mut findings = Vec::new();
        let mut when = Date::of(event.when);
        if event.when.inferred {
            // The day or the month was worked out; the year at least must be there.
            when = Date {
                year: when.year,
                ..Date::default()
            };
        }
        if !claim.ground.stated.has(Figure::Date(when)) {
            let message = format!(
                "the date {} stands in no cited passage; if it was worked out, say `inferred = true`",
                event.when.date
            );
            findings.push(finding(
                Severity::Error,
                "ungrounded-date",
                &event.place,
                message,
            ));
        }
        claim.ground.stated.dates.push(Date::of(event.when));
        findings.extend(self.claim(&claim));
        findings.extend(self.misfits(&claim));
        findings
    }

    /// Whether there is all that is cited. If not, that is reported already, and what else could be said would only follow from it.
    fn resolve(&self, cited: &[&Citation]) -> bool {
        let is_there = |citation: &&Citation| {
            let source = self.knowledge.source(citation.source.as_str());
            source.is_some_and(|source| {
                let mut passages = citation.passages.iter();
                passages.all(|number| source.passage(*number).is_some())
            })
        };
        !cited.is_empty() && cited.iter().all(is_there)
    }

    /// What a text states in German and in English, with `ground` to tell names that are spelt alike.
    fn facts(&self, text: &ByLang<String>, ground: &Ground) -> [Facts; 2] {
        let [mut german, mut english] = Lang::ALL.map(|lang| {
            let text = text.text(lang);
            let end = text
                .char_indices()
                .nth(CHARS_MOST)
                .map_or(text.len(), |(at, _)| at);
            let text = text.get(..end).unwrap_or_default();
            let mut facts = Facts::new(text, lang, &self.names);
            facts.settle(&ground.stated.names);
            facts
        });
        // Where the passages state several of them, the other language may name the one that is meant.
        let stated = |names: FxHashSet<usize>| &names & &ground.stated.names;
        german.settle(&stated(english.told_names()));
        english.settle(&stated(german.told_names()));
        [german, english]
    }

    fn claim(&self, claim: &Claim<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (facts, lang) in claim.facts.iter().zip(Lang::ALL) {
            findings.extend(self.all_reported(claim, &self.names_of(claim, facts)));
            findings.extend(unknown_words(claim, facts, lang));
            findings.extend(self.all_reported(claim, &self.figures_of(claim, facts)));
        }
        let [german, english] = &claim.facts;
        findings.extend(self.all_reported(claim, &self.one_sided(german, english)));
        findings.extend(self.uneven(claim, german, english));
        findings
    }

    fn all_reported(&self, claim: &Claim<'_>, doubts: &[Doubt]) -> Vec<Finding> {
        let doubts = doubts.iter();
        doubts.map(|doubt| self.reported(claim, doubt)).collect()
    }

    /// A passage of a cited source that has all of several names and figures that the cited passages lack: then it was meant.
    fn elsewhere_whole(&self, claim: &Claim<'_>) -> Option<Finding> {
        let ground = &claim.ground.stated;
        let mut lacking = Stated::default();
        let mut figures: Vec<Figure> = Vec::new();
        for facts in &claim.facts {
            let names = facts.names.iter().map(|(name, _)| name);
            lacking
                .names
                .extend(names.filter(|name| !ground.names.contains(name)));
            for found in &facts.figures {
                if !ground.has(found.figure)
                    && !figures.iter().any(|known| is_same(*known, found.figure))
                {
                    figures.push(found.figure);
                }
            }
        }
        if lacking.names.len() + figures.len() < LACKING_LEAST {
            return None;
        }
        let has_all = |stated: &Stated| {
            lacking.names.is_subset(&stated.names)
                && figures.iter().all(|figure| stated.has(*figure))
        };
        let having = self.records.having(self.knowledge, has_all);
        claim.cited.iter().find_map(|citation| {
            let (source, passages) = having.iter().find(|(id, _)| **id == citation.source)?;
            let word = if passages.len() == 1 {
                "passage"
            } else {
                "passages"
            };
            let message = format!(
                "{}: all that is missing stands in {word} {} of `{source}`, and {} is cited",
                claim.what,
                listed(passages),
                listed(&citation.passages),
            );
            Some(finding(
                Severity::Error,
                "wrong-passage",
                claim.place,
                message,
            ))
        })
    }

    /// Citations that seem to have the wrong number.
    fn misfits(&self, claim: &Claim<'_>) -> Vec<Finding> {
        if let Some(elsewhere) = self.elsewhere_whole(claim) {
            return vec![elsewhere];
        }
        let [german, english] = &claim.facts;
        let mut stated = german.name_set();
        stated.extend(english.name_set());
        let mut findings = Vec::new();
        for citation in &claim.cited {
            let source = &citation.source;
            // A draft says nothing yet that could be like anything; that it may not be cited is said elsewhere.
            let cited = self.knowledge.source(source.as_str());
            let cited = cited.into_iter().flat_map(|it| &it.passages);
            let mut cited = cited.filter(|it| citation.passages.contains(&it.number));
            if cited.any(Passage::is_draft) {
                continue;
            }
            // A heading is too short to be like anything.
            let is_heading = |number| {
                self.knowledge
                    .source(source.as_str())
                    .and_then(|source| source.passage(number))
                    .is_some_and(|passage| passage.kind == PassageKind::Heading)
            };
            let settled = |number| is_heading(number) || self.records.presents(source, number);
            for misfit in self
                .gists
                .misfits([&german.reading, &english.reading], citation, settled)
            {
                let (code, message) = match misfit {
                    Misfit::Better(cited, other) => (
                        "wrong-passage",
                        format!(
                            "reads like passage {other} of `{source}` rather than like passage {cited}, which is cited; cite the right one, or let its `gist` say what it states"
                        ),
                    ),
                    Misfit::Idle(cited) if self.adds_something(citation, cited, &stated) => {
                        continue;
                    }
                    Misfit::Idle(cited) => (
                        "idle-passage",
                        format!(
                            "passage {cited} of `{source}` is cited and has nothing to do with it; leave it out, or cite the right one"
                        ),
                    ),
                };
                let message = format!("{}: {message}", claim.what);
                findings.push(finding(Severity::Error, code, claim.place, message));
            }
        }
        findings
    }

    /// Whether a passage states a name of the claim that none of the other cited passages of its source states.
    fn adds_something(&self, citation: &Citation, number: u32, stated: &FxHashSet<usize>) -> bool {
        let names = |number: &u32| self.records.passage(&citation.source, *number);
        let others: FxHashSet<usize> = citation
            .passages
            .iter()
            .filter(|other| **other != number)
            .filter_map(names)
            .flat_map(|passage| &passage.names)
            .copied()
            .chain(self.records.subject())
            .collect();
        names(&number).is_none_or(|passage| {
            stated
                .iter()
                .any(|name| passage.names.contains(name) && !others.contains(name))
        })
    }

    fn names_of(&self, claim: &Claim<'_>, facts: &Facts) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        let mut seen = FxHashSet::default();
        for (name, mention) in &facts.names {
            if claim.ground.stated.names.contains(name) || !seen.insert(name) {
                continue;
            }
            doubts.push(Doubt {
                said: Said::Name(self.name(*name).to_owned()),
                written: facts.reading.written(&mention.words).to_owned(),
                why: self.elsewhere(claim, |stated| stated.names.contains(name)),
            });
        }
        doubts
    }

    fn figures_of(&self, claim: &Claim<'_>, facts: &Facts) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        let mut seen = FxHashSet::default();
        for Found { figure, words } in &facts.figures {
            if !seen.insert(*figure) {
                continue;
            }
            let why = if claim.ground.stated.has(*figure) {
                let of = self.missing_place(claim, facts, *figure);
                of.map(|of| Why::OfAnother(of.to_owned()))
            } else {
                Some(self.elsewhere(claim, |stated| stated.has(*figure)))
            };
            doubts.extend(why.map(|why| Doubt {
                said: said(*figure),
                written: facts.reading.written(words).to_owned(),
                why,
            }));
        }
        doubts
    }

    /// A doubt as lint tells it.
    fn reported(&self, claim: &Claim<'_>, doubt: &Doubt) -> Finding {
        let Doubt { said, written, why } = doubt;
        let (code, message) = match (said, why) {
            (Said::Name(known), Why::NotCited(having)) => {
                let called = if known == written {
                    format!("`{known}`")
                } else {
                    format!("`{known}` (written `{written}`)")
                };
                let message = format!(
                    "the name {called} stands in no {}; {}",
                    self.cited,
                    having_it(having)
                );
                ("ungrounded-name", message)
            }
            (Said::Figure | Said::Date, Why::NotCited(having)) => {
                let (code, what) = match said {
                    Said::Figure => ("ungrounded-figure", "figure"),
                    _ => ("ungrounded-date", "date"),
                };
                let message = format!(
                    "the {what} {written} stands in no {}; {}",
                    self.cited,
                    having_it(having)
                );
                (code, message)
            }
            (_, Why::OfAnother(of)) => (
                "figure-of-another",
                format!("the figure {written} is one of `{of}`, which is not named here"),
            ),
            (_, Why::OnlyIn(lang)) => {
                let other = lang.other();
                let message = match said {
                    Said::Name(known) => {
                        format!("the `{lang}` text names `{known}`, the `{other}` text does not")
                    }
                    _ => format!("the `{lang}` text says {written}, the `{other}` text does not"),
                };
                ("languages-differ", message)
            }
        };
        let advice = match why {
            Why::NotCited(having) if claim.is_boundary => self.under_nearest(having),
            _ => String::new(),
        };
        let message = format!("{}: {message}{advice}", claim.what);
        finding(Severity::Error, code, claim.place, message)
    }

    /// What bears out the reason of a boundary: entries that cite one of these passages, by name where there are some.
    fn under_nearest(&self, having: &[(Id, Vec<u32>)]) -> String {
        if having.is_empty() {
            return String::new();
        }
        let has_it = |citation: &&Citation| {
            let mut having = having.iter().filter(|(id, _)| *id == citation.source);
            having.any(|(_, numbers)| numbers.iter().any(|it| citation.passages.contains(it)))
        };
        let entries = self.knowledge.entries.iter();
        let citing = entries.filter(|entry| citations(entry).iter().any(has_it));
        let citing: Vec<String> = citing
            .take(OTHERS_NAMED_MOST)
            .map(|entry| format!("`{}`", entry.id))
            .collect();
        let such = match citing.as_slice() {
            [] => "an entry that cites it".to_owned(),
            citing => format!("{}, which cites it,", citing.join(" or ")),
        };
        format!("; a boundary rests on its entries: name {such} under `nearest`")
    }

    /// The place that a figure belongs to by all records, where the claim does not name it: 19 million are users in Germany, not in the USA.
    fn missing_place(&self, claim: &Claim<'_>, facts: &Facts, figure: Figure) -> Option<&str> {
        let Figure::Number(count, unit) = figure else {
            return None;
        };
        let named = facts.name_set();
        let mut missing = None;
        for number in claim.ground.stated.matching(count, unit) {
            missing = Some(*number.of.iter().find(|place| !named.contains(place))?);
        }
        missing.map(|name| self.name(name))
    }

    /// Names and figures that only one of the two languages has: whichever is right, the other is not its translation.
    fn one_sided(&self, german: &Facts, english: &Facts) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        let sides = [(german, english, Lang::De), (english, german, Lang::En)];
        for (has, lacks, lang) in sides {
            let mut names: Vec<usize> = has.name_set().into_iter().collect();
            names.sort_unstable();
            for name in names {
                // Inside a longer name it is named as well.
                if *has.times(name).start() > 0 && *lacks.times(name).end() == 0 {
                    let name = self.name(name).to_owned();
                    doubts.push(Doubt {
                        written: name.clone(),
                        said: Said::Name(name),
                        why: Why::OnlyIn(lang),
                    });
                }
            }
            for found in &has.figures {
                let mut others = lacks.figures.iter();
                if !others.any(|other| is_same(found.figure, other.figure)) {
                    doubts.push(Doubt {
                        said: said(found.figure),
                        written: has.reading.written(&found.words).to_owned(),
                        why: Why::OnlyIn(lang),
                    });
                }
            }
        }
        doubts
    }

    /// Names that one language has more often than the other. Good prose may say "the group" for a name the second time, so this is no
    /// error; but a swapped name looks like it.
    fn uneven(&self, claim: &Claim<'_>, german: &Facts, english: &Facts) -> Vec<Finding> {
        let mut findings = Vec::new();
        let named: BTreeSet<usize> = german
            .name_set()
            .union(&english.name_set())
            .copied()
            .collect();
        for name in named {
            let (de, en) = (german.times(name), english.times(name));
            let apart = de.end() < en.start() || en.end() < de.start();
            if !apart || *de.end().min(en.end()) == 0 {
                continue;
            }
            let more = if de.start() > en.end() {
                Lang::De
            } else {
                Lang::En
            };
            let (called, fewer) = (self.name(name), more.other());
            let message = format!(
                "{}: the `{more}` text names `{called}` more often than the `{fewer}` text; is one of them swapped?",
                claim.what
            );
            let severity = Severity::Warning;
            findings.push(finding(severity, "names-uneven", claim.place, message));
        }
        findings
    }

    /// Where else something stands: in the sources of the claim, or else in others.
    fn elsewhere(&self, claim: &Claim<'_>, states: impl Fn(&Stated) -> bool) -> Why {
        let cited = |id: &Id| claim.cited.iter().any(|citation| citation.source == *id);
        let mut having = self.records.having(self.knowledge, states);
        if having.iter().any(|(id, _)| cited(id)) {
            having.retain(|(id, _)| cited(id));
        } else {
            having.truncate(OTHERS_NAMED_MOST);
        }
        let having = having.into_iter();
        Why::NotCited(
            having
                .map(|(id, passages)| (id.clone(), passages))
                .collect(),
        )
    }

    fn name(&self, at: usize) -> &str {
        let name = self.knowledge.vocabulary.names.get(at);
        name.map_or("", |name| name.name.as_str())
    }
}

/// Where else something stands, as the end of a sentence.
fn having_it(having: &[(Id, Vec<u32>)]) -> String {
    if having.is_empty() {
        return "no passage of any article has it".to_owned();
    }
    let places: Vec<String> = having
        .iter()
        .map(|(id, passages)| {
            let word = if passages.len() == 1 {
                "passage"
            } else {
                "passages"
            };
            format!("{word} {} of `{id}`", listed(passages))
        })
        .collect();
    let one = matches!(having, [(_, passages)] if passages.len() == 1);
    format!(
        "{} {} it",
        places.join(" and "),
        if one { "has" } else { "have" }
    )
}

const fn said(figure: Figure) -> Said {
    match figure {
        Figure::Number(..) => Said::Figure,
        _ => Said::Date,
    }
}

/// All that an entry cites.
fn citations(entry: &Entry) -> Vec<&Citation> {
    let statements = entry.statements.iter();
    statements
        .flat_map(|statement| &statement.citations)
        .collect()
}

fn is_same(one: Figure, other: Figure) -> bool {
    let plainly = |one, other| match (one, other) {
        (Figure::Number(count, unit), Figure::Number(same, of)) => count == same && unit.may_be(of),
        _ => one == other,
    };
    one.fits(|one| other.fits(|other| plainly(one, other)))
}

fn unknown_words(claim: &Claim<'_>, facts: &Facts, lang: Lang) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen = FxHashSet::default();
    for mention in &facts.unknown {
        let folded = facts.reading.folded(mention.words.start);
        let written = facts.reading.written(&mention.words);
        if claim.ground.words.contains(folded) || !seen.insert(folded) {
            continue;
        }
        let message = format!(
            "{}: `{written}` is written like a name, and the vocabulary has none; if it is a common word, add it to `{lang}` in knowledge/nouns.toml",
            claim.what
        );
        findings.push(finding(
            Severity::Error,
            "unknown-word",
            claim.place,
            message,
        ));
    }
    findings
}
