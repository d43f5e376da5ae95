//! What each code means, why it is refused or warned of, and how to mend it: the text of `ticktack lint --explain`.
//!
//! Written for people who edit the knowledge and do not program. A code is lasting: it stands in scripts and in the heads of people.

/// A code of `lint`, explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Its lasting name.
    pub name: &'static str,
    /// What was found.
    pub means: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// What to do.
    pub mend: &'static str,
}

/// The code of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Code> {
    CODES.iter().find(|code| code.name == name)
}

/// All codes, in the order of the alphabet.
pub const CODES: &[Code] = &[
    Code {
        name: "after-publication",
        means: "The record of a passage has a date that lies after the day the article was published.",
        why: "An article rarely knows what comes after it. Mostly the year of a date that names none was guessed wrongly, and every answer that rests on it would be a year off.",
        mend: "read the passage again and correct the year. If it really speaks of what was still to come, let the gist say so: a deadline, \"until\", \"will\".",
    },
    Code {
        name: "answered-refusal",
        means: "A question of refusals.jsonl, which the articles do not answer, is answered.",
        why: "An answer to something else is the worst that can happen, and what moderators teach is held against these questions.",
        mend: "make it a phrasing of a `[[boundary]]` (grenzen.toml), or take the phrasing out that draws it to the answer. If the articles do answer it by now, take the line out. This is a warning.",
    },
    Code {
        name: "bad-date",
        means: "A text that should be a date is none, or no such day exists.",
        why: "Dates order the stages of a series and the timeline; a date that cannot be read would silently drop out of both.",
        mend: "write `2020`, `2020-09` or `2020-09-20`, in quotation marks.",
    },
    Code {
        name: "bad-id",
        means: "An id holds something else than lower-case letters a to z, digits and `-`, or is longer than 40 characters; or the id of a source is not the name of its file.",
        why: "Ids stand in buttons, in the log and in other entries, where spaces, capitals and umlauts do not survive.",
        mend: "choose a short name such as `us-nutzerzahl`. Once people use the bot, an id is never changed and never given to something else.",
    },
    Code {
        name: "bad-record",
        means: "A number or a date in the record of a passage cannot be read.",
        why: "Answers are held against these lists; what cannot be read grounds nothing, and right answers would be refused.",
        mend: "write numbers in English with their unit (`172 million downloads USA`), dates as `2020-09`, `2020-09-20`, `2020-08 late`, `2023 early`, and weekdays in English.",
    },
    Code {
        name: "bad-refusal",
        means: "A line of refusals.jsonl is no question in a language, or stands there twice.",
        why: "What moderators teach is held against these questions; one that cannot be read protects nothing.",
        mend: "write one object a line: `{\"lang\": \"de\", \"q\": \"Wie lösche ich mein Konto?\"}`.",
    },
    Code {
        name: "beyond-entry",
        means: "A line of a summary has a name, a figure or a date that the answer it comes from does not have.",
        why: "Who asks for more gets that answer, and would not find there what the summary told.",
        mend: "take it out of the line, name the entry that does say it, or let the answer say it as well.",
    },
    Code {
        name: "byte-order-mark",
        means: "A file begins with a mark of three bytes that no editor shows.",
        why: "The revision is worked out from the bytes of the files: the same text would have two, and a reply could not be traced to what was reviewed.",
        mend: "save it as UTF-8 without the mark; in most editors this is called UTF-8, the other UTF-8 with BOM.",
    },
    Code {
        name: "cited-draft",
        means: "A passage is cited that has no `gist` yet.",
        why: "Readers see the gist of what an answer rests on, and nobody has compared the lists of such a passage with its text.",
        mend: "read the passage, correct its lists, and write its `gist`, in both languages. `ticktack new entry` asks for both.",
    },
    Code {
        name: "collision",
        means: "At least a third of the phrasings of one entry would find another if they were not stored themselves, the two are not linked, and one of them at least is an answer.",
        why: "People never type exactly what is stored. Where two entries are asked alike, some of them get the wrong one.",
        mend: "give the entry phrasings with words that only it needs, or take out those that fit both; sometimes two entries are really one. If they are neighbours, link them (`related`, `nearest`), so that who gets the one sees the other. The number is how much better the other one does, from 0 to 1. This is a warning.",
    },
    Code {
        name: "copied",
        means: "Eight words in a row, or more, stand in an article as well.",
        why: "The articles belong to their newspapers. This project keeps what they say, in its own words, and never their sentences.",
        mend: "say it in your own words. Changing one word in the middle is not enough to make a sentence yours. Headlines are not checked.",
    },
    Code {
        name: "dead-reference",
        means: "An entry is named that does not exist.",
        why: "A button or a suggestion would lead nowhere.",
        mend: "correct the id; the nearest one that exists is offered. If the entry was taken out on purpose, take out its name as well.",
    },
    Code {
        name: "draft-passage",
        means: "Passages of an article have no `gist` yet: nobody has said what they say, and their lists are as they were found.",
        why: "No entry may cite them, so nothing is answered from them yet. Nothing is wrong with that.",
        mend: "`ticktack new entry` shows what was found in a passage and asks for its gist where an entry first cites it; or read the passage, correct its lists and write its `gist` yourself. This is a warning.",
    },
    Code {
        name: "duplicate-id",
        means: "An id is used twice.",
        why: "Nobody could tell which of the two is meant.",
        mend: "rename the one that is new.",
    },
    Code {
        name: "empty",
        means: "A text is there and holds nothing.",
        why: "An empty phrasing finds nothing, and an empty sentence says nothing.",
        mend: "fill it, or take the line out if it may be missing.",
    },
    Code {
        name: "empty-file",
        means: "A file holds nothing.",
        why: "It is usually the rest of something that went wrong while it was saved.",
        mend: "fill the file or delete it.",
    },
    Code {
        name: "encoding",
        means: "A file is not UTF-8; the place is that of the first broken character.",
        why: "Umlauts would turn into rubbish in front of people.",
        mend: "open it in an editor and save it with the encoding UTF-8.",
    },
    Code {
        name: "few-phrasings",
        means: "An entry has fewer phrasings in a language than people have ways to ask for it. Fewer than three are an error.",
        why: "Measured: with one phrasing an entry is found 73 times of 100, with five 94 times. Nothing else helps as much.",
        mend: "add how a pupil types it, how a journalist asks it, keywords alone, and the everyday word beside the technical one.",
    },
    Code {
        name: "figure-of-another",
        means: "A figure stands in a cited passage, but there it belongs to a place that the sentence does not name.",
        why: "19 million are users in Germany and 100 million users in the USA, both in one passage: a figure in the wrong sentence is as wrong as a wrong figure.",
        mend: "name the place in the sentence, or use the figure that belongs to it.",
    },
    Code {
        name: "fingerprint",
        means: "An article or one of its passages is not the one that the record was made from.",
        why: "Passage numbers and lists hold for one text only. A newspaper may have changed its article, or a file may be cut off.",
        mend: "fetch the text that was recorded. If it was really changed, make the record anew and look at every entry that cites it.",
    },
    Code {
        name: "foreign-line",
        means: "A line of a topic's summary comes from an entry of another topic.",
        why: "The button beside it leads out of the topic, which surprises people.",
        mend: "take an entry of this topic, or move the line. This is a warning.",
    },
    Code {
        name: "idle-passage",
        means: "A passage is cited beside others and has neither a name nor a word in common with the sentence.",
        why: "People open the passage that is named. One that says nothing of the matter looks like a mistake, and usually is one: a wrong number.",
        mend: "leave the number out or put in the right one. If the passage does speak of it, let its `gist` in seeds/ say so.",
    },
    Code {
        name: "languages-differ",
        means: "A name, a figure or a date stands in one language only.",
        why: "Both languages are one statement. Where they differ, one of them is wrong, and half of the people read it.",
        mend: "compare the two sentences and mend the one that is wrong. Spelling and number format may differ: `1,9 Milliarden` is `1.9 billion`.",
    },
    Code {
        name: "line-ends",
        means: "Lines end with two characters, as on Windows; the place is that of the first.",
        why: "The revision is worked out from the bytes of the files: the same text would have two, and a review would show every line as changed.",
        mend: "choose the line ends LF (Unix) in your editor and save. A checkout by git has them already.",
    },
    Code {
        name: "lonely-series",
        means: "A series has only one stage.",
        why: "A series shows how a matter moved on; one stage is just an entry.",
        mend: "add the other stages, or take out `series`. This is a warning.",
    },
    Code {
        name: "long-answer",
        means: "An answer has more than 600 characters in one language, all its statements together.",
        why: "Discord shows it in one box, and nobody reads more in a chat.",
        mend: "say less, or make two entries that name each other in `related`.",
    },
    Code {
        name: "long-phrasing",
        means: "A phrasing has more than 100 characters.",
        why: "Discord shows at most so many of a choice; and nobody asks that long.",
        mend: "shorten it to how people type.",
    },
    Code {
        name: "missing-article",
        means: "The folder given with `--articles` lacks the text of some sources, or of all of them.",
        why: "What is not there is not compared. Who adds an article often holds only that one, so this is a warning; but if none is there, it is probably another folder.",
        mend: "put the texts there, named `<source>.txt`, if you hold them; else leave it.",
    },
    Code {
        name: "missing-key",
        means: "Something that must be there is missing.",
        why: "An entry in one language, without its source or without phrasings would be answered wrongly or never.",
        mend: "add the key that is named. knowledge/README.md and seeds/README.md show whole examples.",
    },
    Code {
        name: "names-itself",
        means: "An entry names itself as related or as a conflict.",
        why: "The button would lead to where one is.",
        mend: "take the id out.",
    },
    Code {
        name: "names-uneven",
        means: "Both languages name the same, but one of them more often.",
        why: "That is how a swapped name looks (`Microsoft wanted to buy Microsoft`). Good prose may do it as well, so this is a warning.",
        mend: "read both sentences. If they are right, name it equally often; `the company` in one language can be `the company` in the other.",
    },
    Code {
        name: "no-topic",
        means: "A file has entries and no `[topic]`.",
        why: "Every entry belongs to a topic, with a title that people can choose.",
        mend: "add a `[topic]` with `order`, `title` and `about`, or move the entries to the file they belong to.",
    },
    Code {
        name: "not-content",
        means: "A passage is cited that is advertising, a caption or what surrounds an article.",
        why: "The newspaper does not report what stands there.",
        mend: "cite the passage that says it; if none does, it is not in the articles.",
    },
    Code {
        name: "one-sided-conflict",
        means: "An entry names another as a conflict, which does not name it back.",
        why: "Where newspapers contradict each other both sides are shown, whichever is asked for.",
        mend: "add the id to `conflicts` of the other entry.",
    },
    Code {
        name: "passage-number",
        means: "The passages of a record are not numbered 1, 2, 3 and so on.",
        why: "Citations go by these numbers.",
        mend: "number them in the order of the article; passages that are no content keep their number and their `kind`.",
    },
    Code {
        name: "record-incomplete",
        means: "An article's passage states a name, a figure or a date that its record lacks.",
        why: "Answers are held against the record. What it lacks could be said only against lint.",
        mend: "add it to `names`, `numbers` or `dates` of the passage. A name must be in vocabulary.toml first.",
    },
    Code {
        name: "record-unfounded",
        means: "A record says something that its article does not.",
        why: "Lint would let an answer pass that the article does not carry.",
        mend: "take it out of the record, and out of every answer that rests on it.",
    },
    Code {
        name: "repeated-phrasing",
        means: "An entry has one phrasing twice in one language; capitals, umlauts and punctuation do not count.",
        why: "The second one adds nothing.",
        mend: "replace it by another way to ask. This is a warning.",
    },
    Code {
        name: "secret",
        means: "The address of the database in config.toml has a password.",
        why: "Files are copied, shown and kept in histories; whoever sees one would have the database.",
        mend: "take the password out of the file, and set `TICKTACK_STORE_URL` in the environment of the bot. Only the start finds this, `lint` does not read config.toml.",
    },
    Code {
        name: "shared-phrasing",
        means: "Two entries have the same phrasing; capitals, umlauts and punctuation do not count.",
        why: "Whoever types it gets one of them by chance.",
        mend: "leave it with the entry that answers it best.",
    },
    Code {
        name: "statements",
        means: "An entry has no statement, or more than four.",
        why: "An answer is one to four statements: what is said, and who says it.",
        mend: "add one, or make two entries.",
    },
    Code {
        name: "summary-length",
        means: "The summary of a topic has fewer than three lines or more than seven. None at all is a warning: the topic is being written.",
        why: "Fewer tell too little, more are not read.",
        mend: "add the lines that people would ask for next, or leave out the least important.",
    },
    Code {
        name: "toml",
        means: "A file is not valid TOML.",
        why: "The rest of the file may be read wrongly or not at all.",
        mend: "look at the place: mostly a quotation mark, a comma or a closing bracket is missing there or in the line above.",
    },
    Code {
        name: "unchecked",
        means: "What an entry asserts was changed since a person compared it with the passages: a sentence, who says it, its date, or what it cites. Or a boundary was, since a person compared it with what the entries it names say: its reason, or which entries they are.",
        why: "Lint finds a figure or a name that no cited passage has. It cannot find a name that the passage has as well, a \"not\" too many, or a citation moved to a passage that is about the same people; only a reader can. The line `checked` holds that one has read it, and what was read.",
        mend: "`ticktack check ID` shows each sentence beside the passages it cites (with `--articles DIR` the passages themselves), a boundary beside the answers of the entries it names, asks once whether all of it is right, and seals it again. If you changed it by mistake, take the change back.",
    },
    Code {
        name: "uncited",
        means: "A statement or an event names no source.",
        why: "The bot says nothing that no passage carries.",
        mend: "add `cite = [{ source = \"nd-ticktack\", passages = [6] }]` with the right source and passages.",
    },
    Code {
        name: "uncovered-name",
        means: "A passage mentions a name that the vocabulary marks with `covered = false`: a name that no article mentions.",
        why: "Whoever asks for it would be told that the articles have nothing on it.",
        mend: "delete the line `covered = false` of that name in knowledge/vocabulary.toml, and look for boundaries that say the same. If the text itself does not have the name, take it out of `names` in seeds/.",
    },
    Code {
        name: "ungrounded-date",
        means: "A date stands in none of the passages that the sentence cites, and is not the date of their article.",
        why: "A wrong date is the easiest mistake to make and the hardest to see.",
        mend: "correct the date, or cite the passage that has it; the message says which has. Weekdays and `Anfang`, `Mitte`, `Ende` count as well. If the passage truly gives the date and its record does not, add it to `dates` in seeds/. A boundary cites nothing: what its reason says is borne out by the entries under `nearest`, so name there the entry that cites the passage.",
    },
    Code {
        name: "ungrounded-figure",
        means: "A figure stands in none of the passages that the sentence cites.",
        why: "A wrong figure is the worst answer: people repeat it.",
        mend: "correct the figure, or cite the passage that has it; the message says which has. Words count as figures (`zwei`, `two`), `ein` and `one` alone do not. If the passage truly states it and its record does not, add it to `numbers` in seeds/. A boundary cites nothing: what its reason says is borne out by the entries under `nearest`, so name there the entry that cites the passage.",
    },
    Code {
        name: "ungrounded-name",
        means: "A name stands in none of the passages that the sentence cites.",
        why: "Somebody would be said to have done what another did, or the passage would not show it.",
        mend: "correct the name, or cite the passage that has it; the message says which has. The newspaper, its author, whoever is interviewed and TikTok need no passage. If the passage truly names it and its record does not, add it to `names` in seeds/. A boundary cites nothing: what its reason says is borne out by the entries under `nearest`, so name there the entry that cites the passage.",
    },
    Code {
        name: "unknown-key",
        means: "A key is not known in this place.",
        why: "A slip such as `relatd` would otherwise be ignored, and with it what was meant.",
        mend: "correct it; the nearest key that is known is offered.",
    },
    Code {
        name: "unknown-name",
        means: "A record has a name that knowledge/vocabulary.toml does not have.",
        why: "Records and answers must mean the same by a name, in every spelling and both languages.",
        mend: "add a `[[name]]` with its kind and its variants to knowledge/vocabulary.toml, or use the spelling that is there.",
    },
    Code {
        name: "unknown-passage",
        means: "A passage is cited that the source does not have.",
        why: "There is nothing that could carry the sentence.",
        mend: "correct the number; the message says which is the last.",
    },
    Code {
        name: "unknown-source",
        means: "A source is cited that does not exist.",
        why: "There is nothing that could carry the sentence.",
        mend: "correct the id; it is the name of the file in seeds/, without `.toml`.",
    },
    Code {
        name: "unknown-word",
        means: "A word is written like a name and is not known: in German a capitalised word, in English one inside a sentence.",
        why: "It could be a name that no article has. Only what is known can be held against the records.",
        mend: "if it is a common word, add it to knowledge/nouns.toml. If it is a name that the passage has, add it to knowledge/vocabulary.toml and to `names` of the passage. If neither, it does not belong in the answer.",
    },
    Code {
        name: "unlinked-figures",
        means: "Two entries are asked alike, give different figures, and do not name each other.",
        why: "Downloads and users, 2020 and 2023: whoever gets the one should see that there is the other.",
        mend: "name one as `related` in the other, or make them stages of one `series`. This is a warning.",
    },
    Code {
        name: "unreachable",
        means: "None of an entry's phrasings would find it if it were not stored itself. For a boundary or small talk this is a warning, unless what is found instead is what it would have offered.",
        why: "People do not type what is stored. All that was written for this entry is found only by accident.",
        mend: "look at the entry that is found instead: give this one the words that tell them apart, in many phrasings, or make them one entry.",
    },
    Code {
        name: "unreadable",
        means: "A file or a folder cannot be read.",
        why: "What stands in it would be missing.",
        mend: "check that it exists, that it is a file and not a folder or a broken link, that it may be read, and that it is not larger than 4 MB.",
    },
    Code {
        name: "wrong-passage",
        means: "The sentence reads like another passage of the same article rather than like one it cites.",
        why: "A wrong number in a citation leads people to a passage that does not say what they read.",
        mend: "compare both passages and cite the right one. If the cited one is right, its `gist` in seeds/ leaves out what the sentence says: add it there, in your own words.",
    },
    Code {
        name: "wrong-type",
        means: "A value is of the wrong kind: a number where a text belongs, a text where a list belongs.",
        why: "It cannot be read.",
        mend: "texts stand in quotation marks, lists in square brackets, numbers and `true` or `false` alone.",
    },
    Code {
        name: "wrong-value",
        means: "A value is not one of those that are possible here.",
        why: "It cannot be read.",
        mend: "choose one of those that the message names.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_is_there_once_and_says_all() {
        assert!(CODES.is_sorted_by(|a, b| a.name < b.name));
        for code in CODES {
            for text in [code.means, code.why, code.mend] {
                assert!(text.ends_with('.'), "{}: {text}", code.name);
            }
        }
    }
}
