//! Takes off what leads to a person, before a foreign text is shown or kept: addresses, names with an @, long numbers.

use super::clean::{clean, one_line};

/// What stands in the place of something that was taken off.
pub const MASK: &str = "[…]";
/// The same after it was cleaned, so that masking twice is masking once.
const MASK_CLEANED: &str = "[...]";
/// The most digits of years, sums and dates ("20.09.2020"); a number with more may be a telephone number or an id.
const DIGITS_MOST: usize = 8;

/// `raw` on one line, cleaned, without links, mentions, mail addresses, invitations and numbers of more than eight digits.
#[must_use]
pub fn masked(raw: &str) -> String {
    let cleaned = clean(raw);
    let words: Vec<&str> = cleaned
        .split_whitespace()
        .map(|word| if is_personal(word) { MASK } else { word })
        .collect();
    one_line(&words.join(" "), usize::MAX)
}

fn is_personal(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let begins_an_address = |(scheme, rest): (&str, &str)| {
        let is_scheme = scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphabetic());
        is_scheme && rest.starts_with(|c: char| !c.is_whitespace())
    };
    let is_path = |(host, _): (&str, &str)| host.contains('.');
    word == MASK_CLEANED
        || word.contains('@')
        || digits > DIGITS_MOST
        || word.split_once(':').is_some_and(begins_an_address)
        || word.split_once('/').is_some_and(is_path)
        || word.contains("www.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &str) {
        assert_eq!(masked(raw), expected);
        assert_eq!(masked(expected), expected);
    }

    #[test]
    fn what_leads_to_a_person_is_off() {
        check("frag max@example.org, ja?", "frag […] ja?");
        check("@everyone schaut", "[…] schaut");
        check("ruf +49-30-1234567 an", "ruf […] an");
        check("<@123456789012345678> sagt", "sagt");
        check("siehe https://example.org/a", "siehe");
        check(
            "discord.gg/abc www.example.org javascript:alert(1)",
            "[…] […] […]",
        );
    }

    #[test]
    fn what_is_asked_stays() {
        check(
            "Hat TikTok 2020\n1,9 Milliarden Nutzer?",
            "Hat TikTok 2020 1,9 Milliarden Nutzer?",
        );
        check(
            "bis 20.09.2020: und dann? ja/nein",
            "bis 20.09.2020: und dann? ja/nein",
        );
    }
}
