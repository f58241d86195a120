# Officers' pages.
desk-part-counter = Reception
desk-part-delivery = Delivery
desk-part-worklist = My work
desk-part-signing = To sign
desk-part-records = Number and seal
desk-part-find = Find a dossier
desk-part-units = Units
desk-part-officers = Officers
desk-part-letters = Dead letters
report-problem = Report a problem
key-find = Find a dossier
key-move = Move in the list
key-open = Open
key-sign = Sign
kbd-enter = Ctrl ↵
kbd-b = Alt B
kbd-t = Alt T
kbd-l = Alt L
kbd-f8 = F8
kbd-f9 = F9
updated-at = As of { $clock }
act = Act
cancel = Cancel
sign-in = Sign in
desk-sign-in-title = Officers' sign-in
desk-sign-in-about = Your unit's administrator gives you the account.
desk-sign-in-wrong = Login or password is not right. After 5 wrong tries you have to wait, each time longer.
desk-sign-in-help = Forgot your password? Ask your unit's administrator for a new activation slip.
desk-login = Login
desk-password = Password
desk-second-title = Second factor
desk-second-about = Open the code app on your phone.
desk-code = 6-digit code
desk-code-hint = It changes every 30 seconds
enrol-title = Connect a code app
enrol-about = Scan this with the app, or type these letters into it. They are shown once only.
enrol-qr = QR code that connects a code app
desk-activate-title = Activate your account
desk-activate-about = Use your activation slip. Each slip works once.
desk-activate-do = Activate
desk-slip-code = Code on the slip
desk-slip-code-hint = With or without dashes
desk-new-password = New password
desk-new-password-hint = At least 12 characters. A sentence you remember is better than odd signs.
desk-new-password-again = New password again
sessions-title = My sessions
sessions-about = If you see one that is not yours, end it and tell your administrator.
sessions-device = Browser
sessions-since = Signed in
sessions-used = Last used
sessions-this = This one
sessions-end = End
slip-title = Activation slip
slip-about = A slip is shown once. Print it and hand it over in person; no photos, no messages.
slip-address = Go to: { $address }
slip-login = Login: { $login }
slip-code = Activation code:
slip-until = Works until { $moment }.
slip-step-1 = Open the page above, type your login and the code.
slip-step-2 = Set a new password and connect the code app on your phone.
slip-step-3 = Destroy this slip.
incoming-title = Waiting to be accepted
incoming-said = { $count ->
    [one] 1 submission waits, from anywhere in the province.
   *[other] { $count } submissions wait, from anywhere in the province.
}
incoming-find = Reference, identification number, name
incoming-none = Nothing waits to be accepted
incoming-none-about = Dossiers filed online or at other centres show here too.
filed-at = filed { $moment }
col-person = Applicant
col-person-procedure = Applicant, procedure
col-reference = Reference
col-number = Dossier number
col-decides = Deciding unit
col-answer-before = Answer before
col-due = Due
col-component = Component
col-enough = In order
col-how = Received as
col-original = Original
col-signed = Signed by
col-state = State
col-unit = Unit
col-code = Identifier
col-since = Since
col-officer = Officer
col-account = Account
col-message = Message
col-attempts = Tries
col-trouble = Trouble
how-hand-in = Handed in
how-show = Shown
how-look-up = Looked up
how-not-needed = Not needed
counter-submitter = Submitter
counter-form = See the form
counter-due = Promised, if accepted now
do-accept = Accept
do-supplement = Ask for supplements
do-refuse = Refuse
do-open = Open the dossier
do-propose = Propose for signature
do-decline = Propose to decline
do-pass-on = Pass on
do-note = Note: telephoned
do-apologise = Apologise, promise a new date
do-stop = Stop handling
do-sign = Sign
do-send-back = Send back
do-issue = Number and issue
do-deliver = Deliver
do-slip = Print activation slip
do-retry = Try again
do-retry-all = Try all again
holders-title = Who holds the dossier
holder-me = Waiting for me
holder-sign = For signature
holder-records = Records clerk
holder-opinion = For an opinion
holder-person = For the person
worklist-none = This list is empty
worklist-none-about = Newly assigned dossiers show here.
worklist-preview = Preview
worklist-choose = Choose a dossier in the list to see it here.
case-changed = Somebody else has just changed this dossier. The page shows what is new; your act was not written, what you typed is still here.
case-papers = Components
case-form = Form
case-due = Legal due: { $moment }
case-promised-anew = Apologised, promised anew: { $moment }
case-holder = Holder
case-acts = What can be done now
case-acts-none = There is nothing to do for your position now.
case-issued = Papers that were issued
pdf-again = Print again, marked as a reprint
case-notes = Notes
act-opinion = Opinion
act-propose-about = The dossier goes to the signer; the clock runs on.
act-sign-about = The authority line follows from position and delegation. Where there are keys, the result is signed digitally now; else it is signed by pen on paper.
act-issue-about = The next number of the register is taken; a number is never used again.
act-number = Number written in the paper register
act-number-hint = Only when it was signed on paper; leave empty for the next number.
act-deliver-about = Check the identity card or the receipt before handing it over.
act-received-by = Collected by
supplement-title = Ask for supplements
supplement-once = You may ask once only. Look at every component and name everything now.
supplement-again = { $count ->
    [one] Supplements were asked for once before.
   *[other] Supplements were asked for { $count } times before.
} Asking again makes it count as overdue in the service index, and needs a legal ground.
supplement-pauses = The time limit pauses until the person completes it; you keep the dossier.
supplement-each = Each component
supplement-what = What is missing or wrong (the person reads exactly this)
supplement-whole = I have looked at the whole dossier; nothing else is missing.
supplement-whole-missing = Confirm that you have looked at the whole dossier
supplement-last-day = Last day to supplement
supplement-last-day-hint = The whole of that day counts
supplement-reason = Reason and ground
supplement-reason-hint = So that the person understands what it is for
supplement-do = Send the request
verdict-fine = In order
verdict-missing = Missing
verdict-wrong = There, but not right
refuse-title = Refuse the dossier
refuse-about = The person gets the refusal form with the reason, and all papers back.
refuse-ground = Ground
refuse-reason = Reason, and what the person should do next
refuse-reason-hint = Name the article; say where to file if there is a right place
refuse-do = Refuse
signing-title = { $count ->
    [one] 1 result to sign
   *[other] { $count } results to sign
}
signing-about = { $count } to be looked at first. The others follow their template; the table shows only what differs.
signing-list = Results to sign
signing-take = Take into this round
signing-differs = What differs
signing-sign-one = Take the result of { $person } into this round
signing-none = No result waits for your signature
signing-first = To be looked at first
results = { $count ->
    [one] 1 result
   *[other] { $count } results
}
signing-group = { $count ->
    [one] 1 result
   *[other] { $count } results
}, on time { $on_time }
signing-paper = Draft
signing-choose = Choose a result to see its draft.
signing-mark = Only the ticked lines are signed.
signing-do = Sign the chosen results
records-said = { $count ->
    [one] 1 signed result waits for its number.
   *[other] { $count } signed results wait for their numbers.
}
delivery-said = { $count ->
    [one] 1 result waits to be collected.
   *[other] { $count } results wait to be collected.
}
delivery-find = Dossier number or identification number
find-label = Dossier number, identification number, name
units-said = { $count ->
    [one] 1 unit in operation.
   *[other] { $count } units in operation.
}
officers-said = { $count ->
    [one] 1 officer.
   *[other] { $count } officers.
}
account-active = In use
account-waiting = Not activated
list-none = This list is empty.
desk-activated = Your new password is set. Sign in with it.
desk-account-locked = An administrator has locked this account. Ask your unit's administrator to open it.
desk-too-many = Too many wrong tries. Wait until { $clock } and try again.
desk-locked-title = The screen is locked
desk-locked-about = Locked with F4, or because nobody used it for a while. What you were typing is still on the page before.
desk-unlock = Unlock
desk-unlock-wrong = The password is not right
desk-code-wrong = The code is wrong or over. Type the one that your phone shows now.
desk-again-differs = The two new passwords differ
slip-mistyped = The code on the slip has 12 letters and digits. Check each group.
slip-unknown = Login and code fit no slip. Compare them with the paper.
slip-used = This slip has been used. Ask your unit's administrator for a new one.
slip-replaced = There is a newer slip for this account. Use the newest.
slip-over = This slip is out of date. Ask your unit's administrator for a new one.
password-short = A password has at least { $least } characters
password-long = The password is too long
password-account-name = The password must not be made of the login
password-common = This password is too easy to guess. Choose another sentence.
recovery-title = Recovery codes
recovery-about = For the day your phone is lost. Each code works once. They are shown only now: print them and keep them safe.
recovery-onward = The codes are safe, go on
sessions-desk = Counter, desk
report-title = Report a problem
report-about = Choose what happens. The report carries the support code and the page, nobody's data.
report-code = Support code
report-page = Page
report-version = Version
report-kind = What happens
report-kind-missing = Choose what happens
report-error = The page shows an error
report-wrong = What is shown is wrong
report-slow = It is too slow
report-stuck = I cannot go on
report-device = Printer, scanner or reader does not work
report-do = Send the report
report-sent = The report is noted
report-sent-what = Support finds it by the code below.
report-sent-next = If it is urgent: call your centre's support and read them this code.
units-find = Name of a unit
officers-of = { $unit }: { $count ->
    [one] { $count } officer.
   *[other] { $count } officers.
}
letters-state = Given up: { $dead }. Waiting to be sent: { $waiting }.
letters-none = No message was given up.
account-locked = Locked
account-none = No account yet
# Helping to file.
desk-part-help = Help to file
kbd-f2 = F2
kbd-n = Alt N
kbd-return = ↵
key-choose = Choose
help-who = Whom do you help?
help-who-about = The person at the counter stays the submitter; the officer only types.
help-number-hint = Scan the code on the identity card, or type its 12 digits
help-number-wrong = The number has 12 digits. Look at the card again.
help-new = Not known yet. Write down once what the card says.
help-born = Born on
help-born-hint = The year alone, where the papers have no more
help-born-wrong = The day of birth must be a real one
help-born-other = The year does not fit the number. Compare both with the card.
help-address = Residence
help-name-missing = Give the full name
help-phone-wrong = This is no telephone number. Leave it empty if there is none.
help-other-name = This number belongs to somebody with another name. Compare it, or look at the card.
help-proof = Taken from
help-proof-card = the identity card, compared with the face
help-proof-said = what was said, or another paper
help-go-on = Go on
help-drafts = Half filled in
help-choose = Procedure
help-choose-hint = Without marks is fine
help-no-form = cannot be filled in here yet
help-review = Look through and hand in
help-over = Checked at the counter
help-compared = Identity card and face were compared
help-not-compared = Compare the identity card with the person, then tick
help-places = Help, reception, decision
help-accept = Hand in and accept
help-submit = Hand in
help-submit-only = Hand in, accept later
behalf-nobody-desk = Nobody is on record for whom this person may file this procedure. Without such a right the applicant has to file.
help-mandate = Keep a right to act
help-mandate-about = For whom { $name } files in the procedure { $procedure }, and by which paper. Kept once, used again later.
help-mandate-do = Keep it and use it for this dossier
help-principal = Whose matter it is
help-principal-hint = The personal number of 12 digits, or the tax code of an organisation
help-principal-wrong = A personal number has 12 digits, a tax code 10 or 13. Look at the paper again.
help-principal-new = This person is not kept yet. Add name and day of birth from the paper.
help-organisation-unknown = No organisation has this tax code. Compare with its registration certificate.
help-ground = By
help-ground-missing = Choose a paper or a relation
ground-deed = a power of attorney, a letter of introduction, a decision on guardianship
kin-parent = relation: father or mother of that person
kin-grandparent = relation: grandfather or grandmother of that person
kin-child = relation: son or daughter of that person
kin-grandchild = relation: grandchild of that person
kin-spouse = relation: husband or wife of that person
kin-sibling = relation: brother or sister of that person
help-deed-number = Number or name of the paper
help-deed-missing = Write the number or name of the paper
help-deed-signed = Signed on
help-day-wrong = Write day, month and year
help-scope = Good for
help-scope-this = this procedure: { $procedure }
help-scope-all = every procedure
help-until = Until the end of
help-until-hint = Leave empty if the paper says nothing: it ends a year after it was signed
desk-part-assign = Assign
assign-title = Assign dossiers
assign-about = Tick dossiers, choose an officer. What nobody has taken comes first.
assign-lists = Lists of dossiers
assign-waiting = Taken by nobody
assign-held = In somebody's hands
assign-none = No dossier is in this list
assign-none-about = What has just been accepted appears under Taken by nobody.
assign-take = Choose
assign-has = Held by
assign-nobody = nobody yet
assign-somebody = another officer
assign-one = Choose the dossier of { $person }
assign-to = Give to
assign-no-officer = No officer of the unit may handle dossiers yet. The administrator appoints them under Officers.
assign-load = { $late ->
    [0] has { $count }
   *[other] has { $count }, { $late } overdue
}
assign-do = Give
assign-key = Give
assign-done = { $count } given to { $officer }. If that was a mistake, give them again under In somebody's hands.
assign-none-ticked = Tick at least one dossier
assign-nobody-chosen = Choose an officer to give them to
assign-stale = The dossier of { $person } has just changed and was not given. Look at it, then go on.
assign-other-unit = This officer is not of the unit that has the dossier of { $person }. Choose an officer of that unit.
assign-failed = The dossier of { $person } could not be given. Open it to see why.
help-card-wrong = What was scanned is not the code of an identity card, or the scan broke off. Scan the card again.
help-card-name = A Vietnamese typing program spoiled the name while scanning. Number and date of birth are right; type the name again from the card.
help-card-address = A Vietnamese typing program spoiled the address while scanning. Type it from the card if it is needed.
lock-screen = Lock
lock-lost = The connection broke. The screen stays locked; try again when it is back.
kbd-f4 = F4
kbd-f7 = F7
