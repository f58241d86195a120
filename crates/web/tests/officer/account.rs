//! Signing in, second factors, slips, sessions, the lock screen, reports.

use crate::world::*;
use motcua_accounts::second_factor::{FactorPolicy, sample::code_at};
use motcua_org::position::Role;
use motcua_org::unit::unit_id;

#[tokio::test]
async fn a_wrong_password_says_so_and_keeps_the_name() {
    let world = World::new().await;
    let login = world
        .account(world.officer(&centre(WARD), Role::ReceptionOfficer))
        .await;
    let browser = world.browser();
    for _ in 0..6 {
        let fields = [("login", login.as_str()), ("password", "sai rồi thì thôi nhé")];
        let shown = browser.fill("/desk/sign-in", "/desk/sign-in", &fields).await;
        shown.is(422).says("Tên đăng nhập hoặc mật khẩu chưa đúng").says(&login);
    }
    let fields = [("login", login.as_str()), ("password", PASSWORD)];
    let shown = browser.fill("/desk/sign-in", "/desk/sign-in", &fields).await;
    shown.is(429).says("Chờ đến");
    world.set_clock("2026-11-25T08:20");
    assert_eq!(browser.sign_in(&login).await, "/desk/counter");
    browser.get("/desk/sign-in").await.leads_to("/desk/counter");
    browser
        .get("/desk/sign-in?back=/desk/find")
        .await
        .leads_to("/desk/find");
    browser
        .get("/desk/sign-in?back=//example.org/desk/")
        .await
        .leads_to("/desk/counter");
}

#[tokio::test]
async fn a_second_factor_is_connected_once_and_passed_each_time() {
    let world = World::with(FactorPolicy::Everybody).await;
    let login = world
        .account(world.officer(&centre(WARD), Role::ReceptionOfficer))
        .await;
    let browser = world.browser();
    let second = "/desk/sign-in/second-factor";
    assert_eq!(browser.sign_in(&login).await, second);
    browser.get("/desk/counter").await.is(401);
    let page = browser.get(second).await;
    page.is(200).says("Gắn ứng dụng tạo mã").says("mo-qr");
    let key = page
        .body
        .split("mo-slip__code\">")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap();
    browser
        .post(second, &with(page.form(second), &[("code", "000000")]))
        .await
        .is(422)
        .says("Mã chưa đúng");
    let code = code_at(key, world.now());
    let form = with(page.form(second), &[("code", &code)]);
    let codes = browser.post(second, &form).await;
    codes.is(200).says("Mã dự phòng");
    browser.get("/desk/counter").await.is(200);

    world.set_clock("2026-11-25T08:05");
    let later = world.browser();
    assert_eq!(later.sign_in(&login).await, second);
    let code = code_at(key, world.now());
    later
        .fill(second, second, &[("code", &code)])
        .await
        .leads_to("/desk/counter");
    // A recovery code stands in for a lost phone, once.
    let recovery = codes
        .body
        .split("mo-fig\">")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .to_owned();
    let third = world.browser();
    third.sign_in(&login).await;
    third
        .fill(second, second, &[("code", &recovery)])
        .await
        .leads_to("/desk/counter");
    let fourth = world.browser();
    fourth.sign_in(&login).await;
    fourth.fill(second, second, &[("code", &recovery)]).await.is(422);
}

#[tokio::test]
async fn an_administrator_prints_a_slip_and_the_officer_activates_with_it() {
    let world = World::new().await;
    let (admin, landed) = world.provincial(Role::Administrator).await;
    assert_eq!(landed, "/desk/admin/units");
    let unit = unit_id(&centre(WARD));
    let list = format!("/desk/admin/officers?unit={unit}");
    admin.get("/desk/admin/units?q=bai+chay").await.is(200).says(&list);
    admin.get(&list).await.is(200).says("Chưa có tài khoản");
    let (officer, code) = world.officer(&centre(WARD), Role::ReceptionOfficer);
    let print = format!("/desk/admin/officers/{officer}/slip");
    let form = admin.get(&list).await.form(&print);
    let slip = admin.post(&print, &form).await;
    slip.is(200).says(&code).says("motcua.example/desk/activate");
    let shown = |page: &Shown| {
        page.body
            .split("mo-slip__code\">")
            .nth(1)
            .unwrap()
            .split('<')
            .next()
            .unwrap()
            .to_owned()
    };
    let again = admin.post(&print, &form).await;
    assert_eq!(shown(&slip), shown(&again), "the same form prints the same slip");
    admin.get(&print).await.leads_to("/desk/admin/officers");

    let (browser, typed) = (world.browser(), shown(&slip));
    let fields = |login: &str, again: &str| {
        [
            ("login", login),
            ("slip", typed.as_str()),
            ("password", PASSWORD),
            ("again", again),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let page = browser.get("/desk/activate").await;
    let send = async |typed: [(String, String); 4]| {
        let mut form = page.form("/desk/activate");
        form.extend(typed);
        browser.post("/desk/activate", &form).await
    };
    send(fields(&code, "khác hẳn")).await.is(422).says("không giống nhau");
    send(fields("somebody.else", PASSWORD))
        .await
        .is(422)
        .says("không khớp với phiếu nào");
    send(fields(&code, PASSWORD))
        .await
        .leads_to("/desk/sign-in?activated=1");
    send(fields(&code, PASSWORD))
        .await
        .leads_to("/desk/sign-in?activated=1");
    browser
        .get("/desk/sign-in?activated=1")
        .await
        .is(200)
        .says("Đã đặt mật khẩu mới");
    assert_eq!(browser.sign_in(&code).await, "/desk/counter");
    let page = world.browser().get("/desk/activate").await;
    page.is(200);
    // The slip is used up for everybody else.
    let stranger = world.browser();
    let mut form = stranger.get("/desk/activate").await.form("/desk/activate");
    form.extend(fields(&code, PASSWORD));
    stranger.post("/desk/activate", &form).await.is(422).says("đã dùng rồi");
}

#[tokio::test]
async fn an_officer_sees_and_ends_their_sessions_and_the_screen_locks() {
    let world = World::new().await;
    let login = world
        .account(world.officer(&centre(WARD), Role::ReceptionOfficer))
        .await;
    let (one, two) = (world.browser(), world.browser());
    one.sign_in(&login).await;
    two.sign_in(&login).await;
    let page = one.get("/desk/sessions").await;
    page.is(200).says("Phiên này");
    let action = page
        .body
        .split("action=\"/desk/sessions/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let action = format!("/desk/sessions/{action}");
    one.post(&action, &page.form(&action)).await.leads_to("/desk/sessions");
    two.get("/desk/counter").await.is(401);

    // Unused for a while the screen locks; the password opens it, and forms behind it still count.
    let before = one.get("/desk/counter").await.form("/desk/sign-out");
    world.set_clock("2026-11-25T08:30");
    one.get("/desk/counter").await.is(401);
    let page = one.get("/desk/sign-in?back=/desk/find").await;
    page.is(200).says("Màn hình đang khóa");
    let wrong = one
        .post(
            "/desk/sign-in",
            &with(page.form("/desk/sign-in"), &[("password", "sai")]),
        )
        .await;
    wrong.is(422).says("Mật khẩu chưa đúng");
    let open = with(page.form("/desk/sign-in"), &[("password", PASSWORD)]);
    one.post("/desk/sign-in", &open).await.leads_to("/desk/find");
    one.get("/desk/counter").await.is(200);
    one.post("/desk/sign-out", &before).await.leads_to("/desk/sign-in");
    one.get("/desk/counter").await.is(401);
}

#[tokio::test]
async fn a_problem_is_reported_with_its_code_and_nothing_of_anybody() {
    let world = World::new().await;
    let (browser, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    let page = browser.get("/desk/counter").await;
    let link = page
        .body
        .split("href=\"/desk/report?")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let link = format!("/desk/report?{}", link.replace("&amp;", "&").replace("&#38;", "&"));
    let form = browser.get(&link).await;
    form.is(200).says("/desk/counter");
    browser
        .post("/desk/report", &form.form("/desk/report"))
        .await
        .is(422)
        .says("Chọn điều đang gặp");
    let sent = browser
        .post("/desk/report", &with(form.form("/desk/report"), &[("kind", "slow")]))
        .await;
    sent.is(200).says("Đã ghi lại báo lỗi");
    // Somebody else's address is not taken over.
    browser
        .get("/desk/report?page=https://example.org/&request=b")
        .await
        .is(200)
        .says("/desk/sign-in");
}

#[tokio::test]
async fn a_locked_screen_lets_nothing_through_and_its_forms_go_on_after_the_password() {
    let world = World::new().await;
    let id = world.submitted("Trần Thị Bình", "2026-11-25T07:50").await;
    let (counter, _) = world.signed_in(&centre(WARD), Role::ReceptionOfficer).await;
    let refuse = format!("/desk/dossiers/{id}/refuse");
    let page = counter.get(&refuse).await;
    page.is(200);
    let half_filled = with(
        page.form(&refuse),
        &[("basis", "khoản 1 Điều 5"), ("reason", "Nộp sai nơi")],
    );
    let locked = counter.post("/desk/lock", &page.form("/desk/lock")).await;
    locked.is(303);
    counter.get(&refuse).await.is(401);
    counter.post(&refuse, &half_filled).await.is(401);
    let wrong = counter
        .fill("/desk/sign-in", "/desk/sign-in", &[("password", "mưa to")])
        .await;
    wrong.is(422);
    counter
        .fill("/desk/sign-in", "/desk/sign-in", &[("password", PASSWORD)])
        .await
        .is(303);
    // The form that was open below is still good, and was not sent meanwhile.
    counter.post(&refuse, &half_filled).await.is(303);
    // The same page may lock again.
    counter.post("/desk/lock", &page.form("/desk/lock")).await.is(303);
    counter.get("/desk/counter").await.is(401);
}
