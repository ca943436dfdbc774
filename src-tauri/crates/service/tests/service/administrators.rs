//! What the people who run the service read: what is wrong, and what to do about it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use uuid::Uuid;

/// For what does not come.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

use crate::client::{EMAIL, House, PASSWORD};
use crate::program::{
    Identity, attempt, only_ours, place, program, run, serve, serve_through, service,
};

/// What it says when it does not do it: on one line, and without a word for programmers.
fn refusal(output: Output) -> String {
    assert!(!output.status.success());
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).unwrap();
    for word in ["panicked", "Error {", "Some(", "\u{1b}"] {
        assert!(!said.contains(word), "{said}");
    }
    said
}

/// Without `dir` as the place.
async fn serving(arguments: &[&str]) -> String {
    let mut command = service();
    command.arg("serve").args(arguments);
    refusal(run(command).await)
}

async fn on_the_database(dir: &Path, sql: &str) {
    let file = dir.join("home.sqlite");
    let url = format!("sqlite:{}", file.display());
    let mut database = SqliteConnection::connect(&url).await.unwrap();
    let sql = sqlx::raw_sql(AssertSqlSafe(sql));
    sql.execute(&mut database).await.unwrap();
    database.close().await.unwrap();
}

#[cfg(unix)]
fn terminate(program: &Child) {
    let pid = program.id().to_string();
    let told = Command::new("kill").arg(&pid).status().unwrap();
    assert!(told.success());
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_lost_key_is_named_with_what_it_does_and_none_is_made_in_its_place() {
    let dir = tempfile::tempdir().unwrap();
    drop(serve(dir.path(), &[]));
    let (secrets, aside) = (dir.path().join("secrets"), dir.path().join("aside"));
    let all = names(&secrets);
    assert_eq!(all.len(), 7, "{all:?}");
    for (key, does) in [
        ("audit-key", "audit record"),
        ("event-key", "signs everything owners' computers are told"),
        ("lookup-key", "no account"),
        ("opaque-setup", "no password works"),
        ("sealing-key", "announcements"),
        ("service-id", "recognise this service"),
        ("totp-key", "authenticator apps"),
    ] {
        std::fs::rename(secrets.join(key), &aside).unwrap();
        for command in ["serve", "audit", "list-accounts", "reset-sessions"] {
            let more: &[&str] = match command {
                "reset-sessions" => &["--reason", "x"],
                "serve" => &["--listen=127.0.0.1:0"],
                _ => &[],
            };
            let said = refusal(attempt(dir.path(), command, more).await);
            assert!(said.contains(key) && said.contains(does), "{key}: {said}");
            assert!(said.contains("rotate-key --help"), "{said}");
        }
        assert!(!secrets.join(key).exists(), "{key}");
        std::fs::rename(&aside, secrets.join(key)).unwrap();
    }
    let (_running, _) = serve(dir.path(), &[]);
    assert_eq!(names(&secrets), all);
}

/// A database of before the service wrote down which keys it was used with.
#[tokio::test]
async fn a_key_that_an_older_database_needs_is_missed_as_well() {
    for (key, needs) in [
        ("event-key", ""),
        (
            "audit-key",
            "INSERT INTO audit (seq, entry, mac) VALUES (1, '{}', x'00');",
        ),
        (
            "totp-key",
            "INSERT INTO two_factor (account_id, sealed_secret, since, last_step, failures, open_at)
             SELECT id, x'00', 0, 0, 0, 0 FROM accounts;",
        ),
    ] {
        let house = House::open().await;
        house.computer().register(EMAIL, PASSWORD).await;
        let dir = house.close().await;
        on_the_database(dir.path(), &format!("DELETE FROM keys; {needs}")).await;
        let file = dir.path().join("secrets").join(key);
        std::fs::remove_file(&file).unwrap();
        let said = refusal(attempt(dir.path(), "serve", &["--listen=127.0.0.1:0"]).await);
        assert!(said.contains(key) && said.contains("is missing"), "{said}");
        assert!(!file.exists());
    }
}

#[tokio::test]
async fn a_lost_database_is_not_replaced_by_an_empty_one_without_a_word() {
    let dir = tempfile::tempdir().unwrap();
    drop(serve(dir.path(), &[]));
    for file in names(dir.path()) {
        if file.starts_with("home.sqlite") {
            std::fs::remove_file(dir.path().join(file)).unwrap();
        }
    }
    let said = refusal(attempt(dir.path(), "serve", &["--listen=127.0.0.1:0"]).await);
    assert!(said.contains("--new-database"), "{said}");
    assert_eq!(names(dir.path()), ["secrets"]);
    let (_running, _) = serve(dir.path(), &["--new-database"]);
}

#[tokio::test]
async fn what_is_mistyped_is_said_in_a_sentence_and_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).display().to_string();
    let secrets = format!("--secrets={}", path("secrets"));
    let database = format!("--database=sqlite:{}", path("home.sqlite"));
    let elsewhere = format!("--database=sqlite:{}", path("no/such/folder/home.sqlite"));
    let at_any_port = "--listen=127.0.0.1:0";
    let said = serving(&[at_any_port, &elsewhere, &secrets]).await;
    assert!(said.contains("no/such/folder does not exist"), "{said}");
    let said = serving(&["--listen=localhost:8440", &database, &secrets]).await;
    assert!(said.contains("127.0.0.1:8440"), "{said}");
    let query = "--public-url=https://home.example.org/?a=b";
    let said = serving(&[at_any_port, query, &database, &secrets]).await;
    assert!(said.contains("leave out"), "{said}");
    assert!(names(dir.path()).is_empty(), "{:?}", names(dir.path()));

    drop(serve(dir.path(), &[]));
    let lost = format!("--secrets={}", path("secretz"));
    let said = serving(&[at_any_port, &database, &lost]).await;
    assert!(said.contains("does not contain the secrets"), "{said}");
    for (command, more) in [
        ("reset-sessions", ["--reason=x", "--account=ada"]),
        ("unlink-integrations", ["--reason=x", "--account=ada"]),
        ("list-events", ["--account", "ada"]),
    ] {
        let said = refusal(attempt(dir.path(), command, &more).await);
        assert!(said.contains("list-accounts"), "{command}: {said}");
    }
    assert!(!dir.path().join("secretz").exists());
}

/// A typo would be told as a deed.
#[tokio::test]
async fn nobody_is_told_of_a_deed_on_whom_there_is_not() {
    let dir = tempfile::tempdir().unwrap();
    drop(serve(dir.path(), &[]));
    let nobody = Uuid::nil().to_string();
    let account = ["--account", &nobody];
    let reason = ["--reason", "x"];
    let right = ["--correction", "x"];
    for (command, more, there_are) in [
        (
            "unlink-integrations",
            ["--client", "nobody"],
            "list-clients",
        ),
        ("remove-client", ["--id", "nobody"], "list-clients"),
        ("unlink-integrations", account, "list-accounts"),
        ("reset-sessions", account, "list-accounts"),
    ] {
        for dry_run in [&[][..], &["--dry-run"]] {
            let arguments = [&more, &reason, dry_run].concat();
            let said = refusal(attempt(dir.path(), command, &arguments).await);
            assert!(said.contains(there_are), "{command} {arguments:?}: {said}");
        }
    }
    for (command, what) in [("correct-event", "nobody"), ("correct-exposure", &nobody)] {
        for dry_run in [&[][..], &["--dry-run"]] {
            let arguments = [&[what], &right[..], dry_run].concat();
            let said = refusal(attempt(dir.path(), command, &arguments).await);
            assert!(said.contains(what), "{command} {arguments:?}: {said}");
        }
    }
    let said = refusal(attempt(dir.path(), "list-events", &account).await);
    assert!(said.contains("list-accounts"), "{said}");
    let record = attempt(dir.path(), "audit", &[]).await;
    let record = String::from_utf8(record.stdout).unwrap();
    assert!(
        !record.contains("nobody") && !record.contains("reset-sessions"),
        "{record}"
    );
}

#[tokio::test]
async fn who_registered_a_client_stands_in_the_audit_record_and_a_dry_run_registers_none() {
    let house = House::open().await;
    let client = [
        "--id=alexa",
        "--name=Alexa",
        "--redirect-uri=https://alexa.example/cb",
    ];
    let dry_run = [&client[..], &["--dry-run"]].concat();
    let said = program(&house, "register-client", &dry_run).await;
    assert!(said.contains("nothing was changed"), "{said}");
    assert!(
        program(&house, "list-clients", &[])
            .await
            .contains("0 clients")
    );
    assert!(
        !program(&house, "audit", &[])
            .await
            .contains("register-client")
    );

    let told = program(&house, "register-client", &client).await;
    let secret = told
        .lines()
        .find_map(|line| line.strip_prefix("client_secret "));
    let record = program(&house, "audit", &[]).await;
    for word in ["register-client", "alexa", "https://alexa.example/cb"] {
        assert!(record.contains(word), "{record}");
    }
    assert!(!record.contains(secret.unwrap()));
    let again = program(&house, "register-client", &dry_run).await;
    assert!(again.contains("a new secret"), "{again}");
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_left_alone_and_said_to_be_one() {
    let house = House::open().await;
    let dir = house.close().await;
    let newer =
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 VALUES (9999, 'later', 1, x'00', 0)";
    on_the_database(dir.path(), newer).await;
    for command in ["serve", "audit"] {
        let more: &[&str] = match command {
            "serve" => &["--listen=127.0.0.1:0"],
            _ => &[],
        };
        let said = refusal(attempt(dir.path(), command, more).await);
        assert!(
            said.contains("newer version of porchlight-service"),
            "{said}"
        );
    }
}

#[tokio::test]
async fn certificates_and_keys_that_are_missing_swapped_or_do_not_belong_together_are_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    let other = tempfile::tempdir().unwrap();
    let one = Identity::made_in(dir.path());
    let another = Identity::made_in(other.path());
    only_ours(&one.certificate);
    let gone = dir.path().join("gone.pem");
    for (certificate, key, words) in [
        (&gone, &one.key, ["gone.pem", "cannot be read"]),
        (&one.certificate, &gone, ["gone.pem", "cannot be read"]),
        (
            &one.key,
            &one.certificate,
            ["contains no PEM certificate", "swapped"],
        ),
        (
            &one.certificate,
            &one.certificate,
            ["contains no PEM private key", "swapped"],
        ),
        (
            &one.certificate,
            &another.key,
            ["does not belong", "created together"],
        ),
    ] {
        let certificate = format!("--tls-cert={}", certificate.display());
        let key = format!("--tls-key={}", key.display());
        let said = refusal(attempt(dir.path(), "serve", &[&certificate, &key]).await);
        assert!(words.iter().all(|word| said.contains(word)), "{said}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn what_goes_into_a_file_has_no_colours() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = service();
    command.args(["serve", "--listen=127.0.0.1:0"]);
    place(&mut command, dir.path());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    let stdout = child.stdout.as_mut().unwrap();
    BufReader::new(stdout).read_line(&mut line).unwrap();
    terminate(&child);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("stopping") && !said.contains('\u{1b}'),
        "{said}"
    );
}

/// sd_notify(3): who starts it with `Type=notify` waits for that.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn systemd_is_told_when_it_is_ready_and_when_it_stops() {
    let dir = tempfile::tempdir().unwrap();
    let socket = dir.path().join("notify");
    let systemd = std::os::unix::net::UnixDatagram::bind(&socket).unwrap();
    systemd.set_read_timeout(Some(PATIENCE)).unwrap();
    let heard = || {
        let mut word = [0; 256];
        let length = systemd.recv(&mut word).unwrap();
        String::from_utf8_lossy(&word[..length]).trim().to_owned()
    };
    let mut command = service();
    command.env("NOTIFY_SOCKET", &socket);
    let (mut running, _) = serve_through(command, dir.path(), &[]);
    assert_eq!(heard(), "READY=1");
    terminate(&running.0);
    assert_eq!(heard(), "STOPPING=1");
    assert!(running.0.wait().unwrap().success());
}
