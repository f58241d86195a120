//! Believable accounts.

use super::{Account, Login};
use crate::password::{Cost, Password, PasswordHash};
use crate::second_factor::Demand;
use motcua_kernel::{AccountId, Instant, OfficerId};

/// The password of every sample account.
pub const PASSWORD: &str = "thuyền về bến lúc trăng lên";

/// An account in use, of an officer at a counter, with [`PASSWORD`] hashed as cheaply as can be.
pub fn active() -> Account {
    let now = Instant::from_micros(1_795_500_000_000_000);
    let hash = PasswordHash::make(&Password::typed(PASSWORD), [9; 16], Cost::CHEAP);
    // The cheap cost is within what the algorithm allows.
    let hash = hash.expect("a cheap cost is a cost");
    waiting()
        .set_password(hash, now)
        .map(|(account, _)| account)
        .unwrap_or_else(|_| waiting())
}

/// An account that waits for its slip.
pub fn waiting() -> Account {
    let now = Instant::from_micros(1_795_400_000_000_000);
    let login = Login::parse("huong.bt@baichay").expect("a login name of letters, dots and an at sign");
    let id = AccountId::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0a01);
    let officer = OfficerId::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0a02);
    Account::new(id, officer, login, Demand::AsPositions, now).0
}
