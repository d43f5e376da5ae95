//! The store through its own functions, each test on a fresh SQLite file and, where `TEST_POSTGRES_URL` is set, in a fresh schema there.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests are no tests to clippy"
)]

#[path = "support/database.rs"]
mod database;
#[path = "support/program.rs"]
#[expect(dead_code, reason = "only the folders and the program are used here")]
mod program;
#[path = "support/wire.rs"]
mod wire;

use std::cell::Cell;
use std::convert::Infallible;
use std::future::pending;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use database::{Database, on_each};
use jiff::civil::{Date, Weekday, date, time};
use jiff::{SignedDuration, Timestamp};
use program::{Folder, command, finished, run_with};
use ticktack::config::{Settings, StoreUrl};
use ticktack::knowledge::Id;
use ticktack::lang::Lang;
use ticktack::reply::Outcome;
use ticktack::store::{
    self, ChannelId, Claim, Counted, Digest, DigestId, Guild, GuildId, Inbox, MessageId, Origin,
    QuestionId, State, Store, StoreError, Vote, Votes, WAIT,
};
use wire::{Proxy, Wire};

const GUILD: GuildId = GuildId(1_100_000_000_000_000_001);
const OTHER: GuildId = GuildId(u64::MAX);
const PUBLIC: Origin = Origin::Public {
    guild: GUILD,
    channel: ChannelId(7),
    message: MessageId(8),
};
/// What a change may take to reach another process.
const SEEN_WITHIN: Duration = Duration::from_secs(2);
/// Tells this program, started by itself, to be the process that is killed.
const WRITE_TO: &str = "STORE_TEST_WRITE_TO";
/// What begins the line of a write that is done.
const ACKNOWLEDGED: &str = "acknowledged ";

#[tokio::test]
async fn what_moderators_change_is_known_at_once_and_after_a_restart() {
    on_each(async |database: &Database| {
        let store = database.open().await;
        let changed = store.change_settings(GUILD, |settings| {
            settings.language = Some(Lang::En);
            settings.inbox = Some(true);
            settings.inbox_channel = Some(ChannelId(u64::MAX));
            settings
                .automatic_channels
                .extend([ChannelId(3), ChannelId(4)]);
        });
        assert_eq!(changed.await.unwrap().language, Some(Lang::En));
        let changed =
            store.change_settings(GUILD, |settings| settings.automatic_per_hour = Some(6));
        let settings = changed.await.unwrap();
        assert_eq!(settings.inbox_channel, Some(ChannelId(u64::MAX)));
        assert_eq!(settings.automatic_channels.len(), 2);

        store
            .pause(GUILD, &id("oracle"), "stimmt nicht mehr")
            .await
            .unwrap();
        store
            .pause(GUILD, &id("oracle"), "wird geprüft")
            .await
            .unwrap();
        store.pause(GUILD, &id("microsoft"), "x").await.unwrap();
        assert!(store.resume(GUILD, &id("microsoft")).await.unwrap());
        assert!(!store.resume(GUILD, &id("microsoft")).await.unwrap());
        assert!(!store.resume(OTHER, &id("oracle")).await.unwrap());

        let target = id("oracle");
        let first = store.teach(GUILD, Some(&target), Lang::De, "wer kauft\0 den laden");
        let first = first.await.unwrap();
        let second = store
            .teach(GUILD, None, Lang::En, "stock price?")
            .await
            .unwrap();
        assert!(first < second);
        assert!(!store.unteach(OTHER, first).await.unwrap());

        let known = store.guild(GUILD);
        assert_eq!(known.settings, settings);
        assert_eq!(known.paused.get(&id("oracle")).unwrap(), "wird geprüft");
        assert_eq!(known.paused.len(), 1);
        assert_eq!(known.taught[0].phrasing, "wer kauft den laden");
        assert_eq!(known.taught[0].target, Some(id("oracle")));
        assert_eq!(
            (known.taught[1].language, &known.taught[1].target),
            (Lang::En, &None)
        );
        assert_eq!(*store.guild(GuildId(5)), Guild::default());
        store.close().await;

        let again = database.open().await;
        assert_eq!(again.guild(GUILD), known);
        assert!(again.unteach(GUILD, first).await.unwrap());
        assert_eq!(again.guild(GUILD).taught.len(), 1);
        again.close().await;
    })
    .await;
}

#[tokio::test]
async fn another_process_sees_a_change_within_two_seconds() {
    on_each(async |database: &Database| {
        let (here, there) = (database.open().await, database.open().await);
        let mut news = there.watch();
        let mut seen = async |expected: &dyn Fn(&Guild) -> bool| {
            let is_there = |state: &Arc<State>| {
                state
                    .guilds
                    .get(&GUILD)
                    .is_some_and(|guild| expected(guild))
            };
            let waited = tokio::time::timeout(SEEN_WITHIN, news.wait_for(is_there));
            drop(waited.await.unwrap().unwrap());
        };
        let changes = async {
            here.pause(GUILD, &id("oracle"), "").await.unwrap();
            seen(&|guild| guild.paused.len() == 1).await;
            let taught = here.teach(GUILD, None, Lang::De, "aktienkurs").await;
            seen(&|guild| guild.taught.len() == 1).await;
            here.unteach(GUILD, taught.unwrap()).await.unwrap();
            here.resume(GUILD, &id("oracle")).await.unwrap();
            seen(&|guild| guild.taught.is_empty() && guild.paused.is_empty()).await;
        };
        tokio::select! {
            () = changes => {}
            never = there.upkeep(Timestamp::now) => match never {},
        }
        assert_eq!(here.guild(GUILD), there.guild(GUILD));
        here.close().await;
        there.close().await;
    })
    .await;
}

/// Two moderators, two processes, one setting each: none is lost.
#[tokio::test]
async fn changes_at_the_same_time_are_all_kept() {
    on_each(async |database: &Database| {
        let (here, there) = (database.open().await, database.open().await);
        for round in 0..20 {
            let (one, two) = tokio::join!(
                here.change_settings(GUILD, |settings| {
                    settings.automatic_channels.insert(ChannelId(round));
                }),
                there.change_settings(GUILD, |settings| {
                    settings.automatic_channels.insert(ChannelId(100 + round));
                }),
            );
            one.unwrap();
            two.unwrap();
        }
        let now = here.change_settings(GUILD, |_| {}).await.unwrap();
        assert_eq!(now.automatic_channels.len(), 40);
        here.close().await;
        there.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_question_is_kept_until_somebody_closes_it() {
    on_each(async |database: &Database| {
        let store = database.open().await;
        let now = Timestamp::from_millisecond(1_700_000_000_123).unwrap();
        let public = store
            .hand_in(PUBLIC, Lang::De, "Wieviel kostet das?", now)
            .await
            .unwrap();
        let private = store
            .hand_in(Origin::Private(OTHER), Lang::En, "How much?", now)
            .await
            .unwrap();
        let direct = store
            .hand_in(Origin::Direct, Lang::De, "Wer?", now)
            .await
            .unwrap();

        let open = store.open_questions(Inbox::Guild(GUILD)).await.unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!(
            (open[0].id, open[0].origin, open[0].created),
            (public, PUBLIC, now)
        );
        assert_eq!(open[0].text, "Wieviel kostet das?");
        let all = store.open_questions(Inbox::All).await.unwrap();
        let origins: Vec<Origin> = all.iter().map(|question| question.origin).collect();
        assert_eq!(origins, [PUBLIC, Origin::Private(OTHER), Origin::Direct]);

        let closed = store.close_questions(&[public, direct]).await.unwrap();
        assert_eq!(closed, [all[0].clone(), all[2].clone()]);
        assert_eq!(store.close_questions(&[public]).await.unwrap(), []);
        let left = store.open_questions(Inbox::All).await.unwrap();
        assert_eq!(left, [all[1].clone()]);
        assert!(store.hand_in(PUBLIC, Lang::De, "Und?", now).await.unwrap() > private);
        store.close().await;
    })
    .await;
}

/// "As little as possible": what is deleted is no longer in the files either, while the bot runs on.
#[tokio::test]
async fn the_text_of_a_closed_question_is_not_in_the_file_any_more() {
    let database = Database::sqlite();
    let store = database.open().await;
    let now = Timestamp::UNIX_EPOCH;
    let question = store
        .hand_in(PUBLIC, Lang::De, "ein ganz eigener wortlaut", now)
        .await
        .unwrap();
    assert!(database.bytes_hold("ganz eigener"));
    store.close_questions(&[question]).await.unwrap();
    assert!(!database.bytes_hold("ganz eigener"));
    store.close().await;
}

#[tokio::test]
async fn questions_are_gone_after_ninety_days() {
    on_each(async |database: &Database| {
        let store = database.open().await;
        let now = Timestamp::from_millisecond(1_700_000_000_000).unwrap();
        let after = |days: i64| now + SignedDuration::from_hours(24 * days);
        let old = store.hand_in(PUBLIC, Lang::De, "alt", now).await.unwrap();
        let young = store
            .hand_in(PUBLIC, Lang::De, "jung", after(2))
            .await
            .unwrap();
        let open = async || -> Vec<_> {
            let open = store.open_questions(Inbox::All).await.unwrap();
            open.iter().map(|question| question.id).collect()
        };
        store.forget_old(after(89)).await.unwrap();
        assert_eq!(open().await, [old, young]);
        // The run of the day on which the ninetieth ends.
        store.forget_old(after(90)).await.unwrap();
        assert_eq!(open().await, [young]);

        // A process that was away for long begins with it.
        let gone = async {
            while !open().await.is_empty() {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            in_time = tokio::time::timeout(SEEN_WITHIN, gone) => in_time.unwrap(),
            never = store.upkeep(|| after(92)) => match never {},
        }
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn counts_of_all_processes_add_up() {
    on_each(async |database: &Database| {
        let (here, there) = (database.open().await, database.open().await);
        let day = date(2026, 11, 22);
        let counted = counted(day);
        let declined = Counted {
            outcome: Outcome::Decline,
            topic: None,
            entry: None,
            ..counted.clone()
        };
        for store in [&here, &there] {
            store.count(counted.clone());
            store.count(counted.clone());
            store.count(declined.clone());
            store.count(Counted {
                guild: None,
                ..declined.clone()
            });
            store.count(Counted {
                day: date(2026, 11, 23),
                ..declined.clone()
            });
        }
        // The one at its end, the other when it is asked.
        there.close().await;
        let counts = here.counts(Some(GUILD), day, day).await.unwrap();
        let counts: Vec<_> = counts
            .into_iter()
            .map(|count| (count.counted, count.number))
            .collect();
        assert_eq!(counts, [(counted, 4), (declined.clone(), 2)]);
        let direct = here.counts(None, day, day).await.unwrap();
        assert_eq!(
            direct[0].counted,
            Counted {
                guild: None,
                ..declined
            }
        );
        assert_eq!((direct.len(), direct[0].number), (1, 2));
        here.close().await;
    })
    .await;
}

#[tokio::test]
async fn votes_are_counted_one_a_press() {
    on_each(async |database: &Database| {
        let store = database.open().await;
        let now: Timestamp = "2026-11-22T23:30:00Z".parse().unwrap();
        for vote in Vote::ALL.into_iter().chain([Vote::Wrong]) {
            store
                .vote(Some(GUILD), &id("oracle"), vote, now)
                .await
                .unwrap();
        }
        store
            .vote(None, &id("oracle"), Vote::Wrong, now)
            .await
            .unwrap();
        let day = Counted::day_of(now);
        assert_eq!(day, date(2026, 11, 22));
        let votes = store.votes(Some(GUILD), day, day).await.unwrap();
        assert_eq!(votes.len(), Vote::ALL.len());
        let wrong = Votes {
            entry: id("oracle"),
            vote: Vote::Wrong,
            number: 2,
        };
        assert!(votes.contains(&wrong), "{votes:?}");
        assert_eq!(store.votes(Some(OTHER), day, day).await.unwrap(), []);
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn digests_are_kept_and_one_process_posts() {
    on_each(async |database: &Database| {
        let (here, there) = (database.open().await, database.open().await);
        let mut digest = digest();
        digest.id = here.add_digest(GUILD, &digest).await.unwrap();
        assert_eq!(here.guild(GUILD).digests, [digest.clone()]);
        digest.paused = true;
        digest.time = time(23, 59, 0, 0);
        assert!(there.replace_digest(GUILD, &digest).await.unwrap());
        assert!(!there.replace_digest(OTHER, &digest).await.unwrap());
        assert_eq!(there.guild(GUILD).digests, [digest.clone()]);

        let due: Timestamp = "2026-11-22T01:30:00Z".parse().unwrap();
        let later = |seconds: i64| due + SignedDuration::from_secs(seconds);
        let (one, two) = tokio::join!(
            here.claim(digest.id, due, due),
            there.claim(digest.id, due, due),
        );
        let both = [one.unwrap(), two.unwrap()];
        assert!(
            both.contains(&Claim::Mine) && both.contains(&Claim::Held),
            "{both:?}"
        );
        assert_eq!(
            there.claim(digest.id, due, later(119)).await.unwrap(),
            Claim::Held
        );
        assert_eq!(
            there.claim(digest.id, due, later(120)).await.unwrap(),
            Claim::Mine
        );
        assert_eq!(
            here.claim(digest.id, due, later(130)).await.unwrap(),
            Claim::Held
        );
        there.finish_claim(digest.id, due).await.unwrap();
        assert_eq!(
            here.claim(digest.id, due, later(1000)).await.unwrap(),
            Claim::Done
        );
        let next_week = later(7 * 24 * 3600);
        assert_eq!(
            here.claim(digest.id, next_week, next_week).await.unwrap(),
            Claim::Mine
        );
        // Neither forgets what may still be asked for.
        here.forget_old(next_week).await.unwrap();
        assert_eq!(
            here.claim(digest.id, due, next_week).await.unwrap(),
            Claim::Done
        );

        assert!(!here.remove_digest(OTHER, digest.id).await.unwrap());
        assert!(here.remove_digest(GUILD, digest.id).await.unwrap());
        assert_eq!(here.guild(GUILD).digests, []);
        here.close().await;
        there.close().await;
    })
    .await;
}

#[tokio::test]
async fn processes_that_start_at_once_make_one_store() {
    on_each(async |database: &Database| {
        let (one, two, three) = tokio::join!(
            Store::open(database.url()),
            Store::open(database.url()),
            Store::open(database.url()),
        );
        for store in [one, two, three] {
            let store = store.unwrap();
            store.pause(GUILD, &id("oracle"), "").await.unwrap();
            store.close().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_store_of_a_newer_version_is_refused_with_one_line() {
    on_each(async |database: &Database| {
        database.open().await.close().await;
        database
            .execute(
                "INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time)
                 SELECT 99, description, installed_on, success, checksum, execution_time FROM _sqlx_migrations",
            )
            .await;
        let refused = Store::open(database.url()).await.unwrap_err();
        assert_eq!(
            refused.to_string(),
            "the store was written by a newer ticktack (schema 99, this one knows 1): start that version, or set another store"
        );
        assert!(matches!(refused, StoreError::Newer { found: 99, known: 1 }));
    })
    .await;
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_read_a_new_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let database = Database::sqlite();
    let store = database.open().await;
    store
        .hand_in(PUBLIC, Lang::De, "Wer?", Timestamp::UNIX_EPOCH)
        .await
        .unwrap();
    let files = database.files();
    // With those that SQLite keeps beside it.
    assert_eq!(files.len(), 3);
    for file in files {
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", file.display());
    }
    store.close().await;
}

/// More than is written at once, as after an hour without the database.
#[tokio::test]
async fn many_counts_are_written_bit_by_bit() {
    on_each(async |database: &Database| {
        let store = database.open().await;
        let day = date(2026, 11, 22);
        for number in 0..1001 {
            let entry = Some(id(&format!("entry-{number}")));
            store.count(Counted {
                entry,
                ..counted(day)
            });
        }
        assert_eq!(
            store.counts(Some(GUILD), day, day).await.unwrap().len(),
            1001
        );
        store.close().await;
    })
    .await;
}

/// As in a process that is told to stop meanwhile.
#[tokio::test]
async fn what_was_being_written_when_that_was_given_up_is_written_the_next_time() {
    on_each(async |database: &Database| {
        let store = database.open().await;
        let day = date(2026, 11, 22);
        let lock = database.lock().await;
        store.count(counted(day));
        let given_up = tokio::time::timeout(Duration::from_millis(50), store.flush()).await;
        assert!(given_up.is_err());
        lock.release().await;
        let counts = store.counts(Some(GUILD), day, day).await.unwrap();
        assert_eq!(counts[0].number, 1);
        store.close().await;
    })
    .await;
}

/// Answers go on with what was known; what is counted meanwhile is not lost.
#[tokio::test]
async fn a_database_that_hangs_refuses_changes_in_time_and_nothing_else() {
    on_each(async |database: &Database| {
        let store = database.open().await;
        store.pause(GUILD, &id("oracle"), "").await.unwrap();
        let lock = database.lock().await;
        refuses(&store).await;
        assert!(!store.is_up());
        assert_eq!(store.guild(GUILD).paused.len(), 1);
        let now = Timestamp::UNIX_EPOCH;
        let counted = counted(Counted::day_of(now));
        store.count(counted.clone());
        assert!(matches!(store.flush().await, Err(StoreError::Down(_))));
        lock.release().await;

        recovers(&store).await;
        assert!(store.is_up());
        let counts = store.counts(Some(GUILD), counted.day, counted.day).await;
        assert_eq!(counts.unwrap()[0].number, 1);
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_server_that_goes_away_is_waited_for() {
    let Some(database) = Database::postgres().await else {
        return;
    };
    let proxy = Proxy::to(database.server().await, Wire::Cut).await;
    let url = database.url_through(proxy.near);
    // Away at the start.
    let store = Store::open(&url).await.unwrap();
    assert!(!store.is_up());
    refuses(&store).await;
    let conversation = async {
        proxy.set(Wire::Whole);
        recovers(&store).await;
        proxy.set(Wire::Cut);
        refuses(&store).await;
        proxy.set(Wire::Whole);
        recovers(&store).await;

        // Silence while every connection is in the middle of something: none may be lost for good.
        let lock = database.lock().await;
        let is_silent = Cell::new(false);
        let silence = async {
            while database.waiting().await < 5 {}
            proxy.set(Wire::Silent);
            is_silent.set(true);
            pending::<Infallible>().await
        };
        let refused = || refuses(&store);
        let all_refused =
            async { tokio::join!(refused(), refused(), refused(), refused(), refused()) };
        tokio::select! {
            _ = all_refused => assert!(is_silent.get(), "they never waited together"),
            never = silence => match never {},
        }
        assert_eq!(store.guild(GUILD).paused.len(), 1);
        refuses(&store).await;
        lock.release().await;
        proxy.set(Wire::Whole);
        recovers(&store).await;
    };
    tokio::select! {
        () = conversation => {}
        never = store.upkeep(Timestamp::now) => match never {},
    }
    store.close().await;
    database.drop_schema().await;
}

/// Three times killed in the middle of its thousand writes, a process has lost none that it had told us of, and the next one goes on.
#[tokio::test]
async fn a_kill_loses_nothing_acknowledged() {
    if let Ok(url) = std::env::var(WRITE_TO) {
        write_until_killed(&StoreUrl::new(&url).unwrap()).await;
    }
    on_each(async |database: &Database| {
        let mut acknowledged = Vec::new();
        for kill_after in [1, 137, 998] {
            let mut writer = Command::new(std::env::current_exe().unwrap())
                .args([
                    "--exact",
                    "a_kill_loses_nothing_acknowledged",
                    "--nocapture",
                ])
                .env(WRITE_TO, database.url().exposed())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
            let mut ids =
                lines.filter_map(|line| line.unwrap().strip_prefix(ACKNOWLEDGED)?.parse().ok());
            acknowledged.extend(ids.by_ref().take(kill_after).map(QuestionId));
            // SIGKILL.
            writer.kill().unwrap();
            writer.wait().unwrap();
            // What it still said before it died counts as well.
            acknowledged.extend(ids.map(QuestionId));

            let store = database.open().await;
            let open = store.open_questions(Inbox::All).await.unwrap();
            let held: Vec<QuestionId> = open.iter().map(|question| question.id).collect();
            let lost: Vec<_> = acknowledged
                .iter()
                .filter(|id| !held.contains(id))
                .collect();
            assert!(lost.is_empty(), "{lost:?}");
            store.close().await;
        }
        assert!(acknowledged.len() >= 1136);
    })
    .await;
}

/// The other process of the test above.
async fn write_until_killed(url: &StoreUrl) {
    let store = Store::open(url).await.unwrap();
    let now = Timestamp::UNIX_EPOCH;
    let mut out = std::io::stdout();
    for _ in 0..1000 {
        let id = store
            .hand_in(PUBLIC, Lang::De, "Wer kauft TikTok?", now)
            .await
            .unwrap();
        writeln!(out, "{ACKNOWLEDGED}{}", id.0).unwrap();
    }
    std::future::pending::<()>().await;
}

/// What is exported, imported elsewhere and exported again is the same, and works on.
#[tokio::test]
async fn an_export_fills_a_new_store() {
    let source = Database::sqlite();
    let store = source.open().await;
    fill(&store).await;
    let exported = lines_of(&store).await;
    let guild = store.guild(GUILD);
    let open = store.open_questions(Inbox::All).await.unwrap();
    store.close().await;
    on_each(async |database: &Database| {
        let store = database.open().await;
        let rows = store.import(exported.iter().cloned()).await.unwrap();
        assert_eq!(usize::try_from(rows).unwrap() + 1, exported.len());
        assert_eq!(store.guild(GUILD), guild);
        assert_eq!(store.open_questions(Inbox::All).await.unwrap(), open);
        assert_eq!(lines_of(&store).await, exported);
        let taught = store.teach(GUILD, None, Lang::De, "neu").await.unwrap();
        assert!(guild.taught.iter().all(|known| known.id < taught));

        let again = store.import(exported.iter().cloned()).await;
        assert!(matches!(again, Err(StoreError::NotEmpty)), "{again:?}");
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_no_export_leaves_the_store_as_it_is() {
    let head = r#"{"ticktack_store":1,"revision":9}"#;
    let guild = r#"{"table":"guilds","row":{"guild":"1","revision":3,"settings":"{}"}}"#;
    on_each(async |database: &Database| {
        let store = database.open().await;
        let refused = async |lines: &[&str]| {
            let lines = lines.iter().map(|line| (*line).to_owned());
            store.import(lines).await.unwrap_err().to_string()
        };
        let first = "line 1 of the export cannot be taken: it is not the first line of an export";
        assert_eq!(refused(&[]).await, first);
        assert_eq!(refused(&[guild]).await, first);
        let newer = refused(&[r#"{"ticktack_store":2,"revision":9}"#]).await;
        assert!(
            newer.starts_with("the store was written by a newer ticktack"),
            "{newer}"
        );
        for (line, reason) in [
            ("", "EOF while parsing"),
            (
                r#"{"table":"people","row":{}}"#,
                "there is no table `people`",
            ),
            (
                r#"{"table":"pauses","row":{"guild":1}}"#,
                "`guild` is of another kind",
            ),
            (
                r#"{"table":"pauses","row":{"guild":"1","entry":"a","reason":"","name":""}}"#,
                "`pauses` has no `name`",
            ),
            (
                r#"{"table":"pauses","row":{"guild":"2","entry":"a","reason":""}}"#,
                "",
            ),
            (r#"{"table":"pauses","row":{"guild":"1"}}"#, ""),
            (
                r#"{"table":"pauses","row":{"guild":"1","entry":"Ä","reason":""}}"#,
                "what is above cannot be read back",
            ),
        ] {
            let line = refused(&[head, guild, line]).await;
            let told = line.strip_prefix("line 3 of the export cannot be taken: ");
            assert!(told.is_some_and(|told| told.starts_with(reason)), "{line}");
        }
        assert_eq!(lines_of(&store).await.len(), 1);
        let lines = [head, guild].map(str::to_owned).into_iter();
        assert_eq!(store.import(lines).await.unwrap(), 1);
        store.close().await;
    })
    .await;
}

/// As an operator does it, while the bot has the store open.
#[tokio::test]
async fn a_backup_on_the_command_line() {
    on_each(async |database: &Database| {
        let store = database.open().await;
        fill(&store).await;
        let on = |url: &StoreUrl, arguments: &[&str], input: &str| {
            finished(
                command(arguments).env("TICKTACK_STORE_URL", url.exposed()),
                input,
            )
        };
        let exported = on(database.url(), &["store", "export"], "");
        assert_eq!(exported.code, 0, "{}", exported.err);
        assert_eq!(
            exported.out.lines().collect::<Vec<_>>(),
            lines_of(&store).await
        );
        assert_eq!(exported.err, "store: 12 rows exported\n");

        let new = Database::sqlite();
        let imported = on(new.url(), &["store", "import"], &exported.out);
        assert_eq!(
            (imported.code, imported.err.as_str()),
            (0, "store: 12 rows imported\n")
        );
        let again = on(new.url(), &["store", "export"], "");
        assert_eq!(again.out, exported.out);
        let refused = on(new.url(), &["store", "import"], &exported.out);
        assert_eq!(refused.code, 2);
        assert_eq!(
            refused.err,
            "store: the store is not empty: an export is only read into a new one\n"
        );
        store.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_an_operator_has_to_change_is_said_in_one_line() {
    let folder = Folder::new();
    let file = folder.path.join("text");
    std::fs::write(
        &file,
        "no database, but long enough to be taken for one".repeat(100),
    )
    .unwrap();
    let refused = async |url: &str| {
        let refused = Store::open(&StoreUrl::new(url).unwrap()).await.unwrap_err();
        let line = refused.to_string();
        assert!(!line.contains('\n') && !line.contains("geheim"), "{line}");
        line
    };
    let file = format!("sqlite:{}", file.display());
    let line = refused(&file).await;
    assert!(
        line.starts_with("the store cannot be opened: ") && line.contains("not a database"),
        "{line}"
    );
    let line = refused(&format!("{file}/below/store.sqlite3")).await;
    assert!(
        line.ends_with("text/below`, which cannot be made or written"),
        "{line}"
    );
    let line = refused("sqlite::memory:").await;
    assert_eq!(
        line,
        "the address of the store is not usable: a store in memory keeps nothing"
    );
    let line = refused("postgres://bot:geheim@127.0.0.1:1/x?sslmode=geheim").await;
    assert_eq!(
        line,
        "the address of the store is not usable: it is not written as one"
    );
    if let Some(database) = Database::postgres().await {
        let server = database.server().await;
        let line = refused(&format!(
            "postgres://ticktack:geheim@{server}/no_such_database"
        ))
        .await;
        assert!(line.starts_with("the store cannot be opened: "), "{line}");
        database.drop_schema().await;
    }
}

#[test]
fn a_place_that_cannot_be_is_told_before_anything_is_opened() {
    let folder = Folder::new();
    let config = folder.path.join("config.toml");
    let url = "postgres://bot:geheim@localhost/ticktack";
    for url in [url, "postgres://bot@localhost/ticktack?password=geheim"] {
        std::fs::write(&config, format!("[store]\nurl = \"{url}\"\n")).unwrap();
        let refused = run_with(&folder.path, &["store", "export"], "");
        assert_eq!(refused.code, 2);
        assert!(
            refused
                .err
                .contains("error[secret]: the password of `[store] url` must not stand in a file")
        );
        assert!(!refused.err.contains("geheim"), "{}", refused.err);
    }
    std::fs::write(&config, "").unwrap();
    let refused = run_with(&folder.path, &["store", "export"], "");
    assert_eq!(refused.code, 2);
    let line = "store: nothing tells where to keep the store: set TICKTACK_STORE_URL, for example to sqlite:/var/lib/ticktack/ticktack.sqlite3\n";
    assert_eq!((refused.out.as_str(), refused.err.as_str()), ("", line));
}

#[test]
fn the_store_is_where_the_system_keeps_state() {
    let url = |variables: &[(&str, &str)]| {
        let value = |name: &str| variables.iter().find(|(known, _)| *known == name);
        let url = store::url(&Settings::default(), |name| {
            value(name).map(|(_, value)| (*value).to_owned())
        });
        url.map(|url| url.exposed().to_owned())
    };
    let place = |path: &str| format!("sqlite://{path}?mode=rwc&cache=private");
    let home = ("HOME", "/home/a b");
    assert_eq!(
        url(&[home]).unwrap(),
        place("/home/a%20b/.local/state/ticktack/ticktack.sqlite3")
    );
    assert_eq!(
        url(&[home, ("XDG_STATE_HOME", "/s")]).unwrap(),
        place("/s/ticktack/ticktack.sqlite3")
    );
    // As the specification of these folders has it, a relative one counts for nothing.
    assert_eq!(
        url(&[home, ("XDG_STATE_HOME", "s")]).unwrap(),
        url(&[home]).unwrap()
    );
    assert_eq!(
        url(&[home, ("STATE_DIRECTORY", "/var/lib/ticktack:/x")]).unwrap(),
        place("/var/lib/ticktack/ticktack.sqlite3")
    );
    assert!(matches!(url(&[]), Err(StoreError::NoPlace)));
}

/// Something of everything.
async fn fill(store: &Store) {
    let now: Timestamp = "2026-11-22T12:00:00.123Z".parse().unwrap();
    let settings = store.change_settings(GUILD, |settings| {
        settings.language = Some(Lang::De);
        settings.automatic_channels.insert(ChannelId(u64::MAX));
    });
    settings.await.unwrap();
    store
        .pause(OTHER, &id("oracle"), "„geprüft“ \u{1f600}\n\"x\"")
        .await
        .unwrap();
    store
        .teach(GUILD, None, Lang::En, "share price")
        .await
        .unwrap();
    store
        .teach(GUILD, Some(&id("oracle")), Lang::De, "käufer?")
        .await
        .unwrap();
    for origin in [PUBLIC, Origin::Private(OTHER), Origin::Direct] {
        store.hand_in(origin, Lang::De, "Wer?", now).await.unwrap();
    }
    let digest = store.add_digest(GUILD, &digest()).await.unwrap();
    store.claim(digest, now, now).await.unwrap();
    store.count(counted(Counted::day_of(now)));
    store.flush().await.unwrap();
    store
        .vote(None, &id("oracle"), Vote::Wrong, now)
        .await
        .unwrap();
}

async fn lines_of(store: &Store) -> Vec<String> {
    let mut lines = Vec::new();
    store
        .export(|line| lines.push(line.to_owned()))
        .await
        .unwrap();
    lines
}

fn digest() -> Digest {
    Digest {
        id: DigestId(0),
        channel: ChannelId(9),
        weekday: Weekday::Sunday,
        time: time(2, 30, 0, 0),
        zone: "Europe/Berlin".to_owned(),
        language: Lang::De,
        what: "all".to_owned(),
        paused: false,
    }
}

/// Each kind of call fails before a member's three seconds are over.
async fn refuses(store: &Store) {
    let refused = store.hand_in(PUBLIC, Lang::De, "nie", Timestamp::UNIX_EPOCH);
    // By the clock of this runtime: where the machine is busy, both are late.
    tokio::select! {
        biased;
        refused = refused => assert!(matches!(refused, Err(StoreError::Down(_))), "{refused:?}"),
        () = tokio::time::sleep(WAIT + Duration::from_millis(500)) => panic!("no answer in time"),
    }
}

/// A change goes through again, some time soon.
async fn recovers(store: &Store) {
    let again = async {
        while store.pause(GUILD, &id("oracle"), "").await.is_err() {
            // A refusal may take no time at all.
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), again)
        .await
        .unwrap();
    let open = store.open_questions(Inbox::All).await.unwrap();
    assert!(open.is_empty(), "what was refused is there: {open:?}");
}

fn counted(day: Date) -> Counted {
    Counted {
        guild: Some(GUILD),
        day,
        outcome: Outcome::Answer,
        language: Lang::De,
        topic: Some(id("verkauf")),
        entry: Some(id("oracle")),
    }
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}
