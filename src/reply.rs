//! What the bot says to a question, as plain data: wording, citations, choices. No markup; the renderers only draw it.
//!
//! Every sentence here comes from the knowledge or from `phrases`; nothing is put together from the question.

mod browse;
mod summary;

use crate::decide::{Decision, Reason, Verdict};
use crate::knowledge::{Boundary, Citation, Dating, Entry, GuildView, Id, Knowledge, Says, Source};
use crate::lang::{ByLang, Lang};
use crate::matching::Scored;
use crate::phrases;

pub use browse::{Item, Lead, Page, Span, View, browse, entry, source_name, typed_date};
pub use summary::{Length, Summary, Unsummed, What, foreword, summary, title};

/// Questions that are offered after an answer.
const RELATED_MOST: usize = 3;
/// Other stages of a series and other sides of a conflict that are shown with an answer; with four statements they fill one embed.
const BESIDE_MOST: usize = 4;

/// What kind of reply it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Something is asserted, with its source.
    Answer,
    /// Questions are offered, nothing is asserted.
    Suggest,
    /// The articles do not answer it.
    Decline,
    /// A friendly line.
    Chat,
}

impl Outcome {
    /// Every kind there is.
    pub const ALL: [Self; 4] = [Self::Answer, Self::Suggest, Self::Decline, Self::Chat];

    /// The word of the JSON.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Suggest => "suggest",
            Self::Decline => "decline",
            Self::Chat => "chat",
        }
    }
}

/// A whole reply.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// What kind it is.
    pub outcome: Outcome,
    /// Its language.
    pub language: Lang,
    /// Why it is so.
    pub reason: Reason,
    /// The probability that the best entry is right, 0 to 1. Never shown to members.
    pub confidence: f32,
    /// The entry that is answered.
    pub entry: Option<Id>,
    /// The stored question that is answered, in the language of the reply.
    pub matched: Option<String>,
    /// A sentence before everything else.
    pub lead_in: Option<String>,
    /// What is asserted, in parts.
    pub statements: Vec<Said>,
    /// A sentence after what is asserted.
    pub closing: Option<String>,
    /// What the statements rest on; they point here.
    pub citations: Vec<Cited>,
    /// The newest date of the entry's sources.
    pub as_of: Option<Dating>,
    /// Entries that say otherwise and are shown.
    pub conflicts: Vec<Id>,
    /// Questions that are offered instead of an answer, or as known nearby.
    pub suggestions: Vec<Choice>,
    /// Questions worth asking next.
    pub related: Vec<Choice>,
    /// The boundary entry behind a decline.
    pub boundary: Option<Id>,
    /// The revision of the knowledge that spoke.
    pub revision: String,
}

/// One statement as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The entry it comes from.
    pub entry: Id,
    /// Whether it is the answer, another stage of the matter, or another side of it.
    pub part: SaidPart,
    /// The sentence, dated or attributed where it stands beside others.
    pub text: String,
    /// Who stands behind it.
    pub says: Says,
    /// Their name, in the language of the reply.
    pub by: Option<String>,
    /// Places in [`Reply::citations`].
    pub citations: Vec<usize>,
}

/// Which part of a reply a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidPart {
    /// The answer.
    Main,
    /// Another stage of the same matter.
    Stage,
    /// Another side of it, or of the line before.
    Side,
    /// A line of a summary.
    Line,
    /// Another answer, which the question may have meant as well.
    Also,
}

/// A citation with all that a reader needs to find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The source.
    pub source: Id,
    /// Numbers of its passages, rising.
    pub passages: Vec<u32>,
    /// The newspaper.
    pub outlet: String,
    /// The headline, where one is known.
    pub headline: Option<String>,
    /// Whether the headline was read off the address.
    pub headline_from_address: bool,
    /// What to call the article where no headline is known.
    pub about: Option<ByLang<String>>,
    /// When it was published.
    pub published: Dating,
    /// Its address, where one is known.
    pub url: Option<String>,
    /// The language it is written in.
    pub language: Lang,
}

/// A stored question to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its entry.
    pub entry: Id,
    /// The question, in the language of the reply.
    pub question: String,
    /// How alike it is, 0 to 1; 0 where it was not matched.
    pub score: f32,
}

impl Reply {
    /// Everything that is asserted, one statement behind the other.
    pub fn answer(&self) -> String {
        let texts: Vec<&str> = self
            .statements
            .iter()
            .map(|said| said.text.as_str())
            .collect();
        texts.join(" ")
    }

    /// What is asserted, in paragraphs: each answer is one, and each other side and stage.
    pub fn paragraphs(&self) -> impl Iterator<Item = &[Said]> {
        self.statements.chunk_by(|before, said| {
            before.part == said.part && matches!(said.part, SaidPart::Main | SaidPart::Also)
        })
    }

    /// A line before suggestions or a decline that was not decided by matching (an empty question, say).
    #[must_use]
    pub fn line(language: Lang, text: &str, revision: &str) -> Self {
        let mut reply = Self::new(language, Outcome::Decline, &Reason::Unknown, 0.0, revision);
        reply.lead_in = Some(text.to_owned());
        reply
    }

    fn new(
        language: Lang,
        outcome: Outcome,
        reason: &Reason,
        confidence: f32,
        revision: &str,
    ) -> Self {
        Self {
            outcome,
            language,
            reason: reason.clone(),
            confidence,
            entry: None,
            matched: None,
            lead_in: None,
            statements: Vec::new(),
            closing: None,
            citations: Vec::new(),
            as_of: None,
            conflicts: Vec::new(),
            suggestions: Vec::new(),
            related: Vec::new(),
            boundary: None,
            revision: revision.to_owned(),
        }
    }
}

/// Words a decision in one language. `found` is what the decision was made from; what `guild` stopped stands in no part of it.
#[must_use]
pub fn compose(
    knowledge: &Knowledge,
    guild: &GuildView,
    decision: &Decision,
    found: &[Scored],
    lang: Lang,
) -> Reply {
    let new = |outcome| {
        Reply::new(
            lang,
            outcome,
            &decision.reason,
            decision.confidence,
            &knowledge.revision,
        )
    };
    match &decision.verdict {
        Verdict::Answer {
            entry: scored,
            also,
        } => match knowledge.entry(scored.id.as_str()) {
            Some(entry) => answer(
                knowledge,
                guild,
                decision.asks_for_now,
                leading_stage(knowledge, guild, decision, entry, found),
                also.as_ref()
                    .and_then(|also| knowledge.entry(also.id.as_str())),
                new(Outcome::Answer),
            ),
            None => new(Outcome::Decline),
        },
        Verdict::Suggest(entries) => {
            let mut reply = new(Outcome::Suggest);
            reply.lead_in = Some(match &decision.reason {
                Reason::Guard(missing) => phrases::missing(lang, missing),
                Reason::Short => phrases::too_short(lang).to_owned(),
                _ => phrases::not_sure(lang).to_owned(),
            });
            reply.suggestions = entries
                .iter()
                .filter_map(|scored| choice(knowledge, &scored.id, scored.score, lang))
                .collect();
            reply.closing = Some(phrases::ask_it_like_that(lang).to_owned());
            reply
        }
        Verdict::Decline { boundary, nearby } => {
            let boundary = boundary.as_ref().and_then(|id| {
                knowledge
                    .boundaries
                    .iter()
                    .find(|boundary| boundary.id == *id)
            });
            let nearby: Vec<Id> = nearby
                .iter()
                .filter(|id| !guild.paused.contains(*id))
                .cloned()
                .collect();
            let mut reply = new(Outcome::Decline);
            reply.boundary = boundary.map(|boundary| boundary.id.clone());
            let contradicting = boundary
                .and_then(|boundary| boundary.contradicted_by.as_ref())
                .filter(|id| !guild.paused.contains(*id));
            declined(knowledge, decision, boundary, contradicting, &nearby, reply)
        }
        Verdict::Chat(id) => {
            let mut reply = new(Outcome::Chat);
            reply.lead_in = knowledge
                .chats
                .iter()
                .find(|chat| chat.id == *id)
                .map(|chat| chat.say.text(lang).to_owned());
            reply
        }
    }
}

/// The reply to an entry without a question: one that was chosen.
fn of_entry(knowledge: &Knowledge, guild: &GuildView, entry: &Entry, lang: Lang) -> Reply {
    let certain = Reply::new(
        lang,
        Outcome::Answer,
        &Reason::Exact,
        1.0,
        &knowledge.revision,
    );
    answer(knowledge, guild, false, entry, None, certain)
}

/// Share of the matched stage's score that the newest stage must reach to be shown first.
/// Below it the question is about the one stage ("Kevin Mayer, formerly Disney?"), not about the matter ("who is the boss?").
const NEWEST_SCORE_LEAST: f32 = 0.7;

/// The stage a question without a time starts with: the newest, if the question could have meant it.
fn leading_stage<'k>(
    knowledge: &'k Knowledge,
    guild: &GuildView,
    decision: &Decision,
    matched: &'k Entry,
    found: &[Scored],
) -> &'k Entry {
    let Some(series) = matched
        .series
        .as_ref()
        .filter(|_| decision.timeless && decision.reason != Reason::Exact)
    else {
        return matched;
    };
    let score = |id: &Id| {
        found
            .iter()
            .find(|scored| scored.id == *id)
            .map_or(0.0, |scored| scored.score)
    };
    let mut stages = knowledge.series(series).into_iter();
    match stages.find(|stage| !guild.paused.contains(&stage.id)) {
        Some(newest)
            if newest.valid > matched.valid
                && score(&newest.id) >= NEWEST_SCORE_LEAST * score(&matched.id) =>
        {
            newest
        }
        _ => matched,
    }
}

fn answer(
    knowledge: &Knowledge,
    guild: &GuildView,
    asks_for_now: bool,
    entry: &Entry,
    also: Option<&Entry>,
    mut reply: Reply,
) -> Reply {
    let lang = reply.language;
    let is_shown = |id: &Id| !guild.paused.contains(id);
    let sides: Vec<&Entry> = entry
        .conflicts
        .iter()
        .filter(|id| is_shown(id))
        .filter_map(|id| knowledge.entry(id.as_str()))
        .take(BESIDE_MOST)
        .collect();
    let stages: Vec<&Entry> = entry
        .series
        .as_ref()
        .map(|series| knowledge.series(series))
        .unwrap_or_default()
        .into_iter()
        .filter(|stage| stage.id != entry.id && !entry.conflicts.contains(&stage.id))
        .filter(|stage| is_shown(&stage.id))
        .take(BESIDE_MOST.saturating_sub(sides.len()))
        .collect();
    for (at, statement) in entry.statements.iter().enumerate() {
        let source = statement
            .citations
            .first()
            .and_then(|citation| knowledge.source(citation.source.as_str()));
        let text = statement.text.text(lang);
        let intro = source
            .filter(|source| {
                at == 0 && !sides.is_empty() && !begins_with(lang, text, &source.outlet)
            })
            .map(|source| phrases::according_to(lang, &source.outlet, &source.published));
        say(
            &mut reply,
            knowledge,
            entry,
            at,
            SaidPart::Main,
            &intro.unwrap_or_default(),
        );
    }
    for side in &sides {
        say_side(&mut reply, knowledge, side);
    }
    for stage in &stages {
        say_stage(&mut reply, knowledge, stage);
    }
    if let Some(also) = also {
        say_also(&mut reply, knowledge, also);
    }
    reply.entry = Some(entry.id.clone());
    reply.matched = stored_question(entry, lang).map(str::to_owned);
    reply.as_of = knowledge.as_of(entry);
    if asks_for_now {
        reply.lead_in = reply
            .as_of
            .map(|as_of| phrases::not_the_present(lang, &as_of));
    }
    let has_moved_on = |entry: &Entry| entry.series.is_some();
    if asks_for_now || has_moved_on(entry) || also.is_some_and(has_moved_on) {
        let newest = knowledge
            .sources
            .iter()
            .map(|source| source.published)
            .max();
        reply.closing = newest.map(|newest| phrases::how_far_the_articles_reach(lang, &newest));
    }
    reply.conflicts = sides.iter().map(|side| side.id.clone()).collect();
    let shown: Vec<&Id> = reply.statements.iter().map(|said| &said.entry).collect();
    let related = entry
        .related
        .iter()
        .filter(|id| !shown.contains(id) && is_shown(id))
        .take(RELATED_MOST);
    reply.related = related
        .filter_map(|id| choice(knowledge, id, 0.0, lang))
        .collect();
    reply
}

fn say_side(reply: &mut Reply, knowledge: &Knowledge, side: &Entry) {
    let lang = reply.language;
    let text = side.statements.first().map(|it| it.text.text(lang));
    let intro = first_source(knowledge, side).map(|source| {
        if text.is_some_and(|text| begins_with(lang, text, &source.outlet)) {
            phrases::summary::otherwise(lang).to_owned()
        } else {
            phrases::on_the_other_hand(lang, &source.outlet, &source.published)
        }
    });
    let intro = intro.unwrap_or_default();
    say(reply, knowledge, side, 0, SaidPart::Side, &intro);
}

fn say_stage(reply: &mut Reply, knowledge: &Knowledge, stage: &Entry) {
    let when = stage.valid.map(|date| {
        let dating = Dating {
            date,
            part: None,
            inferred: false,
        };
        phrases::stage(reply.language, &dating)
    });
    let when = when.unwrap_or_default();
    say(reply, knowledge, stage, 0, SaidPart::Stage, &when);
}

fn say_also(reply: &mut Reply, knowledge: &Knowledge, also: &Entry) {
    let question = stored_question(also, reply.language);
    let intro = question.map(|question| phrases::in_case_you_meant(reply.language, question));
    for at in 0..also.statements.len() {
        let intro = intro.as_deref().filter(|_| at == 0).unwrap_or_default();
        say(reply, knowledge, also, at, SaidPart::Also, intro);
    }
}

fn declined(
    knowledge: &Knowledge,
    decision: &Decision,
    boundary: Option<&Boundary>,
    contradicting: Option<&Id>,
    nearby: &[Id],
    mut reply: Reply,
) -> Reply {
    let lang = reply.language;
    reply.lead_in = Some(match (boundary, &decision.reason) {
        (Some(boundary), _) => boundary.reason.text(lang).to_owned(),
        (None, Reason::Paused) => phrases::being_checked(lang).to_owned(),
        (None, _) => phrases::not_in_the_articles(lang).to_owned(),
    });
    if let Some(entry) = contradicting {
        reply.closing = Some(phrases::but_reported_is(lang).to_owned());
        reply
            .suggestions
            .extend(choice(knowledge, entry, 0.0, lang));
    } else if nearby.is_empty() && decision.reason != Reason::Paused {
        let topics: Vec<&str> = knowledge
            .topics
            .iter()
            .map(|topic| topic.title.text(lang))
            .collect();
        reply.closing = Some(phrases::what_is_covered(lang, &topics));
    }
    let further = nearby.iter().filter(|id| Some(*id) != contradicting);
    reply
        .suggestions
        .extend(further.filter_map(|id| choice(knowledge, id, 0.0, lang)));
    reply
}

fn say(
    reply: &mut Reply,
    knowledge: &Knowledge,
    entry: &Entry,
    at: usize,
    part: SaidPart,
    intro: &str,
) {
    let Some(statement) = entry.statements.get(at) else {
        return;
    };
    let citations = cite(reply, knowledge, &statement.citations);
    let text = format!("{intro}{}", statement.text.text(reply.language));
    let by = statement
        .by
        .as_ref()
        .map(|by| by.text(reply.language).to_owned());
    reply.statements.push(Said {
        entry: entry.id.clone(),
        part,
        text,
        says: statement.says,
        by,
        citations,
    });
}

/// Adds what is cited to the reply's citations, each source once, and gives their places there.
fn cite(reply: &mut Reply, knowledge: &Knowledge, citations: &[Citation]) -> Vec<usize> {
    let mut places = Vec::with_capacity(citations.len());
    for citation in citations {
        let Some(source) = knowledge.source(citation.source.as_str()) else {
            continue;
        };
        let at = reply
            .citations
            .iter()
            .position(|cited| cited.source == source.id)
            .unwrap_or_else(|| {
                reply.citations.push(cited(source));
                reply.citations.len() - 1
            });
        if let Some(cited) = reply.citations.get_mut(at) {
            cited.passages.extend(&citation.passages);
            cited.passages.sort_unstable();
            cited.passages.dedup();
        }
        places.push(at);
    }
    places
}

/// Whether a text begins with "according to" a newspaper by itself, so that nothing need say so before it.
fn begins_with(lang: Lang, text: &str, outlet: &str) -> bool {
    let clause = text.split([',', ':', '.']).next().unwrap_or_default();
    clause.starts_with(phrases::by_report_of(lang)) && names(clause, outlet)
}

/// Whether a name stands in a text as a word of its own: "nd" is a newspaper and half of "und".
fn names(text: &str, name: &str) -> bool {
    let mut found = text.match_indices(name);
    found.any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at + name.len()..);
        let behind = behind.and_then(|behind| behind.chars().next());
        [before, behind]
            .iter()
            .flatten()
            .all(|c| !c.is_alphanumeric())
    })
}

fn first_source<'k>(knowledge: &'k Knowledge, entry: &Entry) -> Option<&'k Source> {
    knowledge.source(entry.statements.first()?.citations.first()?.source.as_str())
}

fn cited(source: &Source) -> Cited {
    Cited {
        source: source.id.clone(),
        passages: Vec::new(),
        outlet: source.outlet.clone(),
        headline: source.headline.clone(),
        headline_from_address: source.headline_from_address,
        about: source.about.clone(),
        published: source.published,
        url: source.url.clone(),
        language: source.language,
    }
}

fn choice(knowledge: &Knowledge, id: &Id, score: f32, lang: Lang) -> Option<Choice> {
    let entry = knowledge.entry(id.as_str())?;
    Some(Choice {
        entry: id.clone(),
        question: stored_question(entry, lang)?.to_owned(),
        score,
    })
}

/// The question an entry is shown by.
fn stored_question(entry: &Entry, lang: Lang) -> Option<&str> {
    let first = entry.ask.get(lang).first()?;
    Some(&first.value)
}

/// A statement as one line: the sentence, who stands behind it, and marks for its citations.
#[must_use]
pub fn said_line(said: &Said, lang: Lang) -> String {
    let marks: String = said
        .citations
        .iter()
        .map(|at| format!("[{}]", at + 1))
        .collect();
    let speaker = phrases::speaker(lang, said.says, said.by.as_deref());
    let speaker = speaker.map_or_else(String::new, |speaker| format!(" ({speaker})"));
    format!("{}{speaker} {marks}", said.text)
}

/// A citation as one line without its link: outlet, headline, date, passages, language.
#[must_use]
pub fn citation_line(cited: &Cited, lang: Lang) -> String {
    let headline = headline(
        lang,
        cited.headline.as_deref(),
        cited.headline_from_address,
        cited.about.as_ref(),
    );
    let language = phrases::source_language(lang, cited.language)
        .map_or_else(String::new, |language| format!(" ({language})"));
    let published = phrases::published(lang, &cited.published);
    format!(
        "{}, {headline} ({published}), {}{language}",
        cited.outlet,
        phrases::passages(lang, &cited.passages)
    )
}

/// What an article is called: its headline and where that is from, or else what it is about.
fn headline(
    lang: Lang,
    headline: Option<&str>,
    from_address: bool,
    about: Option<&ByLang<String>>,
) -> String {
    let about = about.map_or("", |about| about.text(lang));
    phrases::headline(lang, headline, from_address, about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newspaper_is_named_by_a_word_of_its_own() {
        assert!(names("Das berichtete nd.", "nd"));
        assert!(names("nd: China und die USA", "nd"));
        assert!(!names("China und die USA", "nd"));
        assert!(names("laut heise online im September", "heise online"));
    }

    #[test]
    fn who_reports_something_is_not_said_twice() {
        assert!(begins_with(Lang::De, "Laut nd (Mai 2020) war es so.", "nd"));
        assert!(begins_with(
            Lang::En,
            "According to the nd, it was so.",
            "nd"
        ));
        assert!(!begins_with(
            Lang::De,
            "Im Mai 2020 schrieb nd, es war so.",
            "nd"
        ));
        assert!(!begins_with(
            Lang::De,
            "Laut Trump, so das nd, war es so.",
            "nd"
        ));
    }
}
