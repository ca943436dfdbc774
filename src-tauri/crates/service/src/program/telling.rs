//! What owners are told, and moments, as they are typed.

use std::str::FromStr;

use clap::Args;
use porchlight_protocol::UnixSeconds;
use porchlight_protocol::exposure::ExposedData;
use porchlight_service::incidents::{Words, WordsError};
use serde::de::DeserializeOwned;
use time::format_description::well_known::{Iso8601, Rfc3339};
use time::{Date, OffsetDateTime, Time};

#[derive(Debug, Args)]
pub(super) struct Reason {
    /// What happened, in English. Owners read this.
    #[arg(long = "reason", value_name = "TEXT")]
    english: String,
    /// The same in Italian.
    #[arg(long = "reason-it", value_name = "TEXT")]
    italian: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Correction {
    /// What is right, or what has changed, in English: owners see it next to what was said before.
    #[arg(long = "correction", value_name = "TEXT")]
    english: String,
    /// The same in Italian.
    #[arg(long = "correction-it", value_name = "TEXT")]
    italian: Option<String>,
}

impl Reason {
    pub(super) fn words(&self) -> Result<Words, WordsError> {
        Words::english_and_italian(&self.english, self.italian.as_deref())
    }
}

impl Correction {
    pub(super) fn words(&self) -> Result<Words, WordsError> {
        Words::english_and_italian(&self.english, self.italian.as_deref())
    }
}

/// `2019-12-04`, the whole day in UTC, or `2019-12-04T09:30:00+01:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) first: UnixSeconds,
    pub(super) last: UnixSeconds,
}

impl FromStr for Moment {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(exact) = OffsetDateTime::parse(text, &Rfc3339) {
            let at = exact.unix_timestamp();
            return Ok(Self {
                first: at,
                last: at,
            });
        }
        let day = Date::parse(text, &Iso8601::DATE);
        let day = day.map_err(|_| "write a time as 2019-12-04 or 2019-12-04T09:30:00Z")?;
        let first = day.with_time(Time::MIDNIGHT).assume_utc().unix_timestamp();
        Ok(Self {
            first,
            last: first + 24 * 3_600 - 1,
        })
    }
}

/// The end of what lay open: a moment, or `unknown`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Until(pub(super) Option<UnixSeconds>);

impl FromStr for Until {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "unknown" => Ok(Self(None)),
            _ => Moment::from_str(text).map(|moment| Self(Some(moment.last))),
        }
    }
}

pub(super) fn written(at: UnixSeconds) -> String {
    OffsetDateTime::from_unix_timestamp(at)
        .ok()
        .and_then(|at| at.format(&Rfc3339).ok())
        .unwrap_or_else(|| at.to_string())
}

/// `camera-names:confirmed:sealed`
pub(super) fn exposed_data(text: &str) -> Result<ExposedData, String> {
    let parts: Vec<&str> = text.split(':').collect();
    let [kind, finding, form] = parts.as_slice() else {
        return Err(
            "write data as KIND:FINDING:FORM, for example camera-names:confirmed:sealed".into(),
        );
    };
    Ok(ExposedData {
        kind: named(kind)?,
        finding: named(finding)?,
        form: named(form)?,
    })
}

/// As on the wire; what is none of the names is answered with the names.
fn named<T: DeserializeOwned>(name: &str) -> Result<T, String> {
    serde_json::from_value(name.into()).map_err(|error| error.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "what goes wrong here fails the test")]
mod tests {
    use porchlight_protocol::exposure::{DataForm, DataKind, Finding};

    use super::*;

    #[test]
    fn a_day_is_all_of_it_and_a_moment_is_a_moment() {
        let day: Moment = "2019-12-26".parse().unwrap();
        assert_eq!((day.first, day.last), (1_577_318_400, 1_577_404_799));
        let noon: Moment = "2019-12-26T13:00:00+01:00".parse().unwrap();
        assert_eq!((noon.first, noon.last), (1_577_361_600, 1_577_361_600));
        assert_eq!(written(noon.first), "2019-12-26T12:00:00Z");
        assert_eq!("unknown".parse(), Ok(Until(None)));
        assert_eq!("2019-12-26".parse(), Ok(Until(Some(day.last))));
        for wrong in ["", "26.12.2019", "2019-13-01", "noon"] {
            assert!(wrong.parse::<Moment>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn kinds_of_data_are_named_as_on_the_wire() {
        let said = ExposedData {
            kind: DataKind::CameraNames,
            finding: Finding::Confirmed,
            form: DataForm::Sealed,
        };
        assert_eq!(exposed_data("camera-names:confirmed:sealed"), Ok(said));
        let unknown = exposed_data("height:confirmed:readable").unwrap_err();
        assert!(unknown.contains("body-data"), "{unknown}");
        assert!(exposed_data("camera-names").is_err());
    }
}
