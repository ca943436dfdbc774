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
      --reason \"A copy of the database lay open.\" --reason-it \"Una copia era accessibile.\" \\
      --advisory https://status.example.org/2019-12-26

Every account that was made before --to is told, on each of its computers, also when its owner comes back next year.
A computer on which the owner is signed in is told at once, also when the service is another process.")]
pub(super) struct AnnounceExposure {
    #[command(flatten)]
    place: Place,
    /// When data first lay open: 2019-12-04, or 2019-12-04T09:30:00Z.
    #[arg(long, value_name = "TIME")]
    from: Moment,
    /// When it no longer did. Without it: not known that it has ended.
    #[arg(long, value_name = "TIME")]
    to: Option<Until>,
    /// How many accounts lay open, if it is known.
    #[arg(long, value_name = "NUMBER")]
    accounts: Option<u64>,
    /// What lay open, how sure it is, and what whoever has it can read: KIND:FINDING:FORM. KIND: alerts, body-data,
    /// camera-names, email-addresses, integration-tokens, passwords, pictures, session-tokens, wifi-names, wifi-passwords.
    /// FINDING: confirmed, reported, not-affected. FORM: hashed, sealed, readable, not-kept. May be given more than once.
    #[arg(long, value_name = "DATA", required = true, value_parser = exposed_data)]
    data: Vec<ExposedData>,
    #[command(flatten)]
    reason: Reason,
    /// A page with more, https.
    #[arg(long, value_name = "URL")]
    advisory: Option<String>,
    /// Only say what owners would be told, and how many.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
  porchlight-service correct-exposure 0d6c… --database sqlite:home.sqlite --secrets secrets \\
      --data wifi-names:not-affected:sealed --correction \"Names of Wi-Fi networks were not in the copy.\"

What is not named stays as it was said. Owners see both, the correction beside what it corrects.")]
pub(super) struct CorrectExposure {
    /// The exposure, as announce-exposure and list-exposures print it.
    exposure: Uuid,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    correction: Correction,
    /// Another moment when data first lay open: 2019-12-04, or 2019-12-04T09:30:00Z.
    #[arg(long, value_name = "TIME")]
    from: Option<Moment>,
    /// Another moment when it no longer did, or `unknown` when it is not known any more that it has ended.
    #[arg(long, value_name = "TIME")]
    to: Option<Until>,
    /// Another number of accounts that lay open.
    #[arg(long, value_name = "NUMBER")]
    accounts: Option<u64>,
    /// Takes the place of what was said about these kinds: KIND:FINDING:FORM, as for announce-exposure.
    #[arg(long, value_name = "DATA", value_parser = exposed_data)]
    data: Vec<ExposedData>,
    /// Another text about what happened, in English.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// The same in Italian.
    #[arg(long, value_name = "TEXT", requires = "reason")]
    reason_it: Option<String>,
    /// Another page with more, https.
    #[arg(long, value_name = "URL")]
    advisory: Option<String>,
    /// It did not happen.
    #[arg(long)]
    withdraw: bool,
    /// Only say what owners would be told, and how many.
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
            "{} accounts would be told; nothing was written",
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
