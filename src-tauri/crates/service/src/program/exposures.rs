//! `announce-exposure`, `correct-exposure`, `list-exposures`

use clap::Args;
use porchlight_protocol::exposure::ExposedData;
use porchlight_service::Service;
use porchlight_service::incidents::{Announcement, Draft, Revision, Words};
use uuid::Uuid;

use super::place::Place;
use super::telling::{Correction, Moment, Reason, Until, exposed_data, written};

#[derive(Debug, Args)]
#[command(after_help = "\
  porchlight-service announce-exposure --database sqlite:home.sqlite --secrets secrets \\
      --from 2019-12-04 --to 2019-12-26 --accounts 2400000 \\
      --data email-addresses:confirmed:hashed --data camera-names:confirmed:sealed \\
      --data wifi-names:reported:sealed --data passwords:not-affected:not-kept \\
      --reason \"A copy of the database was accessible.\" --reason-it \"Una copia era accessibile.\" \\
      --advisory https://status.example.org/2019-12-26

Every account created before --to is told, on each of its computers, even if the owner only comes back next year.
Computers that are signed in are told at once.")]
pub(super) struct AnnounceExposure {
    #[command(flatten)]
    place: Place,
    /// When the exposure began: 2019-12-04 or 2019-12-04T09:30:00Z.
    #[arg(long, value_name = "TIME")]
    from: Moment,
    /// When it ended. Leave it out if it may still be going on.
    #[arg(long, value_name = "TIME")]
    to: Option<Until>,
    /// How many accounts were exposed, if known.
    #[arg(long, value_name = "NUMBER")]
    accounts: Option<u64>,
    /// Which data was exposed, how certain that is, and in which form: KIND:FINDING:FORM. KIND: alerts, body-data, camera-names,
    /// email-addresses, integration-tokens, passwords, pictures, session-tokens, wifi-names, wifi-passwords. FINDING: confirmed,
    /// reported, not-affected. FORM: hashed, sealed (encrypted by the owner), readable, not-kept. Can be repeated.
    #[arg(long, value_name = "DATA", required = true, value_parser = exposed_data)]
    data: Vec<ExposedData>,
    #[command(flatten)]
    reason: Reason,
    /// A page with more information (https).
    #[arg(long, value_name = "URL")]
    advisory: Option<String>,
    /// Only show what owners would be told, and how many.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
  porchlight-service correct-exposure 0d6c… --database sqlite:home.sqlite --secrets secrets \\
      --data wifi-names:not-affected:sealed --correction \"Names of Wi-Fi networks were not in the copy.\"

Whatever you leave out stays as it was. Owners see the earlier version and the correction side by side.")]
pub(super) struct CorrectExposure {
    /// Identifier of the exposure, from announce-exposure or list-exposures.
    exposure: Uuid,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    correction: Correction,
    /// New beginning of the exposure: 2019-12-04 or 2019-12-04T09:30:00Z.
    #[arg(long, value_name = "TIME")]
    from: Option<Moment>,
    /// New end of the exposure, or `unknown` if it may still be going on.
    #[arg(long, value_name = "TIME")]
    to: Option<Until>,
    /// New number of accounts exposed.
    #[arg(long, value_name = "NUMBER")]
    accounts: Option<u64>,
    /// Replaces what was said about these kinds of data: KIND:FINDING:FORM, as for announce-exposure.
    #[arg(long, value_name = "DATA", value_parser = exposed_data)]
    data: Vec<ExposedData>,
    /// New text about what happened, in English.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// The same in Italian.
    #[arg(long, value_name = "TEXT", requires = "reason")]
    reason_it: Option<String>,
    /// Another page with more information (https).
    #[arg(long, value_name = "URL")]
    advisory: Option<String>,
    /// Withdraw the announcement: it did not happen.
    #[arg(long)]
    withdraw: bool,
    /// Only show what owners would be told, and how many.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct ListExposures {
    #[command(flatten)]
    place: Place,
}

impl AnnounceExposure {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let announcement = Announcement {
            from: self.from.first,
            to: self.to.and_then(|to| to.0),
            accounts: self.accounts,
            data: self.data,
            reason: self.reason.words()?,
            advisory: self.advisory,
        };
        self.place
            .after_an_incident(self.dry_run, async |service| {
                let draft = service.draft_announcement(announcement).await?;
                say(service, &draft, self.dry_run).await
            })
            .await
    }
}

impl CorrectExposure {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let reason = self
            .reason
            .as_ref()
            .map(|english| Words::english_and_italian(english, self.reason_it.as_deref()))
            .transpose()?;
        let revision = Revision {
            correction: self.correction.words()?,
            from: self.from.map(|from| from.first),
            to: self.to.map(|to| to.0),
            accounts: self.accounts,
            data: self.data,
            reason,
            advisory: self.advisory,
            withdrawn: self.withdraw,
        };
        self.place
            .after_an_incident(self.dry_run, async |service| {
                let draft = service.draft_revision(self.exposure, revision).await?;
                say(service, &draft, self.dry_run).await
            })
            .await
    }
}

async fn say(service: &Service, draft: &Draft, dry_run: bool) -> anyhow::Result<()> {
    let told = &draft.told;
    if dry_run {
        println!("{}", serde_json::to_string_pretty(told)?);
        println!(
            "{} accounts would be told; nothing was changed",
            draft.concerned
        );
        return Ok(());
    }
    service.publish(draft).await?;
    println!(
        "exposure {} revision {}: {} accounts are told",
        told.exposure, told.revision, draft.concerned
    );
    Ok(())
}

impl ListExposures {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        self.place
            .look(async |service| {
                for told in service.announced().await? {
                    println!(
                        "{} revision={} announced={} from={} to={}{}",
                        told.exposure,
                        told.revision,
                        written(told.event_timestamp),
                        written(told.from),
                        told.to.map_or_else(|| "unknown".into(), written),
                        if told.withdrawn { " withdrawn" } else { "" },
                    );
                }
                Ok(())
            })
            .await
    }
}
