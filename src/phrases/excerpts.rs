//! What is said around words of the articles themselves, which only single members see.

use super::{pick, quoted};
use crate::lang::Lang;

/// Above the gists of cited passages where their beginnings stand beside them.
#[must_use]
pub const fn gists_and_excerpts(lang: Lang) -> &'static str {
    pick(
        lang,
        "Worum es in den zitierten Absätzen geht, in eigenen Worten, und wie sie anfangen. Den ganzen Wortlaut hat die Zeitung.",
        "What the cited passages are about, in our own words, and how they begin. The newspaper has the whole original.",
    )
}

/// How a passage begins.
#[must_use]
pub fn excerpt(lang: Lang, excerpt: &str) -> String {
    let what = pick(lang, "Im Wortlaut", "In the original");
    format!("{what}: {}", quoted(lang, excerpt))
}
