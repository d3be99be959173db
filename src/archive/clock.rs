//! The moment, on the clock of the place where the program runs. Whoever needs the time takes
//! it as a parameter; this is where the edges of the program get it from.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::post::PostDate;

/// Now; the epoch where the machine does not know the time.
pub fn now() -> PostDate {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or_default();
    let moment = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
    PostDate { seconds, offset: TimeZone::system().to_offset(moment).seconds() }
}
