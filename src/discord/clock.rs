//! When a digest is due: at its time of the day in its time zone, also where a clock change skips that time or brings it twice.
//!
//! A time that does not exist is the same time after the gap; of one that comes twice the first counts.

use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::store::Digest;

/// Days to look at: a week, and the same day of the week before it.
const DAYS: i32 = 8;

/// The last time a digest was due, up to `now` itself; `None` where its time zone is not known any more.
pub(super) fn last_due(digest: &Digest, now: Timestamp) -> Option<Timestamp> {
    let zone = TimeZone::get(&digest.zone).ok()?;
    let today = now.to_zoned(zone.clone()).date();
    (0..=DAYS).find_map(|days| {
        let day = today.checked_sub(days.days()).ok()?;
        let due = || day.to_datetime(digest.time).to_zoned(zone.clone()).ok();
        let due = (day.weekday() == digest.weekday).then(due)??.timestamp();
        (due <= now).then_some(due)
    })
}

/// A time of the day as somebody types it: `18:00`, `18.00`, `18`, `18 Uhr`.
pub(super) fn typed_time(text: &str) -> Option<Time> {
    let text = text
        .trim()
        .trim_end_matches("Uhr")
        .trim_end_matches("uhr")
        .trim();
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "0"));
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// A day of the week by its English name.
pub(super) fn named_weekday(name: &str) -> Option<Weekday> {
    let mut week = Weekday::Monday.cycle_forward().take(7);
    week.find(|day| crate::phrases::summary::weekday(crate::lang::Lang::En, *day) == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::store::{ChannelId, DigestId};

    #[track_caller]
    fn check(weekday: &str, time: &str, zone: &str, now: &str, expected: &str) {
        let digest = Digest {
            id: DigestId(1),
            channel: ChannelId(7),
            weekday: named_weekday(weekday).unwrap(),
            time: typed_time(time).unwrap(),
            zone: zone.to_owned(),
            language: Lang::De,
            what: "all.f".to_owned(),
            paused: false,
        };
        let due = last_due(&digest, now.parse().unwrap()).unwrap();
        assert_eq!(due.to_string(), expected);
    }

    #[test]
    fn a_week_has_one_due_time() {
        let check =
            |now: &str, expected: &str| check("Monday", "18:00", "Europe/Berlin", now, expected);
        check("2026-11-23T16:59:59Z", "2026-11-16T17:00:00Z");
        check("2026-11-23T17:00:00Z", "2026-11-23T17:00:00Z");
        check("2026-11-29T23:00:00Z", "2026-11-23T17:00:00Z");
        check("2026-11-30T16:59:59Z", "2026-11-23T17:00:00Z");
        check("2026-11-30T17:00:00Z", "2026-11-30T17:00:00Z");
    }

    #[test]
    fn the_clock_changes_and_the_time_of_the_day_stays() {
        // Summer: 18:00 is 16:00 UTC.
        check(
            "Monday",
            "18:00",
            "Europe/Berlin",
            "2026-03-30T16:00:00Z",
            "2026-03-30T16:00:00Z",
        );
        check(
            "Monday",
            "18:00",
            "Europe/Berlin",
            "2026-03-30T15:59:59Z",
            "2026-03-23T17:00:00Z",
        );
        check(
            "Monday",
            "18:00",
            "Europe/Berlin",
            "2026-10-26T16:59:59Z",
            "2026-10-19T16:00:00Z",
        );
    }

    #[test]
    fn a_time_that_does_not_exist_is_an_hour_later() {
        // On 29 March 2026 the clock jumps from 02:00 to 03:00, at 01:00 UTC.
        check(
            "Sunday",
            "02:30",
            "Europe/Berlin",
            "2026-03-29T01:29:59Z",
            "2026-03-22T01:30:00Z",
        );
        check(
            "Sunday",
            "02:30",
            "Europe/Berlin",
            "2026-03-29T01:30:00Z",
            "2026-03-29T01:30:00Z",
        );
        check(
            "Sunday",
            "02:30",
            "Europe/Berlin",
            "2026-04-05T00:30:00Z",
            "2026-04-05T00:30:00Z",
        );
    }

    #[test]
    fn of_a_time_that_comes_twice_the_first_counts_and_only_that() {
        // On 25 October 2026 02:30 comes at 00:30 and at 01:30 UTC.
        check(
            "Sunday",
            "02:30",
            "Europe/Berlin",
            "2026-10-25T00:29:59Z",
            "2026-10-18T00:30:00Z",
        );
        check(
            "Sunday",
            "02:30",
            "Europe/Berlin",
            "2026-10-25T00:30:00Z",
            "2026-10-25T00:30:00Z",
        );
        check(
            "Sunday",
            "02:30",
            "Europe/Berlin",
            "2026-10-25T01:30:00Z",
            "2026-10-25T00:30:00Z",
        );
        check(
            "Sunday",
            "02:30",
            "America/New_York",
            "2026-11-01T07:00:00Z",
            "2026-10-25T06:30:00Z",
        );
    }

    #[test]
    fn times_are_read_as_people_type_them() {
        for typed in ["18:00", "18.00", "18", " 18 Uhr "] {
            assert_eq!(typed_time(typed), Time::new(18, 0, 0, 0).ok(), "{typed}");
        }
        for wrong in ["", "25:00", "18:60", "abends"] {
            assert_eq!(typed_time(wrong), None, "{wrong}");
        }
    }
}
