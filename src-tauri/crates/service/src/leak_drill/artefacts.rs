//! Copies that come to be while a service runs: of its files, by a backup, and as text.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions};

use super::serving::Program;
use super::{DrillFailed, During};

/// While the service runs.
pub(super) async fn take(program: &Program) -> Result<(), DrillFailed> {
    let step = "copying the database";
    let database = program.database("service");
    let copies = program.dir.join("copies");
    fs::create_dir_all(&copies).during(step)?;
    for suffix in ["", "-wal", "-shm"] {
        let name = format!("home.sqlite{suffix}");
        fs::copy(database.with_file_name(&name), copies.join(&name)).during(step)?;
    }
    let step = "making a backup";
    let mut connection = SqliteConnectOptions::new()
        .filename(&database)
        .connect()
        .await
        .during(step)?;
    sqlx::query("VACUUM INTO $1")
        .bind(copies.join("backup.sqlite").display().to_string())
        .execute(&mut connection)
        .await
        .during(step)?;
    let text = dump(&mut connection)
        .await
        .during("writing the database as text")?;
    fs::write(copies.join("dump.sql"), text).during("writing the database as text")
}

/// As `.dump` of SQLite's shell writes it: blobs in hex.
async fn dump(connection: &mut SqliteConnection) -> sqlx::Result<String> {
    let mut text = String::from("BEGIN TRANSACTION;\n");
    let tables: Vec<(String, String)> =
        sqlx::query_as("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            .fetch_all(&mut *connection)
            .await?;
    for (table, made_by) in tables {
        let columns: String = sqlx::query_scalar(
            "SELECT group_concat('quote(' || name || ')', ' || '','' || ') FROM pragma_table_info($1)",
        )
        .bind(&table)
        .fetch_one(&mut *connection)
        .await?;
        let rows: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(format!("SELECT {columns} FROM \"{table}\"")))
                .fetch_all(&mut *connection)
                .await?;
        let _ = writeln!(text, "{made_by};");
        for row in rows {
            let _ = writeln!(text, "INSERT INTO \"{table}\" VALUES({row});");
        }
    }
    text.push_str("COMMIT;\n");
    Ok(text)
}

/// Every file below, with its size.
pub(super) fn files(dir: &Path) -> io::Result<Vec<(PathBuf, u64)>> {
    let (mut files, mut folders) = (Vec::new(), vec![dir.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                files.push((entry.path(), entry.metadata()?.len()));
            }
        }
    }
    Ok(files)
}

/// The memory of a process that crashed: it holds keys, so there must be none.
pub(super) fn cores(files: &[(PathBuf, u64)]) -> usize {
    let named = |file: &Path| {
        let name = file.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.starts_with("core") || name.ends_with(".core"))
    };
    files.iter().filter(|file| named(&file.0)).count()
}
