//! Summaries for moderators to post, as replies: lines from the topics, each with what it rests on. A line that cannot be cited stops the whole.
//!
//! What is summed up is written into buttons and into the store as text, so its form outlives versions: `topic.microsoft.f`.

use std::cmp::Reverse;
use std::fmt;

use jiff::civil::Date;

use crate::decide::Reason;
use crate::knowledge::{
    Bullet, Dating, Entry, GuildView, Id, Knowledge, PartialDate, Says, Source,
};
use crate::lang::Lang;
use crate::phrases::{self, summary};
use crate::reply::browse::{end, headline};
use crate::reply::{Outcome, Reply, Said, SaidPart, Span, cite, first_source, names};

/// Lines of a short summary of one topic, and of anything wider.
const SHORT_TOPIC_LINES: usize = 3;
const SHORT_LINES: usize = 5;
/// Lines of everything.
const EVERYTHING_LINES: usize = 10;
/// Lines of a topic, an article or a period: what one message of Discord holds of the longest there are, with what they rest on.
const FULL_LINES: usize = 20;

/// What is summed up, and how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// What it is of.
    pub what: What,
    /// How long it is.
    pub length: Length,
}

/// What a summary is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// One topic.
    Topic(Id),
    /// What rests on one article.
    Article(Id),
    /// What speaks of a span of time.
    Period(Span),
    /// All there is.
    Everything,
}

/// How long a summary is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// The first lines.
    Short,
    /// As many as are read.
    Full,
}

/// Why there is no summary.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsummed {
    /// There is no such topic or article (any more).
    #[error("there is no such topic or article")]
    Gone,
    /// Nothing is known of it, or all of it was stopped.
    #[error("nothing is known of it")]
    Empty,
    /// A line names no source. Loading refuses such knowledge; nothing is posted where it came another way.
    #[error("the line on `{0}` has no source")]
    Uncited(Id),
}

impl Length {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Short => Self::Full,
            Self::Full => Self::Short,
        }
    }

    /// The word that stands for it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Full => "full",
        }
    }

    /// The letter that stands for it where bytes are few.
    const fn letter(self) -> &'static str {
        match self {
            Self::Short => "s",
            Self::Full => "f",
        }
    }

    /// The length that `tag` stands for.
    #[must_use]
    pub fn read(tag: &str) -> Option<Self> {
        [Self::Short, Self::Full]
            .into_iter()
            .find(|length| length.tag() == tag)
    }
}

impl Summary {
    /// Reads what [`Summary`] writes; `None` for what no version of this one has written.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let (what, length) = match parts.as_slice() {
            ["topic", id, length] => (What::Topic(Id::new(id)?), length),
            ["article", id, length] => (What::Article(Id::new(id)?), length),
            ["period", from, to, length] => {
                let (from, to) = (end(from).ok()?, end(to).ok()?);
                (What::Period(Span { from, to }), length)
            }
            ["all", length] => (What::Everything, length),
            _ => return None,
        };
        let length = [Length::Short, Length::Full]
            .into_iter()
            .find(|known| known.letter() == *length)?;
        Some(Self { what, length })
    }

    const fn lines_most(&self) -> usize {
        match (&self.what, self.length) {
            (What::Topic(_), Length::Short) => SHORT_TOPIC_LINES,
            (_, Length::Short) => SHORT_LINES,
            (What::Everything, Length::Full) => EVERYTHING_LINES,
            (_, Length::Full) => FULL_LINES,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end =
            |date: Option<PartialDate>| date.map_or_else(String::new, |date| date.to_string());
        match &self.what {
            What::Topic(id) => write!(f, "topic.{id}")?,
            What::Article(id) => write!(f, "article.{id}")?,
            What::Period(span) => write!(f, "period.{}.{}", end(span.from), end(span.to))?,
            What::Everything => f.write_str("all")?,
        }
        write!(f, ".{}", self.length.letter())
    }
}

/// Composes a summary. What `guild` stopped is not in it.
///
/// # Errors
/// Why there is none.
pub fn summary(
    knowledge: &Knowledge,
    guild: &GuildView,
    wanted: &Summary,
    lang: Lang,
) -> Result<Reply, Unsummed> {
    let title = title(knowledge, &wanted.what, lang).ok_or(Unsummed::Gone)?;
    let lines = lines(knowledge, guild, &wanted.what)?;
    if lines.is_empty() {
        return Err(Unsummed::Empty);
    }
    let chosen = chosen(knowledge, guild, &lines, wanted.lines_most());
    let mut reply = Reply::new(
        lang,
        Outcome::Answer,
        &Reason::Exact,
        1.0,
        &knowledge.revision,
    );
    reply.matched = Some(title);
    for line in lines.iter().filter(|line| chosen.contains(&&line.entry.id)) {
        // Where it is the other side of a line above, it stands there already.
        if reply
            .statements
            .iter()
            .any(|said| said.entry == line.entry.id)
        {
            continue;
        }
        let sides = sides(knowledge, guild, line.entry)?;
        let intro = first_source(knowledge, line.entry)
            .filter(|_| !sides.is_empty())
            .map(|source| according_to(lang, source, line.text(lang)));
        say(&mut reply, knowledge, line, SaidPart::Line, intro);
        for side in sides {
            if reply
                .statements
                .iter()
                .any(|said| said.entry == side.entry.id)
            {
                continue;
            }
            let intro = first_source(knowledge, side.entry)
                .map(|source| on_the_other_hand(lang, source, side.text(lang)));
            say(&mut reply, knowledge, &side, SaidPart::Side, intro);
        }
    }
    reply.closing = Some(closing(knowledge, &reply, chosen.len(), lines.len()));
    Ok(reply)
}

/// What the moderators put before a summary.
impl Reply {
    /// With a foreword; without one where it is empty.
    #[must_use]
    pub fn with_foreword(mut self, foreword: &str) -> Self {
        self.lead_in = (!foreword.is_empty())
            .then(|| format!("{} {foreword}", summary::from_moderators(self.language)));
        self
    }

    /// Marked as drawn again.
    #[must_use]
    pub fn updated_on(mut self, day: Date) -> Self {
        let updated = summary::updated_on(self.language, day);
        self.closing = Some(
            self.closing
                .map_or(updated.clone(), |closing| format!("{closing} {updated}")),
        );
        self
    }
}

/// The foreword in the sentence that [`Reply::with_foreword`] made of it, in either language.
#[must_use]
pub fn foreword(lead_in: &str) -> Option<&str> {
    let mut languages = Lang::ALL.into_iter();
    languages.find_map(|lang| Some(lead_in.strip_prefix(summary::from_moderators(lang))?.trim()))
}

/// The name of what is summed up; `None` where there is no such thing.
#[must_use]
pub fn title(knowledge: &Knowledge, what: &What, lang: Lang) -> Option<String> {
    let name = match what {
        What::Topic(id) => {
            let topic = knowledge.topics.iter().find(|topic| topic.id == *id)?;
            topic.title.text(lang).to_owned()
        }
        What::Article(id) => {
            let source = knowledge.source(id.as_str())?;
            format!("{}, {}", source.outlet, headline(source, lang))
        }
        What::Period(span) => summary::period(lang, span.from.map(dating), span.to.map(dating)),
        What::Everything => return Some(summary::everything(lang).to_owned()),
    };
    Some(summary::of(lang, &name))
}

/// A line that can be said, with its ground.
struct Line<'k> {
    entry: &'k Entry,
    /// The topic's sentence; without one the entry's own first statement is said.
    bullet: Option<&'k Bullet>,
    /// Its place in its topic.
    rank: usize,
}

impl Line<'_> {
    fn text(&self, lang: Lang) -> &str {
        let first = || self.entry.statements.first().map(|first| &first.text);
        let text = self.bullet.map(|bullet| &bullet.text).or_else(first);
        text.map_or("", |text| text.text(lang))
    }
}

/// All lines of what is summed up, in the order in which they are read.
fn lines<'k>(
    knowledge: &'k Knowledge,
    guild: &GuildView,
    what: &What,
) -> Result<Vec<Line<'k>>, Unsummed> {
    let mut lines = Vec::new();
    for topic in &knowledge.topics {
        if matches!(what, What::Topic(id) if *id != topic.id) {
            continue;
        }
        let bullets = topic.summary.iter();
        let shown = bullets.filter(|bullet| !guild.paused.contains(&bullet.entry));
        for (rank, bullet) in shown.enumerate() {
            let entry = cited_entry(knowledge, &bullet.entry)?;
            if is_in(knowledge, what, entry) {
                let bullet = Some(bullet);
                lines.push(Line {
                    entry,
                    bullet,
                    rank,
                });
            }
        }
    }
    if matches!(what, What::Period(_)) {
        lines.sort_by_key(|line| date(knowledge, line.entry));
    }
    Ok(lines)
}

/// The entry behind a line, if every statement of it says what it rests on.
fn cited_entry<'k>(knowledge: &'k Knowledge, id: &Id) -> Result<&'k Entry, Unsummed> {
    let uncited = || Unsummed::Uncited(id.clone());
    let entry = knowledge.entry(id.as_str()).ok_or_else(uncited)?;
    let is_cited = |citations: &[crate::knowledge::Citation]| {
        !citations.is_empty()
            && citations.iter().all(|citation| {
                !citation.passages.is_empty()
                    && knowledge.source(citation.source.as_str()).is_some()
            })
    };
    let mut statements = entry.statements.iter();
    if entry.statements.is_empty() || !statements.all(|statement| is_cited(&statement.citations)) {
        return Err(uncited());
    }
    Ok(entry)
}

fn is_in(knowledge: &Knowledge, what: &What, entry: &Entry) -> bool {
    match what {
        What::Topic(_) | What::Everything => true,
        What::Article(id) => {
            let mut statements = entry.statements.iter();
            statements.any(|statement| statement.citations.iter().any(|it| it.source == *id))
        }
        What::Period(span) => date(knowledge, entry).is_some_and(|date| span.contains(date)),
    }
}

/// The time an entry speaks of: its own, else that of its newest source.
fn date(knowledge: &Knowledge, entry: &Entry) -> Option<PartialDate> {
    entry
        .valid
        .or_else(|| knowledge.as_of(entry).map(|as_of| as_of.date))
}

/// The entries whose lines are said: of every topic the first line before any second one, and no line without its other sides.
fn chosen<'l>(
    knowledge: &Knowledge,
    guild: &GuildView,
    lines: &'l [Line<'_>],
    most: usize,
) -> Vec<&'l Id> {
    let mut by_rank: Vec<&Line<'_>> = lines.iter().collect();
    by_rank.sort_by_key(|line| line.rank);
    let mut chosen: Vec<&Id> = Vec::new();
    let mut said: Vec<&Id> = Vec::new();
    for line in by_rank {
        if said.contains(&&line.entry.id) {
            chosen.push(&line.entry.id);
            continue;
        }
        let sides = line.entry.conflicts.iter().filter(|id| {
            !guild.paused.contains(*id)
                && knowledge.entry(id.as_str()).is_some()
                && !said.contains(id)
        });
        let with_sides: Vec<&Id> = std::iter::once(&line.entry.id).chain(sides).collect();
        if said.is_empty() || said.len() + with_sides.len() <= most {
            chosen.push(&line.entry.id);
            said.extend(with_sides);
        }
    }
    chosen
}

/// The lines that say otherwise than an entry.
fn sides<'k>(
    knowledge: &'k Knowledge,
    guild: &GuildView,
    entry: &Entry,
) -> Result<Vec<Line<'k>>, Unsummed> {
    let ids = entry.conflicts.iter();
    let shown =
        ids.filter(|id| !guild.paused.contains(*id) && knowledge.entry(id.as_str()).is_some());
    shown
        .map(|id| {
            let mut bullets = knowledge.topics.iter().flat_map(|topic| &topic.summary);
            Ok(Line {
                entry: cited_entry(knowledge, id)?,
                bullet: bullets.find(|bullet| bullet.entry == *id),
                rank: 0,
            })
        })
        .collect()
}

fn say(
    reply: &mut Reply,
    knowledge: &Knowledge,
    line: &Line<'_>,
    part: SaidPart,
    intro: Option<String>,
) {
    let lang = reply.language;
    let entry = line.entry;
    let Some(first) = entry.statements.first() else {
        return;
    };
    let text = line.text(lang);
    // A topic's sentence may draw on each of the statements.
    let citations = match line.bullet {
        Some(_) => entry.citations(),
        None => first.citations.clone(),
    };
    let speaker = first.by.as_ref().map(|by| by.text(lang));
    let is_theirs = line.bullet.is_none()
        || entry
            .statements
            .iter()
            .all(|statement| statement.says == first.says && statement.by == first.by);
    // Most lines name who says it themselves.
    let is_named = speaker.is_some_and(|by| {
        by.split(' ')
            .next_back()
            .is_some_and(|name| text.contains(name))
    });
    let (says, by) = if is_theirs && !is_named {
        (first.says, speaker.map(str::to_owned))
    } else {
        (Says::Reporting, None)
    };
    let citations = cite(reply, knowledge, &citations);
    reply.statements.push(Said {
        entry: entry.id.clone(),
        part,
        text: format!("{}{text}", intro.unwrap_or_default()),
        says,
        by,
        citations,
    });
}

/// Who reports a line that has another side, and when; without what the line says itself.
fn according_to(lang: Lang, source: &Source, text: &str) -> String {
    if names(text, &source.outlet) {
        String::new()
    } else if is_dated(source, text) {
        summary::according_to(lang, &source.outlet)
    } else {
        phrases::according_to(lang, &source.outlet, &source.published)
    }
}

/// As [`according_to`], of the other side.
fn on_the_other_hand(lang: Lang, source: &Source, text: &str) -> String {
    if names(text, &source.outlet) {
        summary::otherwise(lang).to_owned()
    } else if is_dated(source, text) {
        summary::on_the_other_hand(lang, &source.outlet)
    } else {
        phrases::on_the_other_hand(lang, &source.outlet, &source.published)
    }
}

fn is_dated(source: &Source, text: &str) -> bool {
    text.contains(&source.published.date.year().to_string())
}

/// How many articles of how many newspapers it comes from, and of when; and how far all of them reach.
fn closing(knowledge: &Knowledge, reply: &Reply, chosen: usize, lines: usize) -> String {
    let lang = reply.language;
    let mut outlets: Vec<&str> = reply
        .citations
        .iter()
        .map(|cited| cited.outlet.as_str())
        .collect();
    outlets.sort_unstable();
    outlets.dedup();
    let dates = || reply.citations.iter().map(|cited| cited.published);
    let mut sentences = Vec::new();
    if chosen < lines {
        sentences.push(summary::chosen(lang, chosen, lines));
    }
    if let (Some(oldest), Some(newest)) = (dates().min(), dates().max()) {
        let articles = reply.citations.len();
        sentences.push(summary::rests_on(
            lang,
            articles,
            outlets.len(),
            &oldest,
            &newest,
        ));
    }
    let all: Option<&Source> = knowledge
        .sources
        .iter()
        .min_by_key(|source| Reverse(source.published));
    sentences
        .extend(all.map(|newest| phrases::how_far_the_articles_reach(lang, &newest.published)));
    sentences.join(" ")
}

const fn dating(date: PartialDate) -> Dating {
    Dating {
        date,
        part: None,
        inferred: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::{built_in, load};

    fn knowledge() -> Knowledge {
        load(&built_in()).unwrap()
    }

    fn read(text: &str) -> Summary {
        let summary = Summary::read(text).unwrap();
        assert_eq!(summary.to_string(), text);
        summary
    }

    fn composed(knowledge: &Knowledge, text: &str) -> Reply {
        summary(knowledge, &GuildView::default(), &read(text), Lang::De).unwrap()
    }

    #[test]
    fn what_is_wanted_is_written_and_read() {
        for text in [
            "topic.microsoft.f",
            "article.nd-ticktack.s",
            "period.2020-08.2020-09-20.f",
            "period..2020.s",
            "all.f",
        ] {
            read(text);
        }
        for foreign in [
            "",
            "all",
            "all.full",
            "topic.A.f",
            "period.2020.f",
            "topic.x.full.y",
        ] {
            assert_eq!(Summary::read(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn everything_has_ten_lines_of_as_many_topics_as_there_are() {
        let knowledge = knowledge();
        let reply = composed(&knowledge, "all.f");
        assert!((8..=EVERYTHING_LINES).contains(&reply.statements.len()));
        let topics: std::collections::BTreeSet<&Id> = reply
            .statements
            .iter()
            .map(|said| &knowledge.entry(said.entry.as_str()).unwrap().topic)
            .collect();
        assert!(topics.len() >= 7, "{topics:?}");
        assert!(composed(&knowledge, "all.s").statements.len() <= SHORT_LINES);
    }

    #[test]
    fn both_sides_of_a_conflict_stand_together_and_once() {
        let knowledge = knowledge();
        let reply = composed(&knowledge, "topic.microsoft.f");
        let at = |id: &str| {
            let mut found = reply.statements.iter().enumerate();
            let (at, _) = found.find(|(_, said)| said.entry.as_str() == id).unwrap();
            let times = reply
                .statements
                .iter()
                .filter(|said| said.entry.as_str() == id);
            assert_eq!(times.count(), 1);
            at
        };
        let (one, other) = (at("microsoft-absage"), at("microsoft-bricht-ab"));
        assert_eq!(one.abs_diff(other), 1);
        assert_eq!(reply.statements[one.max(other)].part, SaidPart::Side);
        assert!(
            reply
                .statements
                .iter()
                .all(|said| !said.citations.is_empty())
        );
    }

    #[test]
    fn what_is_stopped_is_in_no_part_of_it() {
        let knowledge = knowledge();
        let paused = Id::new("microsoft-bricht-ab").unwrap();
        let guild = GuildView {
            paused: [paused.clone()].into(),
            ..GuildView::default()
        };
        for what in ["topic.microsoft.f", "all.f", "article.heise-pappas.f"] {
            let reply = summary(&knowledge, &guild, &read(what), Lang::En).unwrap();
            assert!(
                reply.statements.iter().all(|said| said.entry != paused),
                "{what}"
            );
        }
    }

    #[test]
    fn a_line_without_a_source_stops_it() {
        let mut knowledge = knowledge();
        let topic = knowledge.topics.first_mut().unwrap();
        topic.summary.first_mut().unwrap().entry = Id::new("gibt-es-nicht").unwrap();
        let wanted = read("all.s");
        let refused = summary(&knowledge, &GuildView::default(), &wanted, Lang::De);
        assert_eq!(
            refused,
            Err(Unsummed::Uncited(Id::new("gibt-es-nicht").unwrap()))
        );

        let mut knowledge = self::knowledge();
        let entries = knowledge.entries.iter_mut();
        for statement in entries.flat_map(|entry| &mut entry.statements) {
            statement.citations.clear();
        }
        let refused = summary(&knowledge, &GuildView::default(), &wanted, Lang::De);
        assert!(matches!(refused, Err(Unsummed::Uncited(_))));
    }

    #[test]
    fn an_article_and_a_time_of_which_nothing_is_known_have_none() {
        let knowledge = knowledge();
        let refused = |text: &str| {
            summary(&knowledge, &GuildView::default(), &read(text), Lang::De).unwrap_err()
        };
        assert_eq!(refused("article.gibt-es-nicht.f"), Unsummed::Gone);
        assert_eq!(refused("topic.gibt-es-nicht.f"), Unsummed::Gone);
        assert_eq!(refused("period.1999.1999.f"), Unsummed::Empty);
    }

    #[test]
    fn a_period_is_read_in_its_order() {
        let knowledge = knowledge();
        let reply = composed(&knowledge, "period.2020-09.2020-09.f");
        let september: Span = Span {
            from: "2020-09".parse().ok(),
            to: "2020-09".parse().ok(),
        };
        for said in reply
            .statements
            .iter()
            .filter(|said| said.part == SaidPart::Line)
        {
            let entry = knowledge.entry(said.entry.as_str()).unwrap();
            assert!(
                september.contains(date(&knowledge, entry).unwrap()),
                "{}",
                entry.id
            );
        }
    }

    #[test]
    fn a_foreword_is_read_back_in_either_language() {
        let knowledge = knowledge();
        let reply = composed(&knowledge, "all.s").with_foreword("Lest das.");
        assert_eq!(
            reply.lead_in.as_deref(),
            Some("Von der Moderation: Lest das.")
        );
        assert_eq!(foreword("Von der Moderation: Lest das."), Some("Lest das."));
        assert_eq!(
            foreword("From the moderators: Read this."),
            Some("Read this.")
        );
        assert_eq!(foreword("• Eine Zeile"), None);
    }
}
