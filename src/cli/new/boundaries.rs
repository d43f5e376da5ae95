//! Boundaries beside something new: which of them are no longer right, and what becomes of each.

use super::dialogue::Stop;
use super::{Asserted, Author, Draft, LINE_CHARS_MOST, is_no, is_yes, picked, words};
use crate::author::{self, Change, NewEntry, Pull, Revision, Wrong};
use crate::document::Text;
use crate::knowledge::{Boundary, Id, Refusal};
use crate::lang::{ByLang, Lang};
use crate::lint::Grounding;
use crate::teach;

/// Phrasings of a boundary, or boundaries merely near, that are shown at first: those most like something new.
const SHOWN_FIRST: usize = 3;
/// How many more are shown each time they are asked for: a boundary may have fifty, and what is far down its list a new entry hardly answers.
const SHOWN_MORE: usize = 10;

impl Author<'_> {
    /// Asks of each boundary that a new entry may answer what becomes of it, and which of those that are near are no longer right.
    pub(super) fn beside_boundaries(
        &mut self,
        id: &Id,
        entry: &mut NewEntry,
        draft: &mut Draft,
    ) -> Result<(), Stop> {
        let ask = &entry.ask;
        let says: Vec<&ByLang<String>> = entry.statements.iter().map(|it| &it.text).collect();
        let pull = author::pull(self.knowledge(), id, ask);
        let answered = author::answered_boundaries(&self.engine, ask, &pull);
        let (mut near, mut farther) = author::near_boundaries(&self.engine, ask, &says);
        for near in [&mut near, &mut farther] {
            near.retain(|near| !answered.iter().any(|it| it.id == near.id));
        }
        let farther = farther.len();
        let (answered, near): (Vec<Boundary>, Vec<Boundary>) = (
            answered.into_iter().cloned().collect(),
            near.into_iter().cloned().collect(),
        );
        for boundary in &answered {
            self.revise(boundary, id, entry, &pull, draft)?;
        }
        if farther > 0 && self.dialogue.is_first("farther") {
            let note = words::farther(self.dialogue.lang(), farther);
            self.dialogue.say(&note);
        }
        if near.is_empty() {
            return Ok(());
        }
        let ids: Vec<Id> = near.iter().map(|it| it.id.clone()).collect();
        let mut shown = SHOWN_FIRST;
        let chosen = loop {
            let question = words::near_boundaries(self.dialogue.lang(), &near, shown);
            let chosen = self
                .dialogue
                .ask_in_words("near boundaries", &question, |typed| match typed {
                    "a" | "A" => Ok(None),
                    _ => picked(typed, &ids, |part| {
                        let mut ids = ids.iter();
                        let id = ids.find(|it| it.as_str() == part);
                        Ok(vec![id.ok_or_else(|| Wrong::not_there(part))?.clone()])
                    })
                    .map(Some),
                })?;
            match chosen {
                Some(chosen) => break chosen,
                None => shown += SHOWN_MORE,
            }
        };
        for boundary in near.iter().filter(|it| chosen.contains(&it.id)) {
            self.revise(boundary, id, entry, &pull, draft)?;
        }
        Ok(())
    }

    /// Names questions that were never to be answered and would get this answer, and makes those that somebody wants declined questions of
    /// the boundary nearest to them.
    pub(super) fn refused(&mut self, id: &Id, draft: &mut Draft) -> Result<(), Stop> {
        let changes = [draft.changes.as_slice(), &self.beside()].concat();
        let settings = self.engine.settings().clone();
        // What does not load is told when it is tried.
        let Ok(engine) = author::tried(&self.files, &changes, settings) else {
            return Ok(());
        };
        let refused = teach::refusals_with_answers(&engine).filter(|(_, entry)| entry == id);
        let refused = refused.map(|(refusal, _)| {
            let boundary = author::nearest_boundary(&engine, &refusal.question);
            (refusal, boundary)
        });
        let refused: Vec<(&Refusal, Option<&Boundary>)> = refused.collect();
        if refused.is_empty() {
            return Ok(());
        }
        let question = words::refused(self.dialogue.lang(), &refused);
        let all: Vec<usize> = (0..refused.len()).collect();
        let chosen = self
            .dialogue
            .ask_in_words("refused", &question, |typed| match typed {
                _ if is_yes(typed) => Ok(all.clone()),
                _ => picked(typed, &all, |part| Err(Wrong::not_there(part))),
            })?;
        let mut revised: Vec<Boundary> = Vec::new();
        for (refusal, boundary) in chosen.into_iter().filter_map(|at| refused.get(at)) {
            let Some(boundary) = boundary else {
                continue;
            };
            let phrasing = Text {
                value: refusal.question.clone(),
                place: boundary.place.clone(),
            };
            let mut there = revised.iter_mut();
            match there.find(|it| it.id == boundary.id) {
                Some(there) => there.ask.get_mut(refusal.language).push(phrasing),
                None => {
                    let mut boundary = (*boundary).clone();
                    boundary.ask.get_mut(refusal.language).push(phrasing);
                    revised.push(boundary);
                }
            }
        }
        draft
            .changes
            .extend(revised.into_iter().map(Change::revised));
        Ok(())
    }

    /// Asks what becomes of a boundary, and changes it so.
    fn revise(
        &mut self,
        boundary: &Boundary,
        new: &Id,
        entry: &mut NewEntry,
        pull: &Pull,
        draft: &mut Draft,
    ) -> Result<(), Stop> {
        let lang = self.dialogue.lang();
        let revision = self.revision(boundary, pull)?;
        // What somebody says is answered now is asked of the entry from now on.
        entry.take(&revision.loses);
        if revision.goes {
            draft.changes.push(Change::without(boundary));
            return Ok(());
        }
        let mut revised = boundary.clone();
        for lang in Lang::ALL {
            let loses = revision.loses.get(lang);
            let phrasings = revised.ask.get_mut(lang);
            phrasings.retain(|phrasing| !loses.contains(&phrasing.value));
        }
        if revision.another_reason {
            let about = self.dialogue.about(format!("boundary {}: ", boundary.id));
            revised.reason = self.both(words::ANOTHER_REASON, LINE_CHARS_MOST)?;
            let typed = |lang| revised.ask.get(lang).iter().map(|it| it.value.clone());
            let asked = ByLang {
                de: typed(Lang::De).collect(),
                en: typed(Lang::En).collect(),
            };
            self.unknown_words(&revised.reason, &asked)?;
            self.dialogue.about(about);
        }
        // A question that goes may have been all that bore out a name of the reason.
        let lacks_ground = || {
            let grounding = Grounding::new(self.knowledge());
            grounding.boundary(&revised).len() > grounding.boundary(boundary).len()
        };
        let loses_some = revised.ask != boundary.ask;
        let names_new = revision.another_reason || loses_some && lacks_ground();
        if names_new {
            // Whoever still gets the boundary is shown where something is known now.
            revised.nearest.push(new.clone());
            let note = words::nearest_too(lang, &boundary.id, new);
            self.dialogue.say(&note);
            revised.checked = Some(revised.seal());
            let asserted = Box::new(revised.clone());
            draft.asserted.push(Asserted::Boundary(asserted));
        }
        if loses_some || names_new {
            draft.changes.push(Change::revised(revised));
        }
        Ok(())
    }

    /// Asks what becomes of a boundary, with what it is asked: all of that would have no reply any more where it goes.
    fn revision(&mut self, boundary: &Boundary, pull: &Pull) -> Result<Revision, Stop> {
        let lang = self.dialogue.lang();
        let phrasings = author::phrasings_of(boundary, pull);
        let key = format!("boundary {}", boundary.id);
        let mut shown = SHOWN_FIRST;
        let is_first = self.dialogue.is_first("revision");
        loop {
            let question = words::revision(lang, boundary, &phrasings, shown, is_first);
            let revision = self.dialogue.ask_in_words(&key, &question, |typed| {
                let mut revision = Revision::default();
                match typed {
                    "a" | "A" => return Ok(None),
                    _ if is_yes(typed) => {
                        revision.goes = true;
                        for (lang, phrasing) in &phrasings {
                            let loses = revision.loses.get_mut(*lang);
                            loses.push((*phrasing).to_owned());
                        }
                    }
                    _ if is_no(typed) => {}
                    _ => revision = author::revision(boundary, &phrasings, typed)?,
                }
                Ok(Some(revision))
            })?;
            match revision {
                Some(revision) => return Ok(revision),
                None => shown += SHOWN_MORE,
            }
        }
    }
}
