//! The evaluation that is kept with the knowledge: what was asserted wrongly when nobody had asked the bot.
//!
//! It is no knowledge: it counts for one revision only, and lies beside the files without being one of them.

use std::path::Path;

use rust_embed::Embed;
use serde::{Deserialize, Serialize};

use super::Origin;

/// Its file.
const FILE: &str = "knowledge/eval.json";
/// Questions out of scope that it must rest on.
const OUT_OF_SCOPE_LEAST: u32 = 200;

/// What `knowledge/eval.json` says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The revision that was evaluated.
    pub revision: String,
    /// The least probability for an answer that nobody had asked for, 0 to 1.
    pub unaddressed: f32,
    /// Questions out of scope that were asked.
    pub out_of_scope: u32,
    /// How many of them were answered at that bar.
    pub asserted: u32,
}

/// Why the bot may not answer what nobody asked it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unproven {
    /// There is no evaluation, or none that can be read.
    #[error("no evaluation is kept with the knowledge (knowledge/eval.json)")]
    Missing,
    /// The knowledge was edited since.
    #[error("the evaluation kept with the knowledge is of another revision")]
    Outdated,
    /// It was made with a higher bar than the one in use.
    #[error("the evaluation kept with the knowledge was made with a higher `decide.unaddressed`")]
    OtherBar,
    /// It rests on too little.
    #[error("the evaluation kept with the knowledge has fewer than 200 questions out of scope")]
    TooSmall,
    /// Something was asserted wrongly.
    #[error("the evaluation kept with the knowledge asserts what the articles do not say")]
    Asserted,
}

impl Evaluation {
    /// Keeps it with the knowledge in `folder`.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn keep(&self, folder: &Path) -> std::io::Result<()> {
        let text = serde_json::to_string_pretty(self)? + "\n";
        std::fs::write(folder.join(FILE), text)
    }

    /// Whether it shows that nothing was asserted wrongly, of this revision and at this bar.
    ///
    /// # Errors
    /// Why it does not.
    pub fn proves(&self, revision: &str, unaddressed: f32) -> Result<(), Unproven> {
        if self.revision != revision {
            Err(Unproven::Outdated)
        } else if self.unaddressed > unaddressed {
            Err(Unproven::OtherBar)
        } else if self.out_of_scope < OUT_OF_SCOPE_LEAST {
            Err(Unproven::TooSmall)
        } else if self.asserted > 0 {
            Err(Unproven::Asserted)
        } else {
            Ok(())
        }
    }
}

#[derive(Embed)]
#[folder = "knowledge"]
#[prefix = "knowledge/"]
#[include = "eval.json"]
struct BuiltInEvaluation;

/// The evaluation beside the files of `origin`, if there is one that can be read.
#[must_use]
pub fn evaluation(origin: &Origin) -> Option<Evaluation> {
    let bytes = match origin {
        Origin::Folder(folder) => std::fs::read(folder.join(Path::new(FILE))).ok()?,
        Origin::BuiltIn => BuiltInEvaluation::get(FILE)?.data.into_owned(),
    };
    serde_json::from_slice(&bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(change: impl Fn(&mut Evaluation), expected: Result<(), Unproven>) {
        let mut evaluation = Evaluation {
            revision: "01234567".to_owned(),
            unaddressed: 0.9,
            out_of_scope: 200,
            asserted: 0,
        };
        change(&mut evaluation);
        assert_eq!(evaluation.proves("01234567", 0.9), expected);
    }

    #[test]
    fn only_a_clean_evaluation_of_this_knowledge_proves_it() {
        check(|_| {}, Ok(()));
        check(|it| it.revision.clear(), Err(Unproven::Outdated));
        check(|it| it.unaddressed = 0.95, Err(Unproven::OtherBar));
        check(|it| it.out_of_scope = 199, Err(Unproven::TooSmall));
        check(|it| it.asserted = 1, Err(Unproven::Asserted));
    }
}
