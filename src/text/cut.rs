//! Texts that must not be longer than something: cut at a word, with a sign of it.
//!
//! Lengths are UTF-16 units: no other way of counting finds more in a text, but for bytes.

/// UTF-16 units of `text`.
#[must_use]
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// `text` with at most `most` units, cut at a word.
#[must_use]
pub fn fitted(text: &str, most: usize) -> String {
    if length(text) <= most {
        return text.to_owned();
    }
    let mut end = 0;
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        // One unit is for the sign of the cut.
        if units >= most {
            break;
        }
        end = at + c.len_utf8();
    }
    let kept = text.get(..end).unwrap_or_default();
    let next = text.get(end..).unwrap_or_default();
    let at_word = if next.starts_with(char::is_whitespace) {
        kept
    } else {
        kept.rfind(char::is_whitespace)
            .and_then(|at| kept.get(..at))
            .unwrap_or(kept)
    };
    format!("{}…", at_word.trim_end())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_is_cut_at_a_word() {
        assert_eq!(fitted("Wem gehört TikTok?", 18), "Wem gehört TikTok?");
        assert_eq!(fitted("Wem gehört TikTok?", 17), "Wem gehört…");
        assert_eq!(fitted("Wem gehört TikTok?", 11), "Wem gehört…");
        assert_eq!(fitted("Wem gehört TikTok?", 10), "Wem…");
        assert_eq!(fitted("Donaudampfschifffahrt", 6), "Donau…");
        assert_eq!(fitted("🙂🙂🙂", 4), "🙂…");
    }

    proptest! {
        #[test]
        fn nothing_is_ever_too_long(text in any::<String>(), most in 1_usize..50) {
            prop_assert!(length(&fitted(&text, most)) <= most);
        }
    }
}
