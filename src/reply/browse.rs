//! What can be read without asking: topics, the timeline, the sources. A [`View`] names a page, [`browse`] composes it.
//!
//! A view is written into buttons as text, so its form outlives versions: `source.nd-ticktack.2`.

use std::fmt;
use std::str::FromStr as _;

use crate::knowledge::{
    Entry, Excerpts, GuildView, Id, InvalidDate, Knowledge, PartialDate, Source,
};
use crate::lang::Lang;
use crate::phrases::{self, moderation};
use crate::reply::{self, Reply, citation_line, said_line};

/// Characters of what is read on one page; a screen of a telephone or two.
const PAGE_CHARS_MOST: usize = 2_400;
/// Phrasings that are shown in one piece: with 100 characters each they fit a page of Discord's.
const PHRASINGS_MOST: usize = 30;

/// What can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// All topics.
    Topics,
    /// One topic and its questions.
    Topic(Id),
    /// What the articles do not cover; its page, from 1.
    NotCovered(usize),
    /// What happened within a span of time; its page, from 1.
    Timeline(Span, usize),
    /// All articles.
    Sources,
    /// The record of one article; its page, from 1.
    Source(Id, usize),
    /// What the answer to an entry rests on; its page, from 1.
    Cited(Id, usize),
    /// All there is of an entry, for those who look after it; its page, from 1.
    Entry(Id, usize),
    /// The answer to an entry. A reply, no page.
    Answer(Id),
    /// What the bot can do.
    Help,
    /// What is stored.
    Privacy,
}

/// A span of time, open at either end; both ends belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub from: Option<PartialDate>,
    /// Where it ends.
    pub to: Option<PartialDate>,
}

impl Span {
    /// Whether any of the time of `date` lies within.
    pub fn contains(&self, date: PartialDate) -> bool {
        let touches = |end: PartialDate| end.contains(date) || date.contains(end);
        self.from.is_none_or(|from| date > from || touches(from))
            && self.to.is_none_or(|to| date < to || touches(to))
    }
}

impl View {
    /// Reads what [`View`] writes; `None` for what no version of this one has written.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let number = |text: &str| text.parse().ok().filter(|page| *page > 0);
        Some(match parts.as_slice() {
            ["topics"] => Self::Topics,
            ["topic", id] => Self::Topic(Id::new(id)?),
            ["not-covered", page] => Self::NotCovered(number(page)?),
            ["timeline", page, from, to] => Self::Timeline(
                Span {
                    from: end(from).ok()?,
                    to: end(to).ok()?,
                },
                number(page)?,
            ),
            ["sources"] => Self::Sources,
            ["source", id, page] => Self::Source(Id::new(id)?, number(page)?),
            ["cited", id, page] => Self::Cited(Id::new(id)?, number(page)?),
            ["entry", id, page] => Self::Entry(Id::new(id)?, number(page)?),
            ["answer", id] => Self::Answer(Id::new(id)?),
            ["help"] => Self::Help,
            ["privacy"] => Self::Privacy,
            _ => return None,
        })
    }
}

/// The end of a span: nothing where it is open.
pub(super) fn end(text: &str) -> Result<Option<PartialDate>, InvalidDate> {
    if text.is_empty() {
        return Ok(None);
    }
    PartialDate::from_str(text).map(Some)
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end =
            |date: Option<PartialDate>| date.map_or_else(String::new, |date| date.to_string());
        match self {
            Self::Topics => f.write_str("topics"),
            Self::Topic(id) => write!(f, "topic.{id}"),
            Self::NotCovered(page) => write!(f, "not-covered.{page}"),
            Self::Timeline(span, page) => {
                write!(f, "timeline.{page}.{}.{}", end(span.from), end(span.to))
            }
            Self::Sources => f.write_str("sources"),
            Self::Source(id, page) => write!(f, "source.{id}.{page}"),
            Self::Cited(id, page) => write!(f, "cited.{id}.{page}"),
            Self::Entry(id, page) => write!(f, "entry.{id}.{page}"),
            Self::Answer(id) => write!(f, "answer.{id}"),
            Self::Help => f.write_str("help"),
            Self::Privacy => f.write_str("privacy"),
        }
    }
}

/// A date as somebody types it: `2020`, `2020-09`, `9/2020`, `20.9.2020`.
#[must_use]
pub fn typed_date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let turned: Vec<String> = text
            .rsplit(['.', '/', '-'])
            .map(|part| format!("{:0>2}", part.trim()))
            .collect();
        turned.join("-").parse().ok()
    })
}

/// A page as plain data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its language.
    pub language: Lang,
    /// The revision of the knowledge it shows.
    pub revision: String,
    /// What stands above it.
    pub title: String,
    /// Sentences before everything else.
    pub intro: Vec<String>,
    /// What it lists.
    pub items: Vec<Item>,
    /// What a menu of `leads_to` asks for.
    pub choose: &'static str,
    /// What it leads to, for a menu.
    pub leads_to: Vec<Lead>,
    /// The pages beside it, for buttons; at most five.
    pub turns: Vec<Lead>,
}

/// One item of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// What stands above it.
    pub heading: Option<String>,
    /// What it says, perhaps on several lines.
    pub text: String,
    /// The address of the article it is about.
    pub url: Option<String>,
}

/// Something to open, with what is written on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// What is opened.
    pub view: View,
    /// What is written on it.
    pub label: String,
}

/// Composes a page, which only one member may see: it may quote. `None` where the knowledge has nothing of that name (any more).
#[must_use]
pub fn browse(
    knowledge: &Knowledge,
    excerpts: &Excerpts,
    guild: &GuildView,
    view: &View,
    lang: Lang,
) -> Option<Page> {
    let book = Book {
        knowledge,
        excerpts,
        guild,
        lang,
    };
    Some(match view {
        View::Topics => book.topics(),
        View::Topic(id) => book.topic(id)?,
        View::NotCovered(number) => book.not_covered(*number),
        View::Timeline(span, number) => book.timeline(*span, *number),
        View::Sources => book.sources(),
        View::Source(id, number) => book.source(id, *number)?,
        View::Cited(id, number) => book.cited(id, *number)?,
        View::Entry(id, number) => book.entry(id, *number)?,
        View::Help => Page {
            items: lines(&phrases::help(lang)),
            choose: phrases::choose_topic(lang),
            leads_to: book.topics().leads_to,
            ..book.blank(phrases::help_title(lang))
        },
        View::Privacy => Page {
            items: lines(&phrases::privacy(lang)),
            ..book.blank(phrases::privacy_title(lang))
        },
        View::Answer(_) => return None,
    })
}

/// The reply to an entry that was chosen, not asked for in words. `None` where there is no such entry (any more).
#[must_use]
pub fn entry(knowledge: &Knowledge, guild: &GuildView, id: &Id, lang: Lang) -> Option<Reply> {
    let entry = knowledge.entry(id.as_str())?;
    Some(if guild.paused.contains(id) {
        Reply::line(lang, phrases::being_checked(lang), &knowledge.revision)
    } else {
        reply::of_entry(knowledge, guild, entry, lang)
    })
}

/// An article in one line: newspaper and headline.
#[must_use]
pub fn source_name(source: &Source, lang: Lang) -> String {
    format!("{}, {}", source.outlet, headline(source, lang))
}

impl Item {
    fn new(heading: &str, text: &str) -> Self {
        Self {
            heading: Some(heading.to_owned()),
            text: text.to_owned(),
            url: None,
        }
    }
}

impl Lead {
    fn new(view: View, label: &str) -> Self {
        Self {
            view,
            label: label.to_owned(),
        }
    }
}

/// An item with the entries it leads to.
struct Piece {
    item: Item,
    entries: Vec<Id>,
}

impl Piece {
    const fn new(item: Item, entries: Vec<Id>) -> Self {
        Self { item, entries }
    }

    fn chars(&self) -> usize {
        let heading = self.item.heading.as_ref();
        heading.map_or(0, |heading| heading.chars().count()) + self.item.text.chars().count()
    }
}

/// Everything a page is composed from.
struct Book<'k> {
    knowledge: &'k Knowledge,
    excerpts: &'k Excerpts,
    guild: &'k GuildView,
    lang: Lang,
}

impl Book<'_> {
    fn blank(&self, title: &str) -> Page {
        Page {
            language: self.lang,
            revision: self.knowledge.revision.clone(),
            title: title.to_owned(),
            intro: Vec::new(),
            items: Vec::new(),
            choose: phrases::choose_question(self.lang),
            leads_to: Vec::new(),
            turns: Vec::new(),
        }
    }

    fn topics(&self) -> Page {
        let (knowledge, lang) = (self.knowledge, self.lang);
        let topics = &knowledge.topics;
        let leads = topics
            .iter()
            .map(|topic| Lead::new(View::Topic(topic.id.clone()), topic.title.text(lang)));
        let rest = Lead::new(View::NotCovered(1), phrases::not_covered(lang));
        let (entries, sources) = (knowledge.entries.len(), knowledge.sources.len());
        Page {
            intro: vec![phrases::what_there_is(lang, entries, sources)],
            items: topics
                .iter()
                .map(|topic| Item::new(topic.title.text(lang), topic.about.text(lang)))
                .collect(),
            choose: phrases::choose_topic(lang),
            leads_to: leads.chain([rest]).collect(),
            ..self.blank(phrases::topics(lang))
        }
    }

    fn topic(&self, id: &Id) -> Option<Page> {
        let lang = self.lang;
        let topics = &self.knowledge.topics;
        let topic = topics.iter().find(|topic| topic.id == *id)?;
        let bullets: Vec<String> = topic
            .summary
            .iter()
            .filter(|bullet| !self.guild.paused.contains(&bullet.entry))
            .map(|bullet| format!("• {}", bullet.text.text(lang)))
            .collect();
        let entries = self.knowledge.entries.iter();
        let entries = entries.filter(|entry| entry.topic == *id);
        Some(Page {
            intro: vec![topic.about.text(lang).to_owned()],
            items: vec![Item {
                text: bullets.join("\n"),
                ..Item::default()
            }],
            leads_to: self.questions(entries.map(|entry| &entry.id)),
            turns: vec![Lead::new(View::Topics, phrases::all_topics(lang))],
            ..self.blank(topic.title.text(lang))
        })
    }

    fn not_covered(&self, number: usize) -> Page {
        let lang = self.lang;
        let pieces = self.knowledge.boundaries.iter().filter_map(|boundary| {
            let question = &boundary.ask.get(lang).first()?.value;
            let item = Item::new(question, boundary.reason.text(lang));
            Some(Piece::new(item, boundary.nearest.clone()))
        });
        let page = self.blank(phrases::not_covered(lang));
        let mut page = self.paged(page, pieces.collect(), number, View::NotCovered);
        page.choose = phrases::choose_nearby(lang);
        let up = Lead::new(View::Topics, phrases::all_topics(lang));
        page.turns.push(up);
        page
    }

    fn timeline(&self, span: Span, number: usize) -> Page {
        let lang = self.lang;
        let events = self.knowledge.timeline.iter();
        let events = events.filter(|event| span.contains(event.when.date));
        let is_stopped = |id: &Id| self.guild.paused.contains(id);
        let events = events.filter(|event| !event.entry.as_ref().is_some_and(is_stopped));
        let pieces: Vec<Piece> = events
            .map(|event| {
                let grounds = event.citations.iter().filter_map(|citation| {
                    let source = self.knowledge.source(citation.source.as_str())?;
                    let passages = phrases::passages(lang, &citation.passages);
                    Some(format!("{}, {passages}", source.outlet))
                });
                let grounds: Vec<String> = grounds.collect();
                let text = format!("{} ({})", event.text.text(lang), grounds.join("; "));
                let item = Item::new(&phrases::published(lang, &event.when), &text);
                Piece::new(item, event.entry.iter().cloned().collect())
            })
            .collect();
        let mut page = self.blank(phrases::timeline(lang));
        if pieces.is_empty() {
            page.intro.push(phrases::nothing_happened(lang).to_owned());
        }
        self.paged(page, pieces, number, |number| View::Timeline(span, number))
    }

    fn sources(&self) -> Page {
        let lang = self.lang;
        let sources = &self.knowledge.sources;
        Page {
            items: sources
                .iter()
                .map(|source| Item {
                    url: source.url.clone(),
                    ..Item::new(&source.outlet, &about(source, lang).join(" · "))
                })
                .collect(),
            choose: phrases::choose_source(lang),
            leads_to: sources
                .iter()
                .map(|source| {
                    let view = View::Source(source.id.clone(), 1);
                    Lead::new(view, &source_name(source, lang))
                })
                .collect(),
            ..self.blank(phrases::sources(lang))
        }
    }

    fn source(&self, id: &Id, number: usize) -> Option<Page> {
        let lang = self.lang;
        let source = self.knowledge.source(id.as_str())?;
        let mut page = self.blank(&format!("{}: {}", source.outlet, headline(source, lang)));
        // Its headline stands above.
        page.intro.extend(about(source, lang).into_iter().skip(1));
        let inferred = source.inferred_from.iter();
        page.intro
            .extend(inferred.map(|why| why.text(lang).to_owned()));
        page.intro.push(phrases::how_passages_count(
            lang,
            source.passages.len(),
            source.is_interview(),
        ));
        let content = source.passages.iter();
        let content = content.filter(|passage| passage.kind.is_content() && !passage.is_draft());
        let pieces = content.map(|passage| {
            let heading = phrases::passages(lang, &[passage.number]);
            let item = Item::new(&heading, passage.gist.text(lang));
            Piece::new(item, citing(self.knowledge, source, passage.number))
        });
        let at = |number| View::Source(id.clone(), number);
        let mut page = self.paged(page, pieces.collect(), number, at);
        page.choose = phrases::choose_answered(lang);
        let up = Lead::new(View::Sources, phrases::all_sources(lang));
        page.turns.push(up);
        Some(page)
    }

    fn cited(&self, id: &Id, number: usize) -> Option<Page> {
        let lang = self.lang;
        let reply = entry(self.knowledge, self.guild, id, lang)?;
        let pieces = reply.citations.iter().filter_map(|cited| {
            let source = self.knowledge.source(cited.source.as_str())?;
            let passages = cited
                .passages
                .iter()
                .filter_map(|number| source.passage(*number));
            let gists: Vec<String> = passages
                .map(|passage| {
                    let gist = passage.gist.text(lang);
                    let excerpt = self.excerpts.of(&source.id, passage.number);
                    let excerpt = excerpt.map_or_else(String::new, |excerpt| {
                        format!("\n{}", phrases::excerpt(lang, excerpt))
                    });
                    // Of one passage the number stands in the heading.
                    if cited.passages.len() == 1 {
                        return format!("{gist}{excerpt}");
                    }
                    let which = phrases::passages(lang, &[passage.number]);
                    format!("{which}: {gist}{excerpt}")
                })
                .collect();
            let item = Item {
                url: cited.url.clone(),
                ..Item::new(&citation_line(cited, lang), &gists.join("\n"))
            };
            Some(Piece::new(item, Vec::new()))
        });
        let Some(question) = &reply.matched else {
            // It was stopped since.
            let mut page = self.blank(phrases::source_button(lang));
            page.intro.extend(reply.lead_in);
            return Some(page);
        };
        let mut page = self.blank(question);
        let intro = if self.excerpts.is_empty() {
            phrases::gists_not_words(lang)
        } else {
            phrases::gists_and_excerpts(lang)
        };
        page.intro = vec![intro.to_owned()];
        let at = |number| View::Cited(id.clone(), number);
        Some(self.paged(page, pieces.collect(), number, at))
    }

    /// Everything of an entry, stopped or not: what it says, what that rests on, and how it is asked for.
    fn entry(&self, id: &Id, number: usize) -> Option<Page> {
        let lang = self.lang;
        let entry = self.knowledge.entry(id.as_str())?;
        let reply = reply::of_entry(self.knowledge, &GuildView::default(), entry, lang);
        let mut page = self.blank(reply.matched.as_deref().unwrap_or(id.as_str()));
        if self.guild.paused.contains(id) {
            page.intro.push(moderation::is_paused(lang).to_owned());
        }
        let said: Vec<String> = reply
            .statements
            .iter()
            .map(|said| said_line(said, lang))
            .collect();
        let sources = reply.citations.iter().enumerate();
        let sources: Vec<String> = sources
            .map(|(at, cited)| format!("[{}] {}", at + 1, citation_line(cited, lang)))
            .collect();
        let mut items = vec![
            Item::new(moderation::answer(lang), &said.join("\n")),
            Item::new(phrases::sources(lang), &sources.join("\n")),
        ];
        for asked in Lang::ALL {
            let phrasings = entry.ask.get(asked);
            let heading = moderation::phrasings(lang, asked, phrasings.len());
            for some in phrasings.chunks(PHRASINGS_MOST) {
                let lines = some.iter().map(|phrasing| format!("• {}", phrasing.value));
                let lines: Vec<String> = lines.collect();
                items.push(Item::new(&heading, &lines.join("\n")));
            }
        }
        let pieces = items.into_iter().map(|item| Piece::new(item, Vec::new()));
        let at = |number| View::Entry(id.clone(), number);
        Some(self.paged(page, pieces.collect(), number, at))
    }

    /// Puts one page's worth of pieces on `page`, with what they lead to and the pages before and behind.
    /// A number behind the last page is the last page: the knowledge may have become shorter since it was written.
    fn paged(
        &self,
        mut page: Page,
        pieces: Vec<Piece>,
        number: usize,
        at: impl Fn(usize) -> View,
    ) -> Page {
        let mut pages: Vec<Vec<Piece>> = Vec::new();
        let mut room = 0;
        for piece in pieces {
            let chars = piece.chars();
            match pages.last_mut() {
                Some(last) if chars <= room => {
                    room -= chars;
                    last.push(piece);
                }
                _ => {
                    room = PAGE_CHARS_MOST.saturating_sub(chars);
                    pages.push(vec![piece]);
                }
            }
        }
        let last = pages.len().max(1);
        let number = number.min(last);
        if last > 1 {
            page.title = format!("{} ({number}/{last})", page.title);
        }
        if number > 1 {
            let back = Lead::new(at(number - 1), phrases::back(self.lang));
            page.turns.push(back);
        }
        if number < last {
            let onwards = Lead::new(at(number + 1), phrases::onwards(self.lang));
            page.turns.push(onwards);
        }
        let here = pages.into_iter().nth(number - 1).unwrap_or_default();
        page.leads_to = self.questions(here.iter().flat_map(|piece| &piece.entries));
        page.items.extend(here.into_iter().map(|piece| piece.item));
        page
    }

    /// The stored questions of entries, each once.
    fn questions<'i>(&self, entries: impl Iterator<Item = &'i Id>) -> Vec<Lead> {
        let mut leads: Vec<Lead> = Vec::new();
        for id in entries.filter(|id| !self.guild.paused.contains(*id)) {
            let view = View::Answer(id.clone());
            let entry = self.knowledge.entry(id.as_str());
            let question = entry.and_then(|entry| reply::stored_question(entry, self.lang));
            if let Some(question) = question
                && leads.iter().all(|lead| lead.view != view)
            {
                leads.push(Lead::new(view, question));
            }
        }
        leads
    }
}

/// The entries that cite a passage.
fn citing(knowledge: &Knowledge, source: &Source, passage: u32) -> Vec<Id> {
    let cites = |entry: &&Entry| {
        let citations = entry.citations();
        let mut citations = citations.iter();
        citations
            .any(|citation| citation.source == source.id && citation.passages.contains(&passage))
    };
    let entries = knowledge.entries.iter().filter(cites);
    entries.map(|entry| entry.id.clone()).collect()
}

pub(super) fn headline(source: &Source, lang: Lang) -> String {
    reply::headline(
        lang,
        source.headline.as_deref(),
        source.headline_from_address,
        source.about.as_ref(),
    )
}

/// What is known of an article: headline, date, author, language, and what else.
fn about(source: &Source, lang: Lang) -> Vec<String> {
    let mut known = vec![
        headline(source, lang),
        phrases::published(lang, &source.published),
    ];
    known.extend(
        source
            .author
            .as_ref()
            .map(|author| phrases::written_by(lang, author)),
    );
    known.extend(phrases::source_language(lang, source.language).map(str::to_owned));
    known.extend(source.note.as_ref().map(|note| note.text(lang).to_owned()));
    if source.url.is_none() {
        known.push(phrases::no_link(lang).to_owned());
    }
    known
}

fn lines(texts: &[(&str, &str)]) -> Vec<Item> {
    texts
        .iter()
        .map(|(heading, text)| Item::new(heading, text))
        .collect()
}
