//! `ticktack new source`: completes the draft of a record, or begins with the article's text.
//!
//! The text, if it is at hand, is only shown on the terminal, to tell the passages apart; what is written are the person's own words.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::dialogue::Stop;
use super::{Author, Draft, LINE_CHARS_MOST, words};
use crate::author::{self, Addition, NewName, PassageRecord, SourceRecord, Wrong, check_text};
use crate::cli::extract::{draft_path, id_of, language_of, read_article};
use crate::document::nearest;
use crate::knowledge::{self, NameKind, Part, PassageKind, VOCABULARY_FILE};
use crate::lang::ByLang;
use crate::text;

/// Characters of a passage that are shown to tell it from the others.
const SEEN_CHARS_MOST: usize = 70;
/// Words that may be names and are shown; the most frequent come first.
const PERHAPS_NAMES_MOST: usize = 80;
/// Characters of a gist.
const GIST_CHARS_MOST: usize = 600;

impl Author<'_> {
    /// Completes a record and gives what is to be written.
    pub(super) fn source(&mut self, file: Option<&Path>) -> Result<Draft, Stop> {
        let (mut record, article) = self.begun(file)?;
        self.bibliography(&mut record)?;
        let names = self.names(&mut record)?;
        record.fill_years();
        let seen = article.as_deref().map(shown).unwrap_or_default();
        for (at, passage) in record.passages.iter_mut().enumerate() {
            self.passage(at + 1, passage, &seen)?;
        }
        let mut additions = vec![Addition {
            path: format!("seeds/{}.toml", record.id),
            text: record.record_toml(),
        }];
        if !names.is_empty() {
            let names: Vec<String> = names.iter().map(NewName::toml).collect();
            additions.push(Addition {
                path: VOCABULARY_FILE.to_owned(),
                text: names.join("\n"),
            });
        }
        Ok(Draft {
            additions,
            question: None,
            replaces: Some(draft_path(&record.id)),
        })
    }

    /// The draft that is meant, or one made of the article; with the article's text where it is at hand.
    fn begun(&mut self, file: Option<&Path>) -> Result<(SourceRecord, Option<String>), Stop> {
        let drafts = self.drafts()?;
        if file.is_none() && !drafts.is_empty() {
            let options: Vec<(&str, &str)> = drafts
                .iter()
                .map(|draft| (draft.id.as_str(), draft.outlet.as_str()))
                .collect();
            let at = self.dialogue.choose(words::WHICH_DRAFT, &options)?;
            let draft = drafts.into_iter().nth(at);
            return draft.map(|draft| (draft, None)).ok_or(Stop::Ended);
        }
        let (file, article) = match file {
            Some(file) => (file.to_owned(), read_article(file).map_err(Stop::Broken)?),
            None => self.dialogue.ask(words::ARTICLE_FILE, |typed| {
                let article = read_article(Path::new(typed)).map_err(Wrong::Unreadable)?;
                Ok((PathBuf::from(typed), article))
            })?,
        };
        let made = |id| {
            SourceRecord::draft(id, &article, language_of(&article), self.engine.knowledge()).0
        };
        let knowledge = self.engine.knowledge();
        let suggested = author::source_id(knowledge, &id_of(&file)).ok();
        if let Some(id) = &suggested {
            let fresh = made(id.clone());
            let same = drafts
                .into_iter()
                .find(|draft| draft.sha256 == fresh.sha256);
            if let Some(draft) = same {
                return Ok((draft, Some(article)));
            }
        }
        let question = words::with_default(
            words::SOURCE_ID.get(self.dialogue.lang()),
            suggested.as_ref(),
        );
        let id = self
            .dialogue
            .ask_in_words(&question, |typed| match (&suggested, typed) {
                (Some(id), "") => Ok(id.clone()),
                (None, "") => Err(Wrong::Empty),
                _ => author::source_id(knowledge, typed),
            })?;
        Ok((made(id), Some(article)))
    }

    /// The drafts of sources that lie there.
    fn drafts(&self) -> Result<Vec<SourceRecord>, Stop> {
        let (files, _) = knowledge::drafts_in_folder(self.root);
        let mut drafts = Vec::new();
        for file in files.iter().filter(|file| file.path.starts_with("seeds/")) {
            let toml = String::from_utf8_lossy(&file.bytes);
            match SourceRecord::read(&file.path, &toml) {
                Ok(record) => drafts.push(record),
                Err(findings) => {
                    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
                    return Err(Stop::Broken(lines.join("\n")));
                }
            }
        }
        Ok(drafts)
    }

    /// Asks for what a citation needs, as far as it is not there.
    fn bibliography(&mut self, record: &mut SourceRecord) -> Result<(), Stop> {
        if record.outlet.is_empty() {
            record.outlet = self.text(words::OUTLET, LINE_CHARS_MOST)?;
        }
        if record.headline.is_empty() {
            record.headline = self.optional(words::HEADLINE)?;
            if !record.headline.is_empty() {
                record.headline_from_address =
                    self.dialogue.confirm(words::HEADLINE_FROM_ADDRESS)?;
            }
        }
        if record.headline.is_empty() && record.about.de.is_empty() {
            record.about = self.both(words::CALLED, LINE_CHARS_MOST)?;
        }
        if record.author.is_empty() {
            record.author = self.optional(words::WRITER)?;
        }
        if record.url.is_empty() {
            record.url = self.dialogue.ask(words::URL, author::url)?;
        }
        if record.published.is_none() {
            record.published = self.dialogue.ask(words::PUBLISHED, |typed| {
                author::date(typed)?.map(Some).ok_or(Wrong::NoDate)
            })?;
            let is_month = record
                .published
                .is_some_and(|date| date.month().is_some() && date.day().is_none());
            if is_month {
                record.part = self.dialogue.ask(words::PART, |typed| match typed {
                    "" => Ok(None),
                    tag => Part::from_tag(tag)
                        .map(Some)
                        .ok_or_else(|| Wrong::NotThere {
                            name: tag.to_owned(),
                            near: None,
                        }),
                })?;
            }
            if self.dialogue.confirm(words::INFERRED)? {
                record.inferred_from = self.both(words::INFERRED_FROM, LINE_CHARS_MOST)?;
            }
        }
        Ok(())
    }

    /// Asks which words are names, puts them into the record, and gives those that the vocabulary lacks.
    fn names(&mut self, record: &mut SourceRecord) -> Result<Vec<NewName>, Stop> {
        let lang = self.dialogue.lang();
        let known = |name: &str| {
            let names = &self.engine.knowledge().vocabulary.names;
            names
                .iter()
                .any(|known| known.name == name || known.variants.iter().any(|form| form == name))
        };
        let mut new = Vec::new();
        // Answers will name the newspaper ("according to ...").
        if !known(&record.outlet) {
            new.push(NewName {
                kind: NameKind::Medium,
                name: record.outlet.clone(),
                variants: Vec::new(),
            });
        }
        let perhaps: Vec<String> = record
            .perhaps_names()
            .into_iter()
            .take(PERHAPS_NAMES_MOST)
            .collect();
        if perhaps.is_empty() {
            return Ok(new);
        }
        let question = words::which_names(lang, &perhaps);
        let chosen = self
            .dialogue
            .ask_in_words(&question, |typed| Ok(listed(typed)))?;
        for name in chosen {
            let is_known = known(&name) || new.iter().any(|other: &NewName| other.name == name);
            if is_known {
                record.add_name(&name, &[]);
                continue;
            }
            self.dialogue.say(&format!("{name}:"));
            let options: Vec<(&str, &str)> = NameKind::ALL
                .iter()
                .map(|kind| (kind.tag(), words::name_kind(lang, *kind)))
                .collect();
            let at = self.dialogue.choose(words::NAME_KIND, &options)?;
            let variants = self
                .dialogue
                .ask(words::NAME_VARIANTS, |typed| Ok(listed(typed)))?;
            record.add_name(&name, &variants);
            new.push(NewName {
                kind: NameKind::ALL.get(at).copied().unwrap_or(NameKind::Person),
                name,
                variants,
            });
        }
        Ok(new)
    }

    fn passage(
        &mut self,
        number: usize,
        passage: &mut PassageRecord,
        seen: &HashMap<String, String>,
    ) -> Result<(), Stop> {
        let lang = self.dialogue.lang();
        let known = passage
            .names
            .iter()
            .chain(&passage.numbers)
            .chain(&passage.dates);
        let listed = || known.cloned().collect::<Vec<_>>().join(", ");
        let seen = seen.get(&passage.sha256).cloned().unwrap_or_else(listed);
        let guessed = passage.kind;
        let question = words::passage_kind(lang, number, &seen, guessed.tag());
        passage.kind = self.dialogue.ask_in_words(&question, |typed| match typed {
            "" => Ok(guessed),
            tag => PassageKind::ALL
                .into_iter()
                .find(|kind| kind.tag() == tag)
                .ok_or_else(|| Wrong::NotThere {
                    name: tag.to_owned(),
                    near: nearest(tag, PassageKind::ALL.iter().map(|kind| kind.tag()))
                        .map(str::to_owned),
                }),
        })?;
        if passage.kind.is_content() && passage.gist.de.is_empty() {
            passage.gist = self.both(words::GIST, GIST_CHARS_MOST)?;
        }
        Ok(())
    }

    fn optional(&mut self, question: ByLang<&str>) -> Result<String, Stop> {
        self.dialogue.ask(question, |typed| match typed {
            "" => Ok(String::new()),
            _ => check_text(typed, LINE_CHARS_MOST).map(|()| typed.to_owned()),
        })
    }
}

/// The beginning of each passage, by its fingerprint.
fn shown(article: &str) -> HashMap<String, String> {
    text::passages(article)
        .map(|passage| {
            let start = text::one_line(passage, SEEN_CHARS_MOST);
            (knowledge::fingerprint(passage.as_bytes()), start)
        })
        .collect()
}

fn listed(typed: &str) -> Vec<String> {
    let parts = typed.split(',').map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}
