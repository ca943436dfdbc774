//! The program `porchlight-service`, as the people who run it meet it.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use porchlight_protocol::service::{ServiceDocument, path};
use porchlight_soak::rounds;
use reqwest::Method;

use crate::authenticator::{Authenticator, recovery};
use crate::checked::Http;
use crate::client::{Computer, EMAIL, Hands, House, PASSWORD};
#[cfg(target_os = "linux")]
use crate::large_answers::{asks_and_does_not_read, fill};

pub(crate) fn service() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_porchlight-service"));
    command.env_clear().stdin(Stdio::null());
    command
}

pub(crate) fn place(command: &mut Command, dir: &Path) {
    command
        .arg(format!(
            "--database=sqlite:{}",
            dir.join("home.sqlite").display()
        ))
        .arg(format!("--secrets={}", dir.join("secrets").display()));
}

pub(crate) async fn run(mut command: Command) -> Output {
    tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap()
}

/// What a command printed on the house's own database, while its service runs.
pub(crate) async fn program(house: &House, name: &str, more: &[&str]) -> String {
    let output = attempt(house.dir.path(), name, more).await;
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// A command on what is in `dir`, however it ends.
pub(crate) async fn attempt(dir: &Path, name: &str, more: &[&str]) -> Output {
    let mut command = service();
    command.arg(name).args(more);
    place(&mut command, dir);
    run(command).await
}

pub(crate) async fn reset_by_the_program(house: &House, more: &[&str]) -> String {
    let reason = ["--reason", "A copy of the database lay open."];
    let advisory = ["--advisory", "https://status.example.org/2"];
    program(
        house,
        "reset-sessions",
        &[&reason, &advisory, more].concat(),
    )
    .await
}

/// A program that is ended with the test.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Waits for the line that says where it is.
pub(crate) fn serve(dir: &Path, more: &[&str]) -> (Running, String) {
    serve_through(service(), dir, more)
}

/// A program that starts ours under a limit.
fn prlimit(limit: &str) -> Command {
    let mut command = Command::new("prlimit");
    command
        .env_clear()
        .stdin(Stdio::null())
        .args([limit, env!("CARGO_BIN_EXE_porchlight-service")]);
    command
}

/// A program that is told of a full file by an error, as of a full disk, and not by a signal.
#[cfg(target_os = "linux")]
pub(crate) fn deaf_to_full_disks() -> Command {
    let mut command = Command::new("sh");
    command.env_clear().stdin(Stdio::null()).args([
        "-c",
        r#"trap "" XFSZ; exec "$0" "$@""#,
        env!("CARGO_BIN_EXE_porchlight-service"),
    ]);
    command
}

/// With `command`, which is our program or ends in its name.
pub(crate) fn serve_through(command: Command, dir: &Path, more: &[&str]) -> (Running, String) {
    serve_at("127.0.0.1:0", command, dir, more)
}

fn serve_at(listen: &str, mut command: Command, dir: &Path, more: &[&str]) -> (Running, String) {
    command
        .args(["serve", "--listen", listen])
        .args(more)
        .stdout(Stdio::piped());
    command.env("PORCHLIGHT_LOG", "off");
    place(&mut command, dir);
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
    (Running(child), ready["url"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn where_few_files_may_be_open_more_silent_connections_than_that_keep_no_owner_out() {
    let dir = tempfile::tempdir().unwrap();
    porchlight_service::files::open_as_many_as_allowed();
    let (_running, url) = serve_through(prlimit("--nofile=1024:1024"), dir.path(), &[]);
    let at_home = || Computer::new(&url, real_time());
    at_home().register(EMAIL, PASSWORD).await;
    let address = url.strip_prefix("http://").unwrap().trim_end_matches('/');
    let mut silent = Vec::new();
    for number in 0..1_100 {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        let from = std::net::Ipv4Addr::new(127, 9, 1, u8::try_from(number / 10).unwrap());
        socket.bind((from, 0).into()).unwrap();
        silent.push(socket.connect(address.parse().unwrap()).await.unwrap());
    }
    at_home().sign_in(EMAIL, PASSWORD).await.unwrap();
    drop(silent);
}

/// The most memory that a process had, in KiB.
#[cfg(target_os = "linux")]
fn most_memory(running: &Running) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", running.0.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let (kib, _) = line.unwrap().trim().split_once(' ').unwrap();
    kib.parse().unwrap()
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn thirty_copies_of_a_full_account_that_nobody_reads_cost_next_to_no_memory() {
    use sqlx::ConnectOptions as _;

    let dir = tempfile::tempdir().unwrap();
    let (running, url) = serve(dir.path(), &[]);
    let mut computer = Computer::new(&url, real_time());
    let owner = computer.register(EMAIL, PASSWORD).await;
    computer.sign_in(EMAIL, PASSWORD).await.unwrap();
    let database = dir.path().join("home.sqlite");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database);
    fill(&mut options.connect().await.unwrap(), owner.account).await;
    let mut unread = Vec::new();
    // What the first one needs anyway.
    unread.push(asks_and_does_not_read(&computer, path::ACCOUNT).await);
    let before = most_memory(&running);
    for _ in 0..15 {
        unread.push(asks_and_does_not_read(&computer, path::ACCOUNT).await);
        unread.push(asks_and_does_not_read(&computer, path::CAMERAS).await);
    }
    // The last one has come further than its first line as well when somebody else was served.
    computer.sessions().await.unwrap();
    let more = most_memory(&running) - before;
    assert!(more < 32 * 1024, "{more} KiB");
}

/// For TLS on this computer, signed by itself.
pub(crate) struct Identity {
    pub(crate) pem: String,
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
}

impl Identity {
    pub(crate) fn made_in(dir: &Path) -> Self {
        let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".into()]).unwrap();
        let (certificate, key) = (dir.join("cert.pem"), dir.join("key.pem"));
        let pem = made.cert.pem();
        std::fs::write(&certificate, &pem).unwrap();
        std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
        only_ours(&key);
        Self {
            pem,
            certificate,
            key,
        }
    }
}

#[cfg(unix)]
pub(crate) fn only_ours(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[cfg(not(unix))]
pub(crate) fn only_ours(_: &Path) {}

pub(crate) fn real_time() -> Hands {
    let now = porchlight_service::Clock::system().now();
    Hands(Arc::new(AtomicI64::new(now)))
}

impl Running {
    /// As `kill -9` does: it finishes nothing.
    pub(crate) fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[tokio::test]
async fn killed_at_any_step_of_turning_two_factor_on_it_is_off_or_on_with_codes_that_the_owner_has()
{
    for _ in 0..rounds(1) {
        #[derive(Clone, Copy, PartialEq, Eq)]
        enum Step {
            Begun,
            CodeShown,
            TypedBack,
        }
        for step in [Step::Begun, Step::CodeShown, Step::TypedBack] {
            let dir = tempfile::tempdir().unwrap();
            let (running, url) = serve(dir.path(), &[]);
            let hands = real_time();
            let mut computer = Computer::new(&url, hands.clone());
            computer.register(EMAIL, PASSWORD).await;
            computer.sign_in(EMAIL, PASSWORD).await.unwrap();
            let has = Authenticator::of(&computer.enrol(None).await.unwrap());
            if step != Step::Begun {
                computer.check(&has.code(hands.now())).await.unwrap();
            }
            if step == Step::TypedBack {
                let typed = computer.confirm_checked(&has.recovery_codes[0], false);
                typed.await.unwrap();
            }
            running.kill();

            let (_running, url) = serve(dir.path(), &[]);
            let mut computer = Computer::new(&url, real_time());
            if step == Step::TypedBack {
                let paper = recovery(&has.recovery_codes[9]);
                computer.sign_in_with(paper).await.unwrap();
            } else {
                computer.sign_in(EMAIL, PASSWORD).await.unwrap();
            }
        }
    }
}

#[tokio::test]
async fn killed_and_started_again_it_takes_no_proof_of_before_and_every_one_of_now() {
    let dir = tempfile::tempdir().unwrap();
    let (running, url) = serve(dir.path(), &[]);
    let mut computer = Computer::new(&url, real_time());
    computer.register(EMAIL, PASSWORD).await;
    computer.sign_in(EMAIL, PASSWORD).await.unwrap();
    computer.hands = real_time();
    let name = computer.request(Method::PUT, path::SESSION_COMPUTER);
    let name = name.json(&serde_json::json!({ "sealed_computer_name": "AQ" }));
    let list = computer.request(Method::GET, path::CAMERAS);
    let caught = [name.build().unwrap(), list.build().unwrap()];
    let send = async |request: &reqwest::Request| {
        // Over a line of its own: the one before went with the program.
        let line = Computer::new(&url, real_time()).http;
        let sent = line.execute(request.try_clone().unwrap()).await;
        sent.unwrap().status()
    };
    for request in &caught {
        assert!(send(request).await.is_success());
    }
    drop(running);
    // At the same address, as clients know it.
    let listen = url.trim_start_matches("http://").trim_end_matches('/');
    let (_running, again) = serve_at(listen, service(), dir.path(), &[]);
    assert_eq!(again, url);
    computer.hands = real_time();
    let now = computer.request(Method::GET, path::CAMERAS).build();
    assert!(
        send(&now.unwrap()).await.is_success(),
        "a right clock is not told so"
    );
    for request in &caught {
        assert_eq!(send(request).await, 401);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn it_says_where_it_is_in_one_line_serves_and_ends_when_told() {
    use std::io::Read;

    let dir = tempfile::tempdir().unwrap();
    let (mut running, url) = serve(dir.path(), &["--name", "Casa"]);
    let mut computer = Computer::new(&url, real_time());
    computer.register(EMAIL, PASSWORD).await;
    let (done, _) = computer.sign_in(EMAIL, PASSWORD).await.unwrap();
    assert_eq!(done.service.name, "Casa");
    assert!(computer.cameras().await.is_ok());

    let told = Command::new("sh")
        .arg("-c")
        .arg(format!("kill -TERM {}", running.0.id()))
        .status();
    assert!(told.unwrap().success());
    assert!(running.0.wait().unwrap().success());
    let mut rest = String::new();
    running
        .0
        .stdout
        .as_mut()
        .unwrap()
        .read_to_string(&mut rest)
        .unwrap();
    assert_eq!(rest, "", "one line and no more");
}

#[tokio::test]
async fn with_a_certificate_it_speaks_tls() {
    let dir = tempfile::tempdir().unwrap();
    let Identity {
        pem,
        certificate,
        key,
    } = Identity::made_in(dir.path());
    let (certificate, key) = (certificate.to_str().unwrap(), key.to_str().unwrap());
    let (_running, url) = serve(dir.path(), &["--tls-cert", certificate, "--tls-key", key]);
    assert!(url.starts_with("https://127.0.0.1:"), "{url}");
    let computer = Computer::new(&url, real_time());
    let ours = reqwest::Certificate::from_pem(pem.as_bytes()).unwrap();
    let http = reqwest::Client::builder()
        .no_proxy()
        .tls_certs_only([ours])
        .build()
        .unwrap();
    let http = Http::from(http);
    let document = format!("{}{}", computer.base, path::SERVICE);
    let answer = http
        .get(&document)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert!(serde_json::from_str::<ServiceDocument>(&answer).is_ok());
    assert!(
        computer.http.get(&document).send().await.is_err(),
        "strangers' certificates are not trusted"
    );
}

#[tokio::test]
async fn what_it_cannot_do_it_says_in_one_sentence() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).display().to_string();
    std::fs::write(path("garbled.sqlite"), [7; 4_096]).unwrap();
    std::fs::write(path("no.pem"), "nothing").unwrap();
    let database = format!("sqlite:{}", path("home.sqlite"));
    let (secrets, garbled) = (
        path("secrets"),
        format!("sqlite:{}", path("garbled.sqlite")),
    );
    let (no_pem, postgres) = (path("no.pem"), "postgres://db/porchlight");
    let anywhere = SocketAddr::from(([0, 0, 0, 0], 0)).to_string();
    let loopback = "127.0.0.1:0";
    for (arguments, words) in [
        (
            vec![
                "serve",
                "--listen",
                &anywhere,
                "--database",
                &database,
                "--secrets",
                &secrets,
            ],
            "--tls-cert",
        ),
        (
            vec![
                "serve",
                "--listen",
                loopback,
                "--database",
                &garbled,
                "--secrets",
                &secrets,
            ],
            "garbled.sqlite",
        ),
        (
            vec![
                "serve",
                "--listen",
                loopback,
                "--database",
                postgres,
                "--secrets",
                &secrets,
            ],
            "sqlite:",
        ),
        (
            vec![
                "serve",
                "--database",
                &database,
                "--secrets",
                &secrets,
                "--tls-cert",
                &no_pem,
                "--tls-key",
                &no_pem,
            ],
            "no.pem",
        ),
        (
            vec![
                "list-accounts",
                "--database",
                &database,
                "--secrets",
                &secrets,
            ],
            "there is no database",
        ),
        (
            vec![
                "reset-sessions",
                "--database",
                &database,
                "--secrets",
                &secrets,
                "--reason",
                " ",
            ],
            "give a reason",
        ),
        (
            vec![
                "reset-sessions",
                "--database",
                &database,
                "--secrets",
                &secrets,
                "--reason",
                "x",
                "--advisory",
                "http://x",
            ],
            "https",
        ),
    ] {
        let mut command = service();
        command.args(&arguments);
        let output = run(command).await;
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        assert!(said.contains(words), "{arguments:?}: {said}");
        assert!(output.stdout.is_empty());
        assert!(
            !said.contains("panicked") && !said.contains("Error {"),
            "{said}"
        );
    }
}

#[tokio::test]
async fn its_help_shows_how_to_start() {
    let mut command = service();
    command.arg("--help");
    let help = String::from_utf8(run(command).await.stdout).unwrap();
    for word in [
        "serve",
        "reset-sessions",
        "announce-exposure",
        "audit",
        "--secrets",
        "PORCHLIGHT_LOOKUP_KEY",
        "PORCHLIGHT_TOTP_KEY",
        "--tls-cert",
    ] {
        assert!(help.contains(word), "{word}");
    }
}
