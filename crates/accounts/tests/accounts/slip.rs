//! Activation slips.

use crate::{Desk, PASSWORD, address, at, system};
use motcua_accounts::account;
use motcua_accounts::activation::{IssueError, RedeemError, Slip, SlipError, issue, open_slip, redeem};
use motcua_accounts::password::Password;
use motcua_kernel::{AccountId, Context};

async fn use_slip(desk: &Desk, slip: &Slip, password: &str, ctx: &Context) -> Result<(), RedeemError> {
    let password = Password::typed(password);
    redeem(
        &desk.store,
        &desk.keys,
        &desk.hasher,
        slip.code.reveal(),
        &password,
        address(),
        ctx,
    )
    .await
    .map(|_| ())
}

async fn print(desk: &Desk, account: AccountId, ctx: &Context) -> Slip {
    issue(&desk.store, &desk.keys, &[account], ctx).await.unwrap().remove(0)
}

#[tokio::test]
async fn a_slip_sets_a_password_once() {
    let desk = Desk::open().await;
    let account = desk.waiting("moi.nv").await;
    let slip = print(&desk, account, &system(1)).await;
    let seen = open_slip(
        &desk.store,
        &desk.keys,
        &slip.code.reveal().to_lowercase(),
        address(),
        &at(2),
    )
    .await
    .unwrap();
    assert_eq!(seen.login.as_str(), "moi.nv");
    assert!(matches!(
        use_slip(&desk, &slip, "ngắn quá", &at(3)).await,
        Err(RedeemError::Policy(_))
    ));
    let form = at(4);
    use_slip(&desk, &slip, PASSWORD, &form).await.unwrap();
    use_slip(&desk, &slip, PASSWORD, &form)
        .await
        .expect("a double click is told the same");
    let again = use_slip(&desk, &slip, "gió đưa cành trúc la đà", &at(5)).await;
    assert!(matches!(again, Err(RedeemError::Slip(SlipError::Used))), "{again:?}");
    assert!(desk.sign_in("moi.nv", PASSWORD, &at(6)).await.is_ok());
}

#[tokio::test]
async fn a_newer_slip_and_time_make_a_slip_worthless() {
    let desk = Desk::open().await;
    let account = desk.waiting("moi.nv").await;
    let older = print(&desk, account, &system(1)).await;
    let newer = print(&desk, account, &system(2)).await;
    let answer = use_slip(&desk, &older, PASSWORD, &at(3)).await;
    assert!(
        matches!(answer, Err(RedeemError::Slip(SlipError::Replaced))),
        "{answer:?}"
    );
    let answer = use_slip(&desk, &newer, PASSWORD, &at(9 * 86_400)).await;
    assert!(matches!(answer, Err(RedeemError::Slip(SlipError::Over))), "{answer:?}");
}

#[tokio::test]
async fn a_whole_centre_is_printed_at_once_and_a_repeat_prints_slips_that_count() {
    let desk = Desk::open().await;
    let mut accounts = Vec::new();
    for number in 0..120 {
        accounts.push(desk.waiting(&format!("nv{number:03}")).await);
    }
    let run = system(10);
    let slips = issue(&desk.store, &desk.keys, &accounts, &run).await.unwrap();
    let same_run = Context::for_change(run.actor(), run.now().plus_seconds(5), run.change());
    let again = issue(&desk.store, &desk.keys, &accounts, &same_run).await.unwrap();
    assert_eq!(slips.len(), 120);
    for (slip, repeated) in slips.iter().zip(&again) {
        assert_eq!(
            (&slip.code, slip.ends_at, &slip.login),
            (&repeated.code, repeated.ends_at, &repeated.login)
        );
    }
    use_slip(&desk, &again[119], PASSWORD, &at(20)).await.unwrap();
}

#[tokio::test]
async fn typing_errors_cost_nothing_and_guesses_make_wait() {
    let desk = Desk::open().await;
    let account = desk.waiting("moi.nv").await;
    let slip = print(&desk, account, &system(1)).await;
    let open = async |typed: &str, seconds| open_slip(&desk.store, &desk.keys, typed, address(), &at(seconds)).await;
    let mistyped = slip.code.reveal().replacen(
        |_: char| true,
        if slip.code.reveal().starts_with('A') { "B" } else { "A" },
        1,
    );
    for _ in 0..30 {
        assert!(matches!(open(&mistyped, 2).await, Err(RedeemError::Code(_))));
    }
    // A slip of another installation has a code that is well formed and unknown here.
    let elsewhere = Desk::open().await;
    let foreign = elsewhere.waiting("moi.nv").await;
    let foreign = print(&elsewhere, foreign, &system(1)).await;
    for _ in 0..21 {
        assert!(matches!(
            open(foreign.code.reveal(), 3).await,
            Err(RedeemError::Unknown)
        ));
    }
    assert!(matches!(
        open(slip.code.reveal(), 4).await,
        Err(RedeemError::TooMany(_))
    ));
    assert!(open(slip.code.reveal(), 40).await.is_ok());
}

#[tokio::test]
async fn a_locked_account_gets_no_slip_and_takes_no_password() {
    let desk = Desk::open().await;
    let account = desk.waiting("moi.nv").await;
    let slip = print(&desk, account, &system(1)).await;
    account::lock(&desk.store, account, &system(2)).await.unwrap();
    assert!(matches!(
        issue(&desk.store, &desk.keys, &[account], &system(3)).await,
        Err(IssueError::Locked(_))
    ));
    assert!(matches!(
        use_slip(&desk, &slip, PASSWORD, &at(4)).await,
        Err(RedeemError::State(_))
    ));
}
