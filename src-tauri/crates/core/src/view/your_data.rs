//! What a window shows of everything that a service keeps about an account. Of values that nobody can read the first bytes are
//! enough; the whole of it goes from the core to a file.

use serde::Serialize;
use specta::Type;

use crate::ports::account_data::{Deleted, HeldData, HeldTable, HeldValue};
pub use crate::ports::account_data::{
    HeldColumn, HeldFor, HeldForm, HeldGroup, Kept, SearchedTable,
};
use crate::time::Timestamp;

/// Rows of one table that are shown; the rest is counted.
const MOST_ROWS: usize = 100;
/// Bytes of a sealed value that are shown.
const FIRST_BYTES: usize = 8;
/// Characters of a text that are shown.
const LONGEST_TEXT: usize = 160;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct YourDataView {
    /// The service's clock when it looked.
    pub at: Timestamp,
    pub records: u32,
    /// In all records.
    pub values: u32,
    /// Of these, how many the service can read.
    pub readable: u32,
    /// In the order of the page; empty tables too.
    pub tables: Vec<HeldTableView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HeldTableView {
    pub table: String,
    pub group: HeldGroup,
    pub purpose: HeldFor,
    pub kept: Kept,
    pub columns: Vec<HeldColumn>,
    pub records: u32,
    /// The first of them.
    pub rows: Vec<Vec<HeldValueView>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum HeldValueView {
    Bytes {
        /// Hexadecimal.
        first: String,
        /// Bytes.
        length: u32,
    },
    Nothing,
    Number {
        #[specta(type = u32)]
        number: i64,
    },
    Text {
        text: String,
        /// There is more of it.
        cut: bool,
    },
    Time {
        at: Timestamp,
    },
}

/// The account is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeletedAccountView {
    /// What the service calls itself.
    pub service: String,
    /// `None`: the answer was lost; the service's signed word says that the account is gone.
    pub search: Option<SecondSearchView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SecondSearchView {
    pub at: Timestamp,
    /// How many different values were looked for.
    pub searched_for: u32,
    pub removed: u32,
    pub left: u32,
    pub tables: Vec<SearchedTable>,
    pub rewritten: bool,
}

impl From<&HeldData> for YourDataView {
    fn from(held: &HeldData) -> Self {
        let mut tables: Vec<_> = held.tables.iter().map(HeldTableView::from).collect();
        tables.sort_by_key(|table| table.group);
        let values = || {
            held.tables.iter().flat_map(|table| {
                let forms = || table.columns.iter().map(|column| column.form);
                table.rows.iter().flat_map(move |row| forms().zip(row))
            })
        };
        let there = || values().filter(|(_, value)| **value != HeldValue::Nothing);
        Self {
            at: held.at,
            records: tables.iter().map(|table| table.records).sum(),
            values: count(there()),
            readable: count(there().filter(|(form, _)| form.is_readable())),
            tables,
        }
    }
}

impl From<&HeldTable> for HeldTableView {
    fn from(table: &HeldTable) -> Self {
        let shown = table.rows.iter().take(MOST_ROWS);
        let of_row = |row: &Vec<HeldValue>| {
            let forms = table.columns.iter().map(|column| column.form);
            forms
                .zip(row)
                .map(|(form, value)| HeldValueView::of(form, value))
                .collect()
        };
        Self {
            table: table.table.clone(),
            group: table.group,
            purpose: table.purpose,
            kept: table.kept,
            columns: table.columns.clone(),
            records: count(table.rows.iter()),
            rows: shown.map(of_row).collect(),
        }
    }
}

impl HeldValueView {
    fn of(form: HeldForm, value: &HeldValue) -> Self {
        match value {
            HeldValue::Bytes(bytes) => Self::Bytes {
                first: hex::encode(bytes.get(..FIRST_BYTES).unwrap_or(bytes)),
                length: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
            },
            HeldValue::Nothing => Self::Nothing,
            HeldValue::Number(at) if form == HeldForm::Time => Self::Time {
                at: Timestamp::from_seconds(*at),
            },
            HeldValue::Number(number) => Self::Number { number: *number },
            HeldValue::Text(text) => Self::Text {
                text: text.chars().take(LONGEST_TEXT).collect(),
                cut: text.chars().count() > LONGEST_TEXT,
            },
        }
    }
}

impl DeletedAccountView {
    pub(crate) fn of(service: &str, deleted: &Deleted) -> Self {
        let search = match deleted {
            Deleted::Searched(receipt) => Some(SecondSearchView {
                at: receipt.at,
                searched_for: receipt.searched_for,
                removed: receipt.tables.iter().map(|table| table.removed).sum(),
                left: receipt.tables.iter().map(|table| table.left).sum(),
                tables: receipt.tables.clone(),
                rewritten: receipt.rewritten,
            }),
            Deleted::BySignedWord => None,
        };
        Self {
            service: service.to_owned(),
            search,
        }
    }
}

fn count(all: impl Iterator) -> u32 {
    u32::try_from(all.count()).unwrap_or(u32::MAX)
}
