//! How accounts and the counters of failed tries are kept.

use super::{Account, Attempts, State};
use motcua_kernel::{AccountId, Instant, OfficerId, ThingId};
use motcua_store::{Column, Record, RecordKind, Row, Stored, query, record};

impl Record for Account {
    type Id = AccountId;
    const TABLE: &'static str = "account";
    const KIND: RecordKind = RecordKind::Journaled;
    const COLUMNS: &'static [Column] = &[
        // A login name stays taken after its account was closed, so that old records keep naming one officer.
        Column::text("login").unique(),
        Column::id("officer"),
        // An officer has one account that is not closed.
        Column::id("open_of").unique().optional(),
        Column::text("state"),
    ];
    const INDEXES: &'static [&'static str] = &["officer, id", "state, login, id"];

    fn id(&self) -> AccountId {
        self.id
    }

    fn columns(&self, row: &mut Row) {
        let open_of = match self.state {
            State::Waiting | State::Active { .. } | State::Locked { .. } => Some(self.officer),
            State::Closed { .. } => None,
        };
        row.set("login", self.login.as_str())
            .set("officer", self.officer)
            .set("open_of", open_of)
            .set("state", self.state.word());
    }
}
record!(Account);

query! {
    /// The account with a login name.
    pub fn with_login(login: &str) -> Stored<Account> =
        "SELECT account.format, account.version, account.body
         FROM account
         WHERE account.login = $1
         ORDER BY account.id
         LIMIT 1";
}

query! {
    /// The account of an officer that is not closed.
    pub fn of_officer(officer: OfficerId) -> Stored<Account> =
        "SELECT account.format, account.version, account.body
         FROM account
         WHERE account.open_of = $1
         ORDER BY account.id
         LIMIT 1";
}

query! {
    /// The accounts of officers that are not closed, by login name: for printing the slips of a centre.
    pub fn of_officers(officers: &[OfficerId], most: i64) -> Stored<Account> =
        "SELECT account.format, account.version, account.body
         FROM account
         WHERE account.open_of IN ($1)
         ORDER BY account.login, account.id
         LIMIT $2";
}

query! {
    /// A page of accounts in one state, by login name, after the last name of the page before.
    pub fn list_accounts(state: &str, after: &str, most: i64) -> Stored<Account> =
        "SELECT account.format, account.version, account.body
         FROM account
         WHERE account.state = $1 AND account.login > $2
         ORDER BY account.login, account.id
         LIMIT $3";
}

impl Record for Attempts {
    type Id = ThingId;
    const TABLE: &'static str = "attempts";
    const KIND: RecordKind = RecordKind::Plain;
    const COLUMNS: &'static [Column] = &[];

    fn id(&self) -> ThingId {
        self.id
    }

    fn expires_at(&self) -> Option<Instant> {
        Some(self.forgotten_at)
    }

    fn columns(&self, _row: &mut Row) {}
}
record!(Attempts);
