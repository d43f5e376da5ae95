//! Boundaries beside something new: which of them are no longer right, and what becomes of each.

use super::dialogue::Stop;
use super::{Asserted, Author, Draft, LINE_CHARS_MOST, is_no, is_yes, listed, words};
use crate::author::{self, Change, Pull, Revision, Wrong};
use crate::knowledge::{Boundary, Id};
use crate::lang::{ByLang, Lang};
use crate::lint::Grounding;

/// Phrasings of a boundary that are shown at first, those most like something new.
const PHRASINGS_SHOWN_FIRST: usize = 10;

impl Author<'_> {
    /// Asks of each boundary that a new entry may answer what becomes of it, and which of those that are near are no longer right.
    pub(super) fn beside_boundaries(
        &mut self,
        id: &Id,
        ask: &ByLang<Vec<String>>,
        says: &[&ByLang<String>],
        draft: &mut Draft,
    ) -> Result<(), Stop> {
        let pull = author::pull(self.knowledge(), id, ask);
        let answered = author::answered_boundaries(&self.engine, ask, &pull);
        let mut near = author::near_boundaries(&self.engine, ask, says);
        near.retain(|near| !answered.iter().any(|it| it.id == near.id));
        let (answered, near): (Vec<Boundary>, Vec<Boundary>) = (
            answered.into_iter().cloned().collect(),
            near.into_iter().cloned().collect(),
        );
        for boundary in &answered {
            self.revise(boundary, id, &pull, draft)?;
        }
        if near.is_empty() {
            return Ok(());
        }
        let question = words::near_boundaries(self.dialogue.lang(), &near);
        let chosen = self
            .dialogue
            .ask_in_words("near boundaries", &question, |typed| picked(&near, typed))?;
        for boundary in chosen {
            self.revise(boundary, id, &pull, draft)?;
        }
        Ok(())
    }

    /// Asks what becomes of a boundary, with what it is asked: all of that would have no reply any more where it goes.
    fn revise(
        &mut self,
        boundary: &Boundary,
        new: &Id,
        pull: &Pull,
        draft: &mut Draft,
    ) -> Result<(), Stop> {
        let lang = self.dialogue.lang();
        let phrasings = author::phrasings_of(boundary, pull);
        let key = format!("boundary {}", boundary.id);
        let mut shown = PHRASINGS_SHOWN_FIRST;
        let revision = loop {
            let question = words::revision(lang, boundary, &phrasings, shown);
            let revision = self.dialogue.ask_in_words(&key, &question, |typed| {
                let goes = is_yes(typed);
                match typed {
                    "a" | "A" => Ok(None),
                    _ if goes => Ok(Some(Revision {
                        goes,
                        ..Revision::default()
                    })),
                    _ if is_no(typed) => Ok(Some(Revision::default())),
                    _ => author::revision(boundary, &phrasings, typed).map(Some),
                }
            })?;
            match revision {
                Some(revision) => break revision,
                None => shown = phrasings.len(),
            }
        };
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
            let about = self.dialogue.about(format!("{key}: "));
            revised.reason = self.both(words::ANOTHER_REASON, LINE_CHARS_MOST)?;
            let typed = |lang| revised.ask.get(lang).iter().map(|it| it.value.clone());
            let asked = ByLang {
                de: typed(Lang::De).collect(),
                en: typed(Lang::En).collect(),
            };
            self.unknown_words(&revised.reason, &asked)?;
            self.dialogue.about(about);
        }
        let loses_some = Lang::ALL
            .iter()
            .any(|it| !revision.loses.get(*it).is_empty());
        // A question that goes may have been all that bore out a name of the reason.
        let lacks_ground = || {
            let grounding = Grounding::new(self.knowledge());
            grounding.boundary(&revised).len() > grounding.boundary(boundary).len()
        };
        let names_new = revision.another_reason || loses_some && lacks_ground();
        if names_new {
            // Whoever still gets the boundary is shown where something is known now.
            revised.nearest.push(new.clone());
            let note = words::nearest_too(lang, &boundary.id, new);
            self.dialogue.say(&note);
        }
        if names_new {
            revised.checked = Some(revised.seal());
            draft
                .asserted
                .push(Asserted::Boundary(Box::new(revised.clone())));
        }
        if loses_some || names_new {
            draft.changes.push(Change::revised(revised));
        }
        Ok(())
    }
}

/// Boundaries chosen from a list by number or id.
fn picked<'b>(near: &'b [Boundary], typed: &str) -> Result<Vec<&'b Boundary>, Wrong> {
    if is_no(typed) {
        return Ok(Vec::new());
    }
    let mut picked: Vec<&Boundary> = Vec::new();
    for part in listed(typed) {
        let number = part.parse::<usize>().ok();
        let by_number = number.and_then(|number| near.get(number.checked_sub(1)?));
        let found = by_number.or_else(|| near.iter().find(|it| it.id.as_str() == part));
        let found = found.ok_or(Wrong::NotThere {
            name: part,
            near: None,
        })?;
        if !picked.iter().any(|known| known.id == found.id) {
            picked.push(found);
        }
    }
    Ok(picked)
}
