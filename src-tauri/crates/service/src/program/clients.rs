//! `register-client`, `remove-client`, `list-clients`, `unlink-integrations`: who may ask owners to be linked is said here, never over
//! the network.

use clap::Args;
use porchlight_service::Incident;
use porchlight_service::integrations::clients::NewClient;

use super::accounts::Accounts;
use super::place::Place;
use super::telling::Reason;

/// Register a client that owners can link, such as a voice assistant. Prints its secret, only this once. If the identifier is already
/// registered, its settings and secret are replaced; owners who have linked it stay linked.
#[derive(Debug, Args)]
#[command(after_help = "\
As the partners document it today. Leave --without-pkce out if you can turn on PKCE at the partner:
  porchlight-service register-client … --id alexa --name Alexa --without-pkce \\
      --redirect-uri https://pitangui.amazon.com/api/skill/link/<vendor> \\
      --redirect-uri https://layla.amazon.com/api/skill/link/<vendor> \\
      --redirect-uri https://alexa.amazon.co.jp/api/skill/link/<vendor>
  porchlight-service register-client … --id google-assistant --name \"Google Assistant\" --without-pkce \\
      --redirect-uri https://oauth-redirect.googleusercontent.com/r/<project> \\
      --redirect-uri https://oauth-redirect-sandbox.googleusercontent.com/r/<project>
  porchlight-service register-client … --id ifttt --name IFTTT --without-pkce --scope ifttt \\
      --redirect-uri https://ifttt.com/channels/<service>/authorize

An app on the owner's computer, which uses another port each time:
  porchlight-service register-client … --id desk --name Desk --public --redirect-uri http://127.0.0.1/linked")]
pub(super) struct RegisterClient {
    #[command(flatten)]
    place: Place,
    /// client_id: a-z, 0-9, '-', '_', '.'
    #[arg(long)]
    id: String,
    /// Its name, as owners see it.
    #[arg(long)]
    name: String,
    /// Redirect address, exactly as the client sends it: https, or http on 127.0.0.1 (for a public client, on any port). Can be
    /// repeated.
    #[arg(long, value_name = "URL", required = true)]
    redirect_uri: Vec<String>,
    /// The client's page where linking starts, so that owners can start from the app.
    #[arg(long, value_name = "URL")]
    initiate_login_uri: Option<String>,
    /// The client cannot keep a secret (an app on a computer or phone) and gets none.
    #[arg(long)]
    public: bool,
    /// Accept requests without PKCE: then only the client's secret shows that a code is used by the client that asked for it.
    #[arg(long, conflicts_with = "public")]
    without_pkce: bool,
    /// A scope that the client asks for; `cameras` is always accepted. Can be repeated.
    #[arg(long, value_name = "NAME")]
    scope: Vec<String>,
    /// Only show whether it would be new.
    #[arg(long)]
    dry_run: bool,
}

/// Remove a client. Owners who have linked it are unlinked and told why.
#[derive(Debug, Args)]
pub(super) struct RemoveClient {
    #[command(flatten)]
    place: Place,
    /// client_id
    #[arg(long)]
    id: String,
    #[command(flatten)]
    reason: Reason,
    /// Only show how many would be unlinked.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct ListClients {
    #[command(flatten)]
    place: Place,
}

/// Unlink voice assistants and automations after an incident. Their tokens stop working at once and owners are told why; when they
/// link again, their earlier choice of cameras is offered.
#[derive(Debug, Args)]
#[command(after_help = "\
The tokens of one client were exposed:
  porchlight-service unlink-integrations --database sqlite:home.sqlite --secrets secrets \\
      --client alexa --reason \"Alexa's tokens were accessible from 4 to 26 December.\"

Everything linked to certain accounts:
  porchlight-service unlink-integrations … --account 5f0c… --accounts-file affected.txt --reason …")]
pub(super) struct UnlinkIntegrations {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    reason: Reason,
    /// Only this client (client_id).
    #[arg(long, value_name = "ID")]
    client: Option<String>,
    #[command(flatten)]
    accounts: Accounts,
    /// Only show how many would be unlinked.
    #[arg(long)]
    dry_run: bool,
}

impl RegisterClient {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        self.place
            .after_an_incident(self.dry_run, async |service| {
                let client = NewClient {
                    id: self.id,
                    name: self.name,
                    redirect_uris: self.redirect_uri,
                    initiate_login_uri: self.initiate_login_uri,
                    public: self.public,
                    without_pkce: self.without_pkce,
                    scopes: self.scope,
                };
                if self.dry_run {
                    let known = service.is_registered(&client).await?;
                    println!(
                        "{} would {}; nothing was changed",
                        client.id,
                        if known {
                            "get these settings and a new secret"
                        } else {
                            "be registered"
                        }
                    );
                    return Ok(());
                }
                let secret = service.register_client(&client).await?;
                println!("client_id {}", client.id);
                if let Some(secret) = secret {
                    println!("client_secret {}", secret.as_str());
                    eprintln!("The secret will not be shown again: only a hash of it is stored.");
                }
                Ok(())
            })
            .await
    }
}

impl RemoveClient {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let why = incident(&self.reason)?;
        self.place
            .after_an_incident(self.dry_run, async |service| {
                if self.dry_run {
                    let linked = service.linked(Some(&self.id), None).await?;
                    println!("{linked} would be unlinked; nothing was changed");
                    return Ok(());
                }
                let unlinked = service.remove_client(&self.id, &why).await?;
                println!("{} removed, {unlinked} unlinked", self.id);
                Ok(())
            })
            .await
    }
}

impl ListClients {
    /// One line for each: identifier, name, kind, where codes are sent, and what is let pass for it.
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let clients = self
            .place
            .look(async |service| Ok(service.registered_clients().await?))
            .await?;
        println!("{} clients", clients.len());
        for client in clients {
            let kind = match client.secret_hash {
                Some(_) => "confidential",
                None => "public",
            };
            let without_pkce = client.without_pkce.then(|| "without-pkce".to_owned());
            let scopes = client.scopes.iter().map(|scope| format!("scope={scope}"));
            let words: Vec<_> = client
                .redirect_uris
                .iter()
                .cloned()
                .chain(without_pkce)
                .chain(scopes)
                .collect();
            println!("{} {:?} {kind} {}", client.id, client.name, words.join(" "));
        }
        Ok(())
    }
}

impl UnlinkIntegrations {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let why = incident(&self.reason)?;
        let (client, accounts) = (self.client.as_deref(), self.accounts.named()?);
        self.place
            .after_an_incident(self.dry_run, async |service| {
                if self.dry_run {
                    let linked = service.linked(client, accounts.as_ref()).await?;
                    println!("{linked} integrations would be unlinked; nothing was changed");
                    return Ok(());
                }
                let unlinked = service.unlink_all(client, accounts.as_ref(), &why).await?;
                println!("{unlinked} integrations unlinked");
                Ok(())
            })
            .await
    }
}

fn incident(reason: &Reason) -> anyhow::Result<Incident> {
    Ok(Incident::new(reason.words()?.by_language().clone(), None)?)
}
