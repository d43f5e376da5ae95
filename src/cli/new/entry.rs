//! `ticktack new entry` and `ticktack new boundary`: phrasings first, then what is said, held against its passages sentence by sentence.

use std::collections::BTreeSet;

use super::dialogue::{Dialogue, Stop};
use super::{
    Asserted, Author, BOUNDARY_FILE, Draft, LINE_CHARS_MOST, Likely, What, is_no, is_none, picked,
    picked_words, words,
};
use crate::author::{
    self, Change, Mended, NewBoundary, NewEntry, NewStatement, Wrong, check_phrasing, check_text,
};
use crate::cli::shown::Shown;
use crate::engine::Engine;
use crate::knowledge::{
    ANSWER_CHARS_MOST, Citation, Id, Knowledge, PartialDate, Passage, PassageKind, Says, Source,
};
use crate::lang::{ByLang, Lang};
use crate::lint::{self, Doubt, Grounding};

/// Statements of one answer.
const STATEMENTS_MOST: usize = 4;

impl Author<'_> {
    pub(super) fn entry(&mut self) -> Result<Draft, Stop> {
        let topic = self.which_topic()?;
        let ask = self.phrasings(&What::Entry)?;
        let id = self.id(&ask)?;
        let mut entry = NewEntry {
            id: id.to_string(),
            ask,
            ..NewEntry::default()
        };
        loop {
            self.dialogue
                .about(format!("statement {}: ", entry.statements.len() + 1));
            let statement = self.statement(&entry)?;
            entry.statements.push(statement);
            let is_full = entry.statements.len() == STATEMENTS_MOST;
            if is_full || !self.dialogue.confirm(words::ANOTHER_STATEMENT)? {
                break;
            }
        }
        self.dialogue.about("");
        let is_first = self.dialogue.is_first("series");
        let series = words::series(self.dialogue.lang(), &self.series(), is_first);
        entry.series = self
            .dialogue
            .ask_in_words("series", &series, |typed| match typed {
                _ if is_none(typed) => Ok(None),
                id => Id::new(id).map(Some).ok_or(Wrong::IdForm),
            })?;
        entry.valid = self.valid(&entry)?;
        let knowledge = self.engine.knowledge();
        let is_first = self.dialogue.is_first("related");
        let near = author::related(&self.engine, &entry.ask);
        let question = words::related(self.dialogue.lang(), &near, is_first);
        let near: Vec<Id> = near.into_iter().map(|near| near.id.clone()).collect();
        entry.related = self
            .dialogue
            .ask_in_words("related", &question, |typed| match typed {
                "" => Ok(near.clone()),
                _ => ids(knowledge, &near, typed),
            })?;
        let question = self.first_of(&entry.ask);
        let mut draft = Draft {
            question,
            ..Draft::default()
        };
        self.beside_boundaries(&id, &mut entry, &mut draft)?;
        let written = Change::behind(topic, entry.toml());
        draft.changes.insert(0, written);
        self.refused(&id, &mut draft)?;
        let entry = Box::new(entry.entry(id, draft.place()));
        let source = entry.citations().into_iter().next().map(|it| it.source);
        draft.asserted.insert(0, Asserted::Entry(entry));
        let topic = Some(draft.place().path);
        draft.likely = Some(Likely { topic, source });
        Ok(draft)
    }

    /// The time that the entry speaks of; Enter takes the newest that its sentences say, as far as their articles know.
    fn valid(&mut self, entry: &NewEntry) -> Result<Option<PartialDate>, Stop> {
        let knowledge = self.engine.knowledge();
        let said = author::newest_date(knowledge, &entry.statements);
        let is_first = self.dialogue.is_first("valid");
        let question = match said {
            Some(said) => words::valid_or(self.dialogue.lang(), said, is_first),
            None => words::VALID.get(self.dialogue.lang()).to_string(),
        };
        let needs_date = entry.series.is_some();
        let grounds = self.grounds();
        let cited = entry.statements.iter().flat_map(|it| &it.citations);
        let cited: Vec<Citation> = cited.cloned().collect();
        self.dialogue.ask_in_words("valid", &question, |typed| {
            let date = match typed {
                "" => said,
                _ if is_no(typed) => None,
                _ => author::date(typed)?,
            };
            match date {
                None if needs_date => Err(Wrong::Empty),
                Some(date) if !Grounding::new(&grounds).states(date, &cited) => {
                    Err(Wrong::NotThen(date))
                }
                date => Ok(date),
            }
        })
    }

    pub(super) fn boundary(&mut self) -> Result<Draft, Stop> {
        let ask = self.phrasings(&What::Boundary)?;
        let id = self.id(&ask)?;
        let reason = self.both(words::REASON, LINE_CHARS_MOST)?;
        self.unknown_words(&reason, &ask)?;
        self.dialogue.about("");
        let knowledge = self.engine.knowledge();
        let nearest = self
            .dialogue
            .ask(words::NEAREST, |typed| ids(knowledge, &[], typed))?;
        let contradicted_by = self
            .dialogue
            .ask(words::CONTRADICTED, |typed| match typed {
                _ if is_none(typed) => Ok(None),
                id => author::entry_id(knowledge, id).map(Some),
            })?;
        let boundary = NewBoundary {
            id: id.to_string(),
            ask,
            reason,
            nearest,
            contradicted_by,
        };
        let there = knowledge.boundaries.last();
        let path = there.map_or_else(
            || BOUNDARY_FILE.to_owned(),
            |last| last.place.path.to_string(),
        );
        let question = self.first_of(&boundary.ask);
        let mut draft = Draft::new(path, boundary.toml(), question);
        let boundary = Box::new(boundary.boundary(id, draft.place()));
        draft.asserted.push(Asserted::Boundary(boundary));
        Ok(draft)
    }

    /// The path of the topic's file.
    fn which_topic(&mut self) -> Result<String, Stop> {
        let lang = self.dialogue.lang();
        let topics = &self.engine.knowledge().topics;
        let options: Vec<(&str, &str)> = topics
            .iter()
            .map(|topic| (topic.id.as_str(), topic.title.text(lang)))
            .collect();
        if options.is_empty() {
            return Err(Stop::Broken(words::NO_TOPIC.get(lang).to_string()));
        }
        let likely = self.likely.topic.as_ref();
        let likely = topics.iter().position(|it| Some(&it.place.path) == likely);
        let at = self.dialogue.choose(words::WHICH_TOPIC, &options, likely)?;
        let path = topics.get(at).map(|topic| topic.place.path.to_string());
        path.ok_or(Stop::Ended)
    }

    fn phrasings(&mut self, of: &What) -> Result<ByLang<Vec<String>>, Stop> {
        let mut told = Vec::new();
        Ok(ByLang {
            de: self.phrasings_in(Lang::De, of, &mut told)?,
            en: self.phrasings_in(Lang::En, of, &mut told)?,
        })
    }

    /// The series there are.
    fn series(&self) -> BTreeSet<String> {
        let entries = self.knowledge().entries.iter();
        entries
            .filter_map(|entry| entry.series.as_ref().map(Id::to_string))
            .collect()
    }

    /// Phrasings until an empty line; what each gets so far is told at once, and `-` leaves one out that is being changed.
    fn phrasings_in(
        &mut self,
        lang: Lang,
        of: &What,
        told: &mut Vec<Id>,
    ) -> Result<Vec<String>, Stop> {
        let mut own: Vec<String> = Vec::new();
        let is_first = lang == Lang::De && self.dialogue.is_first("phrasings");
        self.dialogue
            .say(words::phrasings(self.dialogue.lang(), lang, is_first));
        loop {
            let engine = &self.engine;
            let key = words::phrasing_key(lang);
            let typed = self.dialogue.ask_in_words(key, "", |typed| match typed {
                "" if own.len() < lint::PHRASINGS_LEAST => Err(Wrong::TooFew {
                    least: lint::PHRASINGS_LEAST,
                }),
                "" | "-" => Ok(typed.to_owned()),
                _ => several(engine, of, &own, typed).map(|_| typed.to_owned()),
            })?;
            match typed.as_str() {
                "" => {
                    let wanted = lint::PHRASINGS_WANTED;
                    let is_few = matches!(of, What::Entry) && own.len() < wanted;
                    if is_few && self.dialogue.is_first("few phrasings") {
                        let note = words::few_phrasings(self.dialogue.lang(), own.len(), wanted);
                        self.dialogue.say(&note);
                    }
                    return Ok(own);
                }
                "-" => {}
                _ => {
                    for phrasing in several(&self.engine, of, &own, &typed).unwrap_or_default() {
                        if !self.dialogue.is_repeating() {
                            self.tell_collision(&phrasing, lang, of, told);
                        }
                        own.push(phrasing);
                    }
                }
            }
        }
    }

    /// Tells what a phrasing gets for an answer so far.
    fn tell_collision(&mut self, phrasing: &str, lang: Lang, of: &What, told: &mut Vec<Id>) {
        let Some(mut collision) = author::collision(&self.engine, phrasing, lang) else {
            return;
        };
        if !matches!(of, What::Entry) {
            // Two boundaries are two questions like any others.
            collision.reason = None;
        }
        let is_new = !told.contains(&collision.id);
        // One that is asked about at the end is named once.
        if !is_new && collision.reason.is_some() {
            return;
        }
        let note = words::collides(self.dialogue.lang(), &collision, is_new);
        self.dialogue.say(&note);
        told.push(collision.id);
    }

    fn id(&mut self, ask: &ByLang<Vec<String>>) -> Result<Id, Stop> {
        let knowledge = self.engine.knowledge();
        let suggested = ask
            .de
            .first()
            .and_then(|first| author::suggested_id(knowledge, first));
        let is_first = self.dialogue.is_first("id");
        let question = words::id(self.dialogue.lang(), suggested.as_ref(), is_first);
        self.dialogue
            .ask_in_words("id", &question, |typed| match (&suggested, typed) {
                (Some(suggested), "") => Ok(suggested.clone()),
                (None, "") => Err(Wrong::Empty),
                _ => author::new_id(knowledge, typed),
            })
    }

    fn statement(&mut self, entry: &NewEntry) -> Result<NewStatement, Stop> {
        let mut citations = self.citations(entry)?;
        let lang = self.dialogue.lang();
        let options: Vec<(&str, &str)> = Says::ALL
            .iter()
            .map(|says| (says.tag(), words::says(lang, *says)))
            .collect();
        let at = self.dialogue.choose(words::SAYS, &options, Some(0))?;
        let says = Says::ALL.get(at).copied().unwrap_or(Says::Reporting);
        let by = match says {
            Says::Reporting => None,
            _ => Some(self.by(&mut citations)?),
        };
        let mut left = ByLang {
            de: ANSWER_CHARS_MOST,
            en: ANSWER_CHARS_MOST,
        };
        for earlier in &entry.statements {
            left.de = left.de.saturating_sub(earlier.text.de.chars().count() + 1);
            left.en = left.en.saturating_sub(earlier.text.en.chars().count() + 1);
        }
        let mut text = ByLang::default();
        for lang in Lang::ALL {
            self.sentence(lang, *left.get(lang), &mut text, &mut citations)?;
        }
        // Lint lets a boundary speak of what it is asked, and an entry only of what its passages have.
        self.unknown_words(&text, &ByLang::default())?;
        self.gists(&text, &citations)?;
        Ok(NewStatement {
            text,
            says,
            by,
            citations,
        })
    }

    /// The sentence of one language. What no cited passage has is told at once, so that it is said otherwise or cited as it should be.
    fn sentence(
        &mut self,
        lang: Lang,
        most: usize,
        text: &mut ByLang<String>,
        citations: &mut Vec<Citation>,
    ) -> Result<(), Stop> {
        let originals = self.originals(citations);
        *text.get_mut(lang) = self.own_text(lang, words::STATEMENT, most, &originals)?;
        loop {
            let doubts = Grounding::new(&self.grounds()).doubts(text, lang, citations);
            let key = words::doubt_key(lang);
            let check = |typed: &str| author::check_own(typed, most, texts(&originals));
            match self.mended(key, &doubts, citations, check)? {
                Mended::Left => return Ok(()),
                Mended::Cited(cited) => *citations = self.all_cited(cited)?,
                Mended::Said(sentence) if self.is_meant(lang, &sentence)? => {
                    *text.get_mut(lang) = sentence;
                }
                Mended::Said(_) => {}
            }
        }
    }

    /// Who says it. Their name must stand in what is cited; how they are called may differ by language.
    fn by(&mut self, citations: &mut Vec<Citation>) -> Result<ByLang<String>, Stop> {
        let check = |typed: &str| check_text(typed, LINE_CHARS_MOST);
        let typed = self
            .dialogue
            .ask(words::BY, |typed| check(typed).map(|()| typed.to_owned()))?;
        let mut by = in_both(&typed);
        loop {
            let grounds = self.grounds();
            let grounding = Grounding::new(&grounds);
            let mut doubts: Vec<Doubt> = Vec::new();
            for lang in Lang::ALL {
                let mut alone = ByLang::default();
                by.text(lang).clone_into(alone.get_mut(lang));
                for doubt in grounding.doubts(&alone, lang, citations) {
                    if !doubts.iter().any(|known| known.written == doubt.written) {
                        doubts.push(doubt);
                    }
                }
            }
            match self.mended("doubts by", &doubts, citations, check)? {
                Mended::Left => return Ok(by),
                Mended::Cited(cited) => *citations = self.all_cited(cited)?,
                Mended::Said(typed) => by = in_both(&typed),
            }
        }
    }

    /// Tells doubts, if there are any, and asks what to do about them.
    fn mended(
        &mut self,
        key: &str,
        doubts: &[Doubt],
        citations: &[Citation],
        check: impl Fn(&str) -> Result<(), Wrong>,
    ) -> Result<Mended, Stop> {
        if doubts.is_empty() {
            return Ok(Mended::Left);
        }
        let knowledge = self.engine.knowledge();
        let likely = author::likely_citation(doubts);
        let question = words::doubts(self.dialogue.lang(), doubts, likely.as_ref());
        self.dialogue.ask_in_words(key, &question, |typed| {
            author::mended(knowledge, likely.as_ref(), citations, typed, &check)
        })
    }

    /// The passages that are at hand of all that is cited. A headline may be said again.
    fn originals(&self, citations: &[Citation]) -> Vec<String> {
        let sources = citations.iter();
        let sources = sources.filter_map(|it| self.knowledge().source(it.source.as_str()));
        let passages = sources.flat_map(|source| {
            let passages = source.passages.iter();
            let passages = passages.filter(|it| it.kind != PassageKind::Heading);
            passages.filter_map(|it| self.passages.get(&(source.id.clone(), it.number)))
        });
        passages.cloned().collect()
    }

    /// Sources and their passages. Those of the source of the statement before are asked for at once, or else of the one that hardly
    /// anything cites yet.
    fn citations(&mut self, entry: &NewEntry) -> Result<Vec<Citation>, Stop> {
        let lang = self.dialogue.lang();
        let knowledge = self.engine.knowledge();
        let before = entry.statements.last().and_then(|it| it.citations.first());
        let likely = before.map(|citation| &citation.source);
        let likely = likely.or(self.likely.source.as_ref());
        let likely = likely.or_else(|| author::new_source(knowledge));
        let likely = likely.and_then(|id| knowledge.source(id.as_str()));
        let shown = Shown {
            knowledge,
            passages: &self.passages,
            lang,
            is_brief: false,
        };
        let mut is_proposed = likely.is_some();
        let mut chosen: Vec<&Source> = likely.into_iter().collect();
        let mut citations = Vec::new();
        if chosen.is_empty() {
            chosen = which_sources(&mut self.dialogue, knowledge)?;
        }
        while let Some(source) = chosen.first().copied() {
            let content = || source.passages.iter().filter(|it| it.kind.is_content());
            if self.dialogue.is_first("passages") {
                for passage in content() {
                    self.dialogue
                        .say(&format!("  {}", shown.line(source, passage)));
                }
            }
            let is_first = self.dialogue.is_first("which passages");
            let question = words::which_passages(lang, source, is_proposed, is_first);
            let key = format!("passages of {}", source.id);
            let cited = self
                .dialogue
                .ask_in_words(&key, &question, |typed| match typed {
                    "a" | "A" => Ok(Cited::All),
                    "-" if is_proposed => Ok(Cited::Other(Vec::new())),
                    _ => {
                        let named = typed.split(',').map(|id| knowledge.source(id.trim()));
                        match named.collect::<Option<Vec<_>>>() {
                            Some(named) if is_proposed => Ok(Cited::Other(named)),
                            _ => author::passages(source, typed).map(Cited::Passages),
                        }
                    }
                })?;
            match cited {
                Cited::All => {
                    for passage in content() {
                        let number = passage.number;
                        let line = format!("  {number} {}", shown.passage(source, number));
                        self.dialogue.say(&line);
                    }
                }
                Cited::Other(named) => {
                    is_proposed = false;
                    chosen = named;
                    if chosen.is_empty() {
                        chosen = which_sources(&mut self.dialogue, knowledge)?;
                    }
                }
                Cited::Passages(passages) => {
                    chosen.remove(0);
                    citations.push(Citation {
                        source: source.id.clone(),
                        passages,
                    });
                }
            }
        }
        self.all_cited(citations)
    }

    /// Shows what is cited; of a draft it is gone through what was found in it.
    fn all_cited(&mut self, citations: Vec<Citation>) -> Result<Vec<Citation>, Stop> {
        for Citation { source, passages } in &citations {
            for number in passages {
                let knowledge = self.engine.knowledge();
                let mut completed = self.completed.iter();
                let is_gone_through = completed.any(|it| it.0 == *source && it.1 == *number);
                let Some(there) = knowledge.source(source.as_str()) else {
                    continue;
                };
                let is_draft = there.passage(*number).is_some_and(Passage::is_draft);
                if !is_draft {
                    let line = format!("  {number} {}", self.shown().passage(there, *number));
                    self.dialogue.say(&line);
                } else if !is_gone_through {
                    self.cited(source, *number)?;
                }
            }
        }
        Ok(citations)
    }

    /// Asks which of the words are names that are written like one and that nobody knows: lint would refuse them.
    pub(super) fn unknown_words(
        &mut self,
        text: &ByLang<String>,
        asked: &ByLang<Vec<String>>,
    ) -> Result<(), Stop> {
        for lang in Lang::ALL {
            let unknown = author::unknown_words(self.knowledge(), text.get(lang), lang, asked);
            let is_open = |word: &String| {
                let is_name = self.names.iter().any(|name| name.name == *word);
                !is_name && !self.nouns.get(lang).contains(word)
            };
            let unknown: Vec<String> = unknown.into_iter().filter(is_open).collect();
            if unknown.is_empty() {
                continue;
            }
            let question = words::names_or_nouns(self.dialogue.lang(), &unknown);
            let key = format!("unknown {}", lang.tag());
            let names = self.dialogue.ask_in_words(&key, &question, |typed| {
                (!typed.is_empty())
                    .then(|| picked_words(typed, &unknown))
                    .transpose()
            })?;
            let Some(names) = names else {
                continue;
            };
            for name in &names {
                self.new_name(name)?;
                let note = words::named_nowhere(self.dialogue.lang(), name);
                self.dialogue.say(&note);
            }
            let nouns = unknown.into_iter().filter(|word| !names.contains(word));
            self.nouns.get_mut(lang).extend(nouns);
        }
        Ok(())
    }

    fn first_of(&self, ask: &ByLang<Vec<String>>) -> Option<String> {
        ask.get(self.dialogue.lang()).first().cloned()
    }
}

/// What somebody says of the passages that a statement rests on.
enum Cited<'k> {
    /// They are to be shown.
    All,
    /// They are those of other sources; none where it is to be asked which.
    Other(Vec<&'k Source>),
    Passages(Vec<u32>),
}

/// Asks which sources a statement rests on.
fn which_sources<'k>(
    dialogue: &mut Dialogue<'_>,
    knowledge: &'k Knowledge,
) -> Result<Vec<&'k Source>, Stop> {
    let sources = &knowledge.sources;
    let options: Vec<(&str, &str)> = sources
        .iter()
        .map(|source| (source.id.as_str(), source.outlet.as_str()))
        .collect();
    let chosen = dialogue.choose_some(words::WHICH_SOURCE, &options, None)?;
    Ok(chosen
        .into_iter()
        .filter_map(|at| sources.get(at))
        .collect())
}

/// A name in both languages: the same, or one on each side of a line.
fn in_both(typed: &str) -> ByLang<String> {
    let (de, en) = typed.split_once('|').unwrap_or((typed, typed));
    ByLang {
        de: de.trim().to_owned(),
        en: en.trim().to_owned(),
    }
}

fn texts(originals: &[String]) -> impl Iterator<Item = &str> {
    originals.iter().map(String::as_str)
}

/// The phrasings of one line, with semicolons between them.
fn several(engine: &Engine, of: &What, own: &[String], typed: &str) -> Result<Vec<String>, Wrong> {
    let mut all = own.to_vec();
    let parts = typed.split(';').map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    for part in &parts {
        match check_phrasing(engine, &all, part) {
            // At the end it is asked what becomes of the boundary.
            Err(Wrong::Taken(id)) if may_take(engine.knowledge(), of, &id) => {}
            Err(wrong) if parts.len() > 1 => {
                return Err(Wrong::Among((*part).to_owned(), Box::new(wrong)));
            }
            checked => checked?,
        }
        all.push((*part).to_owned());
    }
    if parts.is_empty() {
        return Err(Wrong::NoWord);
    }
    Ok(all.split_off(own.len()))
}

/// Whether something new may have a phrasing that is there: an entry may answer what a boundary says is not known.
fn may_take(knowledge: &Knowledge, of: &What, id: &Id) -> bool {
    matches!(of, What::Entry) && knowledge.boundary(id.as_str()).is_some()
}

/// Ids of entries, some of them by their numbers in a list.
fn ids(knowledge: &Knowledge, list: &[Id], typed: &str) -> Result<Vec<Id>, Wrong> {
    picked(typed, list, |part| author::ids(knowledge, part))
}
