//! The data folder: ours alone (0700, files 0600), files that change as a whole, and dated names.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use porchlight_core::time::Timestamp;

/// Makes the folder if need be, and closes it to others.
pub(crate) fn create_private(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
        builder.mode(0o700).create(dir)?;
        fs::set_permissions(dir, fs::Permissions::from_mode(0o700))
    }
    #[cfg(not(unix))]
    builder.create(dir)
}

/// Leaves a file that is there as it is. SQLite gives journals the permissions of the database.
pub(crate) fn create_private_file(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path).map(drop)
}

/// After a crash there is the old file or the new one, never half of one.
pub(crate) fn replace(path: &Path, content: &[u8], temporary_prefix: &str) -> io::Result<()> {
    let dir = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    // 0600 from the start.
    let mut file = tempfile::Builder::new()
        .prefix(temporary_prefix)
        .tempfile_in(dir)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync(dir)
}

/// Makes names durable. Windows does so by itself and opens no folder as a file.
pub(crate) fn sync(dir: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::File::open(dir)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = dir;
    Ok(())
}

/// `20191226T183000Z`: sorts by age and suits every file system.
pub(crate) fn dated(at: Timestamp) -> String {
    let seconds = at.seconds();
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil_from_days(days);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// Proleptic Gregorian date of a day counted from 1970-01-01. Years are counted from March, so that a leap day ends one.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    const DAYS_FROM_0000_03_01: i64 = 719_468;
    const DAYS_IN_400_YEARS: i64 = 146_097;
    let days = days.saturating_add(DAYS_FROM_0000_03_01);
    let era = days.div_euclid(DAYS_IN_400_YEARS);
    let of_era = days.rem_euclid(DAYS_IN_400_YEARS);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        let text = |seconds| dated(Timestamp::from_seconds(seconds));
        assert_eq!(text(0), "19700101T000000Z");
        assert_eq!(text(951_782_400), "20000229T000000Z");
        assert_eq!(text(1_577_385_000), "20191226T183000Z");
        assert_eq!(text(1_709_251_199), "20240229T235959Z");
        assert_eq!(text(-1), "19691231T235959Z");
    }
}
