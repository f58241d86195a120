# Notices, version 1. A version that was used is never edited: an edit is a new folder 2, since what was told must
# stay readable word by word.
# .short: a text message, plain letters, at most 160 characters. .long: letters and the page of notices.
# No names of people, procedures, papers and nothing of results: a notice lies on devices of many.
dossier-submitted = We have what you handed in
    .short = Quang Ninh centre: dossier { $number } received. It is checked within 8 working hours; we will tell you. Ask: { $phone }
    .long = { $centre } has dossier { $number } that you handed in. An officer checks it within 8 working hours; we then tell you whether it is accepted or needs more. Until then there is nothing to do. Questions: { $phone }.
dossier-accepted = Your dossier is accepted
    .short = Quang Ninh centre: dossier { $number } accepted, result promised { $due-time } { $due-day }. Nothing to do until then. Ask: { $phone }
    .long = Dossier { $number } is accepted. The result is promised for { $due-time } on { $due-day }. Until then there is nothing to do; we tell you when there is news. Accepted at: { $centre }. Questions: { $phone }.
reception-refused = Your dossier was not taken in
    .short = Quang Ninh centre: dossier { $number } could not be taken in. Why and what to do stands on the province's site. Ask: { $phone }
    .long = We could not take in dossier { $number }. Why, and what can be done, stands on the dossier's page. You may file anew at any time; if you find this wrong you may complain or appeal. Answered by: { $centre }. Questions: { $phone }.
supplement-asked = Your dossier needs something more
    .short = Quang Ninh centre: dossier { $number } needs more, by the end of { $last-day }. See what on the province's site. Ask: { $phone }
    .long = Something is missing in dossier { $number } or must be corrected. What it is stands on the dossier's page; send it by the end of { $last-day }, there or at any centre of the province. The waiting does not count. Asked by: { $centre }. Questions: { $phone }.
supplement-answered = We have your supplement
    .short = Quang Ninh centre: the supplement of dossier { $number } is here. An officer looks at it again. Ask: { $phone }
    .long = The supplement of dossier { $number } is here. An officer looks at it again and we tell you. Until then there is nothing to do. Received at: { $centre }. Questions: { $phone }.
supplement-lapsed = Your dossier was closed: no supplement came
    .short = Quang Ninh centre: dossier { $number } was closed, no supplement came by { $last-day }. You may file anew. Ask: { $phone }
    .long = Dossier { $number } was closed, since no supplement came by the end of { $last-day }. You may file anew at any time, at any centre of the province. Closed by: { $centre }. Questions: { $phone }.
supplement-missed = The last day for your supplement has gone by
    .short = Quang Ninh centre: no supplement of dossier { $number } came by { $last-day }; work goes on with what is there. Ask: { $phone }
    .long = No supplement of dossier { $number } came by the end of { $last-day }. The work goes on with what is there, and the time limit runs again. Received at: { $centre }. Questions: { $phone }.
supplement-ending = Your supplement is still missing
    .short = Quang Ninh centre: dossier { $number } still waits for your supplement, by the end of { $last-day }. Ask: { $phone }
    .long = What was asked for in dossier { $number } has not come yet. Send it by the end of { $last-day }, on the dossier's page or at any centre of the province; whoever cannot may call us before. If it was sent today, there is nothing to do. Asked by: { $centre }. Questions: { $phone }.
apology = Sorry: your result will be late
    .short = Quang Ninh centre: sorry, dossier { $number } will be late. New date: { $due-time } { $due-day }. Nothing to hand in. Ask: { $phone }
    .long = We are sorry. Dossier { $number } will not be ready as promised. The new moment is { $due-time } on { $due-day }; we set a new one only once. There is nothing to hand in. Received at: { $centre }. Questions: { $phone }.
dossier-stopped = Your dossier was stopped
    .short = Quang Ninh centre: dossier { $number } was stopped. Why stands on the province's site. Ask: { $phone }
    .long = Dossier { $number } was stopped. Why stands on the dossier's page. You may file anew; if you find this wrong you may complain or appeal. Received at: { $centre }. Questions: { $phone }.
dossier-transferred = Your dossier went to the office that handles it
    .short = Quang Ninh centre: dossier { $number } went to the right office; result still by { $due-time } on { $due-day }. Ask: { $phone }
    .long = { $centre } handles dossier { $number } from now on. The promised date stays: { $due-time }, { $due-day }. You do not need to do anything, and you still fetch the result where you chose. Questions: { $phone }.
result-ready = Your result is ready
    .short = Quang Ninh centre: the result of dossier { $number } is ready. Fetch it in working hours with receipt or ID card. Ask: { $phone }
    .long = The result of dossier { $number } is ready. Please fetch it at { $centre } in working hours; bring the receipt or your identity card. Questions: { $phone }.
# The foot of a letter.
letter-foot = See the dossier: { $site }/me/notices
    .why = You get this letter because you chose e-mail. Change it: { $site }/me/contact. It was sent by itself; nobody reads answers to it.
    .leave = For no more letters, open this page and press once: { $leave }
    .office = Public Administrative Service Centre of Quang Ninh Province
    .subject = { $title } - { $number }
# The letter that confirms an address.
confirm-letter = The code for your e-mail address
    .long = Somebody, probably you, wants news about dossiers sent to this address. Code: { $code }. Enter it at { $site }/me/contact within 30 minutes. If it was not you, there is nothing to do: without the code we send nothing more to this address.
